// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_LEFTOVERS_HPP
#define MRS_CLI_RUN_LEFTOVERS_HPP

#include "cli/input/intake.hpp"
#include "cli/options/options.hpp"
#include "cli/output/exit_status.hpp"
#include "cli/output/failed_file.hpp"
#include "cli/output/failed_file_plan.hpp"
#include "cli/run/display.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mrs::cli {

/// What did not succeed, on its way to --failed-file; nothing at all where there is none to write.
class leftovers {
public:
    /// @throws usage_error where the file cannot be made
    explicit leftovers(const options& chosen);

    /// Null where nobody wants the ids.
    [[nodiscard]] failed_file* file() noexcept { return file_ ? &*file_ : nullptr; }

    void id_field(std::string_view name);
    void add(std::string_view cluster, std::string_view id);
    void add(const bad_row& row);

    /// Writes it all, and says where it is if that is not where it was asked for.
    /// @param input which has given out what it read
    /// @param broke_off where the run ended by an error of its own
    void finish(const intake& input, bool broke_off, tally& counts, display& screen);

private:
    [[nodiscard]] failed_file_facts facts(const intake& input, bool broke_off) const;

    const options& chosen_;
    const std::optional<file_state> before_; ///< Of the file that has the name.
    const bool is_input_;                    ///< That one is an input.
    std::optional<failed_file> file_;
};

} // namespace mrs::cli

#endif
