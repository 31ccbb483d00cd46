// SPDX-License-Identifier: BSL-1.0
#include "bulk/outage.hpp"

#include "pacing/retry_policy.hpp"

#include <chrono>

namespace mrs::bulk {

namespace {

constexpr duration first_pause = std::chrono::milliseconds(500);
constexpr duration longest_pause = std::chrono::seconds(30);

duration pause_after(int failures, double uniform) noexcept {
    pacing::retry_policy pace;
    pace.base_delay = first_pause;
    pace.max_backoff = longest_pause;
    return pacing::equal_jitter(pacing::back_off(pace, pacing::fault::transient, failures),
                                uniform);
}

} // namespace

void outage::failed(time_point now, bool probe, double uniform) noexcept {
    if (failures_ == 0)
        since_ = now;
    // What was under way when the outage began tells nothing new.
    if (declared() && !probe)
        return;
    ++failures_;
    next_try_ = now + pause_after(failures_, uniform);
}

bool outage::answered() noexcept {
    const bool ended = declared();
    failures_ = 0;
    return ended;
}

} // namespace mrs::bulk
