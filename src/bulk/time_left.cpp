// SPDX-License-Identifier: BSL-1.0
#include "bulk/time_left.hpp"

#include <algorithm>

namespace mrs::bulk {

namespace {

using seconds = std::chrono::duration<double>;

seconds at_pace_of(const pacing::quota& quota, std::uint64_t total, std::uint64_t left,
                   duration elapsed) {
    const seconds window = quota.window;
    const seconds between = window / static_cast<double>(quota.limit);
    // What the quota lets go at once does not wait for it.
    const std::uint64_t spaced = total - quota.limit;
    const seconds planned = window + static_cast<double>(spaced - 1) * between - seconds(elapsed);
    const seconds behind = static_cast<double>(std::min(left, spaced)) * between;
    return std::max(planned, behind);
}

} // namespace

std::optional<duration> time_left(const position& now, const std::optional<pacing::quota>& quota) {
    if (now.total < now.done)
        return std::nullopt;
    const std::uint64_t left = now.total - now.done;
    if (left == 0)
        return duration::zero();
    seconds answer(0);
    if (quota && now.total > quota->limit)
        answer = at_pace_of(*quota, now.total, left, now.elapsed);
    else if (now.per_second > 0)
        answer = seconds(static_cast<double>(left) / now.per_second);
    else
        return std::nullopt;
    constexpr seconds longest = std::chrono::hours(24 * 365 * 100);
    return std::chrono::duration_cast<duration>(std::min(answer, longest));
}

} // namespace mrs::bulk
