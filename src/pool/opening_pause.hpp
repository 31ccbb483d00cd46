// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_POOL_OPENING_PAUSE_HPP
#define MRS_POOL_OPENING_PAUSE_HPP

#include "core/clock.hpp"

namespace mrs::pool {

/// For how long no connection is opened beside those that serve, after one could not be: doubled
/// from failure to failure and jittered, until one can.
class opening_pause {
public:
    opening_pause(duration shortest, duration longest) noexcept
        : shortest_(shortest), longest_(longest) {}

    /// @param uniform a random number in [0, 1) that shortens the pause by up to a half
    void failed(time_point now, double uniform) noexcept;
    void succeeded() noexcept { *this = opening_pause(shortest_, longest_); }

    /// Whether the last opening failed.
    [[nodiscard]] bool active() const noexcept { return step_ != duration::zero(); }
    /// When the next may be tried.
    [[nodiscard]] time_point until() const noexcept { return until_; }

private:
    duration shortest_;
    duration longest_;
    duration step_{0};
    time_point until_ = time_point::min();
};

} // namespace mrs::pool

#endif
