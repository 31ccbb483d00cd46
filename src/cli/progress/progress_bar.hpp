// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_PROGRESS_PROGRESS_BAR_HPP
#define MRS_CLI_PROGRESS_PROGRESS_BAR_HPP

#include "cli/output/line_writer.hpp"
#include "cli/progress/progress_state.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace mrs::cli {

/// Draws the progress over and over into one line of a terminal, with carriage returns and spaces
/// alone. A terminal that has gone away or takes nothing now is left alone.
class progress_bar {
public:
    /// Between two drawings at least.
    static constexpr std::chrono::milliseconds pause{200};

    /// @param terminal outlives this
    explicit progress_bar(line_writer& terminal) noexcept : terminal_(terminal) {}

    /// Draws; within `pause` of the last drawing it only puts that one back, if it was cleared.
    void draw(const progress_state& now, std::chrono::steady_clock::time_point at);

    /// Leaves an empty line and the cursor at its beginning, for other text or at the end.
    void clear();

private:
    void put();

    line_writer& terminal_;
    std::string line_;      ///< The last drawing.
    std::size_t drawn_ = 0; ///< Columns that are not blank.
    std::chrono::steady_clock::time_point last_;
};

} // namespace mrs::cli

#endif
