// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_CONCURRENCY_HPP
#define MRS_BULK_CONCURRENCY_HPP

#include "core/clock.hpp"

#include <cstddef>

namespace mrs::bulk {

/// Finds how many calls in flight the service takes: additive increase, multiplicative decrease,
/// by how much the latency is inflated. Pure.
///
/// A round is as many answers as calls may be in flight. The least average latency of a round is
/// taken for the service's own; what a later round takes longer was spent in queues. It doubles
/// while there is no queue worth the name, then goes by small steps.
class concurrency_control {
public:
    concurrency_control(std::size_t start, std::size_t most) noexcept;

    [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

    void answered(duration latency) noexcept;
    /// A call was lost or the service failed: the service has too much. What was in flight at the
    /// same time tells the same, and counts once.
    void overloaded() noexcept;

private:
    void end_round() noexcept;

    std::size_t limit_;
    std::size_t most_;
    std::size_t answers_ = 0;
    std::size_t known_ = 0; ///< Outcomes still to come from before the last decrease.
    double sum_ = 0;        ///< Of this round's latencies, in seconds.
    double least_ = 0;      ///< The least average of a round, in seconds; 0 before the first.
    bool doubling_ = true;
};

} // namespace mrs::bulk

#endif
