// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_RATE_METER_HPP
#define MRS_BULK_RATE_METER_HPP

#include "core/clock.hpp"

#include <cstdint>
#include <vector>

namespace mrs::bulk {

/// Outcomes a second, lately: over two seconds, or for as long as the last twenty took. Pure.
class rate_meter {
public:
    explicit rate_meter(time_point begun);

    /// @param done all outcomes so far
    void count(std::uint64_t done, time_point now);

    /// Zero until a second has passed and twenty outcomes have come: nothing is known before.
    [[nodiscard]] double per_second(time_point now) const noexcept;

private:
    struct sample {
        time_point at;
        std::uint64_t done;
    };

    std::vector<sample> samples_; ///< Oldest first; the first one is where the rate counts from.
    std::uint64_t done_ = 0;
};

} // namespace mrs::bulk

#endif
