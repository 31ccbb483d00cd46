// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_OUTAGE_HPP
#define MRS_BULK_OUTAGE_HPP

#include "core/clock.hpp"

namespace mrs::bulk {

/// Whether the service is away: so it is taken when several calls in a row failed as if it were,
/// until one is answered. Tells when it may be tried again. Pure.
class outage {
public:
    /// So many failures in a row are an outage.
    static constexpr int in_a_row = 3;

    /// A call failed as if the service were away. Each failure of a probe, and each before the
    /// outage, lengthens the pause.
    /// @param uniform a random number in [0, 1), so that many clients do not try at once
    void failed(time_point now, bool probe, double uniform) noexcept;
    /// A call was answered. Returns whether that ended an outage.
    bool answered() noexcept;

    [[nodiscard]] bool declared() const noexcept { return failures_ >= in_a_row; }
    /// Whether the last call that ended failed.
    [[nodiscard]] bool suspected() const noexcept { return failures_ > 0; }
    /// When the first of these calls failed.
    [[nodiscard]] time_point since() const noexcept { return since_; }
    /// When one call may try again what failed.
    [[nodiscard]] time_point next_try() const noexcept { return next_try_; }

private:
    int failures_ = 0; ///< In a row; the probes' and those before the outage.
    time_point since_{};
    time_point next_try_{};
};

} // namespace mrs::bulk

#endif
