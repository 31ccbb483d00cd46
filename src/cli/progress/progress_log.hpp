// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_PROGRESS_PROGRESS_LOG_HPP
#define MRS_CLI_PROGRESS_PROGRESS_LOG_HPP

#include "cli/progress/progress_state.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace mrs::cli {

/// What a log is told of a run, in whole lines: at its start how much there is and how long it
/// takes, then once a minute where it stands, and when the service goes away or comes back.
class progress_log {
public:
    /// Between two lines, but for those of an outage.
    static constexpr std::chrono::minutes pause{1};
    /// The first line waits so long, so that it knows more, and a short run says nothing.
    static constexpr std::chrono::seconds first_pause{1};

    /// @param pace as the user gave it
    explicit progress_log(std::string pace) : pace_(std::move(pace)) {}

    /// The line to write now, if there is one.
    std::optional<std::string> next(const progress_state& now);

private:
    [[nodiscard]] std::string first_line(const progress_state& now) const;

    std::string pace_;
    std::optional<std::chrono::steady_clock::time_point> begun_;
    std::optional<std::chrono::steady_clock::time_point> last_; ///< When a line was written.
    bool away_ = false;
};

} // namespace mrs::cli

#endif
