// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_TIME_LEFT_HPP
#define MRS_BULK_TIME_LEFT_HPP

#include "core/clock.hpp"
#include "pacing/limiter.hpp"

#include <cstdint>
#include <optional>

namespace mrs::bulk {

/// How far a run is.
struct position {
    std::uint64_t total = 0;
    std::uint64_t done = 0;
    duration elapsed{0};
    double per_second = 0; ///< Outcomes, lately; 0 where nothing is known yet.
};

/// How long a run will still take. With a quota that is known from the first moment: a burst, and
/// then one after another at its pace. Without one it follows from the rate, once there is one.
std::optional<duration> time_left(const position& now, const std::optional<pacing::quota>& quota);

} // namespace mrs::bulk

#endif
