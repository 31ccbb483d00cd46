// SPDX-License-Identifier: BSL-1.0
#include "bulk/rate_meter.hpp"

#include <chrono>

namespace mrs::bulk {

namespace {

constexpr duration least_time = std::chrono::seconds(1);
constexpr duration usual_time = std::chrono::seconds(2);
constexpr duration spacing = std::chrono::milliseconds(100);
constexpr std::uint64_t least_outcomes = 20;
constexpr std::size_t most_samples = 64;

} // namespace

rate_meter::rate_meter(time_point begun) {
    samples_.reserve(most_samples);
    samples_.push_back({begun, 0});
}

void rate_meter::count(std::uint64_t done, time_point now) {
    done_ = done;
    if (now - samples_.back().at >= spacing)
        samples_.push_back({now, done});
    while (samples_.size() > 1 && now - samples_[1].at >= usual_time &&
           done - samples_[1].done >= least_outcomes)
        samples_.erase(samples_.begin());
}

double rate_meter::per_second(time_point now) const noexcept {
    const duration since = now - samples_.front().at;
    const std::uint64_t count = done_ - samples_.front().done;
    if (since < least_time || count < least_outcomes)
        return 0;
    return static_cast<double>(count) / std::chrono::duration<double>(since).count();
}

} // namespace mrs::bulk
