// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/identity_cache.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace mrs::auth {

namespace {

using namespace std::chrono_literals;

/// How long before its end an identity is renewed: the vendor's 40 minutes, or half its life.
constexpr duration longest_margin = 40min;

constexpr duration first_pause = 1s;
constexpr duration longest_pause = 60s;

duration scaled(duration time, double factor) noexcept {
    return duration(static_cast<duration::rep>(static_cast<double>(time.count()) * factor));
}

} // namespace

void identity_cache::store(identity fresh, time_point now, double uniform) {
    const auto life = fresh.lifetime();
    const bool ends = life && *life < never - now;
    good_until_ = ends ? now + *life : never;
    renew_at_ = never;
    if (ends)
        renew_at_ = good_until_ - scaled(std::min(longest_margin, *life / 2), 0.9 + 0.2 * uniform);
    current_ = std::make_shared<const identity>(std::move(fresh));
    ++number_;
    failed_renewals_ = 0;
}

void identity_cache::renewal_failed(time_point now, double uniform) noexcept {
    duration pause = first_pause;
    for (int i = 0; i < failed_renewals_ && pause < longest_pause; ++i)
        pause *= 2;
    ++failed_renewals_;
    renew_at_ = now + scaled(std::min(pause, longest_pause), 0.5 + 0.5 * uniform);
}

void identity_cache::accepted(std::uint64_t number) noexcept {
    if (number != number_)
        return;
    proven_ = true;
    refusals_ = 0;
}

bool identity_cache::refused(std::uint64_t number) noexcept {
    if (number != number_ || current_ == nullptr)
        return false;
    ++refusals_;
    proven_ = false;
    return true;
}

void identity_cache::renumber() noexcept {
    ++number_;
    proven_ = false;
}

} // namespace mrs::auth
