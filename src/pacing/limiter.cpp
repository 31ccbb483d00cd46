// SPDX-License-Identifier: BSL-1.0
#include "pacing/limiter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mrs::pacing {

namespace {

/// What is remembered without a quota, so that one learned later can be kept to at once.
constexpr std::size_t max_remembered = 100'000;
constexpr duration unlearned_window = std::chrono::minutes(1);

constexpr double shrink = 0.85;
constexpr double grow = 1.0 / 40.0;
constexpr double grow_measured = 1.0 / 20.0; // What was measured may be far too little.
constexpr double least_share = 0.01;
constexpr double most_share = 100.0;
constexpr duration first_probe = std::chrono::milliseconds(250);

double pace(const quota& of) noexcept {
    return static_cast<double>(of.limit) / static_cast<double>(of.window.count());
}

} // namespace

quota quota::part(std::size_t sharers) const noexcept {
    if (limit >= sharers)
        return quota(limit / sharers, window);
    const std::size_t turns = (sharers + limit - 1) / limit;
    if (turns > static_cast<std::size_t>(longest_window / window))
        return quota(1, longest_window);
    return quota(1, window * static_cast<duration::rep>(turns));
}

limiter limiter::fixed(const quota& known) {
    limiter result;
    result.quota_ = known;
    result.burst_left_ = known.limit;
    return result;
}

limiter limiter::learning(std::optional<quota> known, std::size_t sharers) {
    limiter result;
    result.learning_ = true;
    result.backs_off(pacing::retry_policy());
    result.sharers_ = sharers;
    if (known) {
        result.quota_ = known->part(sharers);
        result.burst_left_ = result.quota_->limit;
    }
    return result;
}

limiter& limiter::backs_off(const pacing::retry_policy& limits) noexcept {
    limits_ = limits;
    if (learning_)
        limits_.throttled_delay = std::min(limits_.throttled_delay, first_probe);
    return *this;
}

time_point limiter::next_start(time_point now) {
    forget_before(now);
    // A probe goes alone: what else went with it would be refused with it.
    if (alone_ && in_flight_ > 0)
        return never;
    if (!quota_)
        return std::max(now, paused_until_);
    grow_share(now);
    const time_point at = by_pace(now);
    const std::size_t counted = recent_.size() + in_flight_;
    if (counted < allowed())
        return at;
    // As many of the oldest have to leave the window as count too many now.
    const std::size_t leaving = counted - allowed() + 1;
    if (leaving > recent_.size())
        return never;
    return std::max(at, recent_[leaving - 1] + quota_->window);
}

time_point limiter::earliest(time_point now, std::size_t ahead) {
    forget_before(now);
    if (!quota_)
        return std::max(now, paused_until_);
    grow_share(now);
    time_point at = by_pace(now);
    if (ahead >= burst_left_) {
        const auto turns =
            static_cast<duration::rep>(ahead - burst_left_) + (burst_left_ > 0 ? 1 : 0);
        if (turns > (never - at) / spacing())
            return never;
        at += spacing() * turns;
    }
    const std::size_t counted = recent_.size() + in_flight_ + ahead;
    if (counted < allowed())
        return at;
    // What is in flight counts for a window from its answer on, which may come now.
    const std::size_t leaving = counted - allowed();
    return std::max(at, (leaving < recent_.size() ? recent_[leaving] : now) + quota_->window);
}

void limiter::started(time_point now) {
    ++in_flight_;
    last_start_ = now;
    if (burst_left_ > 0)
        --burst_left_;
    probing_ = alone_;
    if (measured_since_ == time_point())
        measured_since_ = now;
}

void limiter::unsent() noexcept {
    --in_flight_;
    probing_ = false;
    if (quota_ && throttlings_ == 0 && burst_left_ < quota_->limit)
        ++burst_left_; // The next one takes its place.
}

void limiter::hand_over(limiter& successor) const {
    successor.in_flight_ = in_flight_;
    successor.recent_ = recent_;
    successor.last_start_ = last_start_;
    successor.paused_until_ = paused_until_;
    successor.throttlings_ = throttlings_;
    if (throttlings_ > 0)
        successor.burst_left_ = 0;
}

