// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_SERVICE_CLOCK_HPP
#define MRS_AUTH_SIGNING_SERVICE_CLOCK_HPP

#include "api/iso_time.hpp"
#include "core/clock.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace mrs::auth {

/// The time by our own clock.
inline api::sys_microseconds system_time(const time_source& time) noexcept {
    return std::chrono::floor<std::chrono::microseconds>(time.wall_now());
}

/// The time at a service that answered just now. Its Date knows no parts of a second: where our own
/// clock agrees with it, that tells more.
/// @param date  of the answer, if it had one
/// @param local the time by our own clock
inline api::sys_microseconds time_at_service(const std::optional<std::chrono::sys_seconds>& date,
                                             api::sys_microseconds local) noexcept {
    constexpr std::chrono::seconds tolerance(2);
    return !date || std::chrono::abs(local - *date) <= tolerance ? local : *date;
}

/// How long something is good that ends at `end`: from nothing to ten years, for our clocks do not
/// reach as far as a date does.
inline std::chrono::nanoseconds lifetime_until(api::sys_microseconds end,
                                               api::sys_microseconds now) noexcept {
    return std::clamp<std::chrono::microseconds>(end - now, std::chrono::microseconds(0),
                                                 std::chrono::years(10));
}

} // namespace mrs::auth

#endif
