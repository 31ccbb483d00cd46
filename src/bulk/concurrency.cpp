// SPDX-License-Identifier: BSL-1.0
#include "bulk/concurrency.hpp"

#include <algorithm>

namespace mrs::bulk {

namespace {

/// Inflation of the latency up to which there is room, and from which there is a queue.
constexpr double roomy = 1.25;
constexpr double queued = 1.75;
constexpr double decrease = 0.8;

} // namespace

concurrency_control::concurrency_control(std::size_t start, std::size_t most) noexcept
    : limit_(std::clamp<std::size_t>(start, 1, most)), most_(most) {}

void concurrency_control::answered(duration latency) noexcept {
    if (known_ > 0)
        --known_;
    sum_ += std::chrono::duration<double>(latency).count();
    if (++answers_ >= limit_)
        end_round();
}

void concurrency_control::overloaded() noexcept {
    if (known_ > 0) {
        --known_;
        return;
    }
    known_ = limit_ - 1;
    doubling_ = false;
    limit_ =
        std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(limit_) * decrease));
    answers_ = 0;
    sum_ = 0;
}

void concurrency_control::end_round() noexcept {
    const double average = sum_ / static_cast<double>(answers_);
    answers_ = 0;
    sum_ = 0;
    if (least_ == 0 || average < least_)
        least_ = average;
    const std::size_t step = std::max<std::size_t>(1, limit_ / 16);
    if (average > least_ * queued) {
        doubling_ = false;
        limit_ -= std::min(limit_ - 1, std::max(step, limit_ / 5));
    } else if (average <= least_ * roomy) {
        limit_ = std::min(most_, doubling_ ? limit_ * 2 : limit_ + step);
    } else {
        doubling_ = false;
    }
    // A service that became slower for good must not look queued for ever.
    least_ *= 1.002;
}

} // namespace mrs::bulk
