// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_CLOCK_HPP
#define MRS_CORE_CLOCK_HPP

#include "core/namespace.hpp"

#include <chrono>

namespace mrs::core {

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

/// What the clocks of a simulation show.
struct simulated_time {
    time_point monotonic{};
    std::chrono::system_clock::time_point wall{};
};

/// Where a client has its time from: the system's clocks, or those of a simulation.
class time_source {
public:
    time_source() = default;
    /// @param simulated outlives whatever asks for the time
    explicit time_source(const simulated_time& simulated) noexcept : simulated_(&simulated) {}

    [[nodiscard]] time_point now() const noexcept {
        return simulated_ == nullptr ? steady::now() : simulated_->monotonic;
    }
    /// The time of day, as this machine believes.
    [[nodiscard]] std::chrono::system_clock::time_point wall_now() const noexcept {
        return simulated_ == nullptr ? std::chrono::system_clock::now() : simulated_->wall;
    }

private:
    const simulated_time* simulated_ = nullptr;
};

} // namespace mrs::core

#endif
