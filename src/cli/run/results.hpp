// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_RESULTS_HPP
#define MRS_CLI_RUN_RESULTS_HPP

#include "cli/journal/journal.hpp"
#include "cli/output/exit_status.hpp"
#include "cli/output/failed_file.hpp"
#include "cli/output/in_order.hpp"
#include "cli/output/line_writer.hpp"
#include "cli/output/outcome.hpp"
#include "cli/output/outcome_line.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mrs::cli {

/// Where outcomes go: to the journal first, so that nothing is told that could be forgotten, then
/// to standard output, to the file of what did not succeed, and into the counts.
class results {
public:
    /// All of them outlive this.
    /// @param memory null where there is no journal
    /// @param rest   null where nobody wants the ids that did not succeed
    results(line_writer& out, line_style style, bool by_index, journal* memory, failed_file* rest,
            tally& counts);

    void take(const std::vector<outcome>& batch);

    /// Outcomes that wait for those before them.
    [[nodiscard]] std::size_t held() const noexcept { return order_ ? order_->held() : 0; }
    /// Whether outcomes can still be told and kept.
    [[nodiscard]] bool lost() const noexcept;

private:
    void remember(const std::vector<outcome>& batch);
    void count(const outcome& one);
    void write(const outcome& one, std::string& lines) const;

    line_writer& out_;
    const line_style style_;
    std::optional<in_order> order_;
    journal* const memory_;
    failed_file* const rest_;
    tally& counts_;
};

} // namespace mrs::cli

#endif