void limiter::finished(time_point now) {
    --in_flight_;
    if (!paused(now) && (!alone_ || probing_))
        throttlings_ = 0;
    if (!quota_ && !learning_)
        return;
    recent_.push_back(now);
    if (recent_.size() > max_remembered)
        recent_.pop_front();
    ++measured_;
    if (!std::exchange(probing_, false))
        return;
    alone_ = false;
    if (!quota_) {
        learn(quota(measured_, now - measured_since_), now);
        announced_ = false;
    }
}

time_point limiter::throttled(time_point now, const throttling& told) {
    --in_flight_;
    burst_left_ = 0;
    probing_ = false;
    // The answers that come in a pause tell what the first one told.
    const bool first = !paused(now);
    if (learning_)
        adapt(told.announced, now);
    if (first) {
        ++throttlings_;
        const duration own = pacing::back_off(limits_, pacing::fault::throttled, throttlings_);
        pause_until(now + pacing::equal_jitter(own, told.uniform));
    }
    if (told.retry_after)
        pause_until(now + std::min(*told.retry_after, pacing::max_retry_after));
    return paused_until_;
}

/// What is announced is believed where it is less than what was known.
void limiter::adapt(const std::optional<quota>& announced, time_point now) {
    std::optional<quota> told;
    if (announced && announced->limit > 0 && announced->window > duration::zero())
        told = announced->part(sharers_);
    if (told && (!quota_ || pace(*told) < pace(*quota_))) {
        const double share = quota_ ? pace(*current()) / pace(*told) : 1.0;
        learn(*told, now);
        share_ = std::min(share, 1.0);
    } else if (quota_ && announced_) {
        take_less(now);
    } else {
        probe(now);
    }
}

void limiter::learn(const quota& fresh, time_point now) {
    quota_ = fresh;
    announced_ = true;
    share_ = 1.0;
    shrunk_ = grown_ = now;
    alone_ = false;
}

/// The quota is used up although this limiter kept to its share of it.
void limiter::take_less(time_point now) {
    pause_until(now + quota_->window / 3);
    // The answers of one window tell one thing, and tell it once.
    if (now - shrunk_ < quota_->window)
        return;
    shrink_share(now);
    shrunk_ = now;
}

/// Nobody says how much is too much.
void limiter::probe(time_point now) {
    if (paused(now))
        return;
    if (quota_ && !alone_)
        shrink_share(now);
    alone_ = true;
}

void limiter::shrink_share(time_point now) {
    share_ = std::max(share_ * shrink, least_share);
    grown_ = now;
}

void limiter::pause_until(time_point at) noexcept {
    paused_until_ = std::max(paused_until_, at);
}

std::optional<quota> limiter::current() const {
    if (!quota_)
        return std::nullopt;
    return quota(allowed(), quota_->window);
}

/// The window aside.
time_point limiter::by_pace(time_point now) const noexcept {
    const time_point at = std::max(now, paused_until_);
    return burst_left_ > 0 || last_start_ == time_point() ? at
                                                          : std::max(at, last_start_ + spacing());
}

void limiter::forget_before(time_point now) {
    const duration window = quota_ ? quota_->window : unlearned_window;
    while (!recent_.empty() && recent_.front() + window <= now)
        recent_.pop_front();
    if (quota_ && recent_.empty() && in_flight_ == 0 && share_ == 1.0 && throttlings_ == 0)
        burst_left_ = quota_->limit;
}

void limiter::grow_share(time_point now) {
    const double most = announced_ ? 1.0 : most_share;
    if (!alone_ && share_ < most && now - grown_ >= quota_->window) {
        share_ = std::min(most, share_ + (announced_ ? grow : grow_measured));
        grown_ = now;
    }
}

std::size_t limiter::allowed() const noexcept {
    const double scaled = static_cast<double>(quota_->limit) * share_;
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(scaled)));
}

duration limiter::spacing() const noexcept {
    return quota_->window / static_cast<duration::rep>(allowed());
}

} // namespace mrs::pacing
