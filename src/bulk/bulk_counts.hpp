// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_BULK_COUNTS_HPP
#define MRS_BULK_BULK_COUNTS_HPP

#include "bulk/rate_meter.hpp"
#include "core/clock.hpp"
#include "pacing/limiter.hpp"

#include <mrs/bulk.hpp>

#include <cstdint>
#include <optional>

namespace mrs::bulk {

/// Sets how long the rest takes, from what else is known of the run.
/// @param total how many requests the source gives, where that is known
/// @param quota the one that is kept to, where there is one
void tell_time_left(bulk_progress& of, std::optional<std::uint64_t> total,
                    const std::optional<pacing::quota>& quota);

/// Counts what happens in a run, and tells from it how fast it is and how long it takes. Pure.
class bulk_counts {
public:
    explicit bulk_counts(time_point begun) : begun_(begun), meter_(begun) {}

    void taken() noexcept { ++totals_.taken; }
    void throttled() noexcept { ++totals_.throttled; }
    void ended(const bulk_outcome& outcome, time_point now);

    /// The counts, with what follows from them at `now`; for the rest see `tell_time_left`.
    const bulk_progress& at(time_point now, std::optional<std::uint64_t> total,
                            const std::optional<pacing::quota>& quota);
    /// Requests of which nothing was sent.
    [[nodiscard]] std::uint64_t not_tried() const noexcept { return not_tried_; }
    /// What is not counted here: it is set by who knows it.
    [[nodiscard]] bulk_progress& totals() noexcept { return totals_; }

private:
    time_point begun_;
    rate_meter meter_;
    bulk_progress totals_;
    std::uint64_t not_tried_ = 0;
};

} // namespace mrs::bulk

#endif
