// SPDX-License-Identifier: BSL-1.0
#include "bulk/outage.hpp"

#include <algorithm>
#include <chrono>

namespace mrs::bulk {

namespace {

constexpr duration first_pause = std::chrono::milliseconds(500);
constexpr duration longest_pause = std::chrono::seconds(30);

duration pause_after(int failures, double uniform) noexcept {
    duration longest = first_pause;
    for (int i = 1; i < failures && longest < longest_pause; ++i)
        longest = std::min(longest * 2, longest_pause);
    const double part = 0.5 + 0.5 * uniform;
    return duration(static_cast<duration::rep>(part * static_cast<double>(longest.count())));
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
