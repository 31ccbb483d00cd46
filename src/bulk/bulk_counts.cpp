// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_counts.hpp"

#include "bulk/time_left.hpp"

namespace mrs::bulk {

namespace {

void count_end(bulk_progress& totals, wait_outcome outcome) noexcept {
    if (outcome == wait_outcome::stopped)
        ++totals.stopped;
    else if (outcome == wait_outcome::had_ended)
        ++totals.had_ended;
    else if (outcome == wait_outcome::still_running)
        ++totals.still_running;
}

} // namespace

void tell_time_left(bulk_progress& of, std::optional<std::uint64_t> total,
                    const std::optional<pacing::quota>& quota) {
    of.remaining.reset();
    if (!total || of.unreachable_since)
        return; // Nobody knows how long an outage takes.
    position here;
    here.total = *total;
    here.done = of.done();
    here.elapsed = of.elapsed;
    here.per_second = of.per_second;
    of.remaining = time_left(here, quota);
}

void bulk_counts::ended(const bulk_outcome& outcome, time_point now) {
    if (outcome.error)
        ++totals_.errors;
    else if (outcome.result.failed())
        ++totals_.failed;
    else
        ++totals_.succeeded;
    if (outcome.error && outcome.result.succeeded())
        ++totals_.end_unknown;
    if (outcome.wait)
        count_end(totals_, outcome.wait->outcome());
    if (!outcome.tried())
        ++not_tried_;
    meter_.count(totals_.done(), now);
}

const bulk_progress& bulk_counts::at(time_point now, std::optional<std::uint64_t> total,
                                     const std::optional<pacing::quota>& quota) {
    totals_.elapsed = now - begun_;
    totals_.per_second = meter_.per_second(now);
    tell_time_left(totals_, total, quota);
    return totals_;
}

} // namespace mrs::bulk
