// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_state.hpp"

#include <algorithm>

namespace mrs::cli {

std::optional<std::chrono::nanoseconds> progress_state::remaining() const {
    if (run.remaining || !total || run.per_second <= 0)
        return run.remaining;
    const auto left = static_cast<double>(*total - std::min(*total, run.done()));
    // Beyond a hundred years, a number of nanoseconds would not hold it.
    const std::chrono::duration<double> time(std::min(left / run.per_second, 3.0e9));
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time);
}

} // namespace mrs::cli
