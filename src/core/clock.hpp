// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_CLOCK_HPP
#define MRS_CORE_CLOCK_HPP

#include <chrono>

namespace mrs {

using steady = std::chrono::steady_clock;
using time_point = steady::time_point;
using duration = std::chrono::nanoseconds;

/// A deadline that never comes.
inline constexpr time_point never = time_point::max();

/// The end of a wait from `start` on, where zero is no wait at all.
inline time_point end_of_wait(time_point start, duration patience) noexcept {
    return patience >= never - start
               ? never
               : start + std::chrono::duration_cast<steady::duration>(patience);
}

/// `start + limit`, where a limit of zero stands for none.
inline time_point deadline_after(time_point start, duration limit) noexcept {
    return limit == duration::zero() ? never : end_of_wait(start, limit);
}

} // namespace mrs

#endif
