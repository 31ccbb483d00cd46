// SPDX-License-Identifier: BSL-1.0
#include "pacing/permit_queue.hpp"

#include "core/flag_guard.hpp"

#include <utility>

namespace mrs::pacing {

permit_queue::permit_queue(timer_queue& timers, limiter rules)
    : timers_(timers), rules_(std::move(rules)),
      wake_(timers, &fire_member<&permit_queue::on_wake, permit_queue>, this) {}

permit_queue::~permit_queue() {
    waiting_.clear();
}

bool permit_queue::acquire(permit_user& user, time_point now) {
    if (waiting_.empty() && rules_.next_start(now) <= now) {
        rules_.started(now);
        return true;
    }
    waiting_.push_back(user);
    wait_for_next(now);
    return false;
}

void permit_queue::remove(permit_user& user) noexcept {
    waiting_.erase(waiting_.iterator_to(user));
    if (waiting_.empty())
        wake_.cancel();
}

void permit_queue::answered(time_point now) {
    rules_.finished(now);
    pump(now);
}

time_point permit_queue::refused(time_point now, const throttling& told) {
    const time_point until = rules_.throttled(now, told);
    pump(now);
    return until;
}

void permit_queue::unused(time_point now) {
    rules_.unsent();
    pump(now);
}

time_point permit_queue::estimate(time_point now) {
    return rules_.earliest(now, waiting_.empty() ? 0 : waiting_.size() - 1);
}

void permit_queue::replace(limiter rules, time_point now) {
    rules_.hand_over(rules);
    rules_ = std::move(rules);
    pump(now);
}

void permit_queue::wait_for_next(time_point now) {
    wake_.schedule(rules_.next_start(now));
}

void permit_queue::on_wake() {
    pump(timers_.fired_at());
}

void permit_queue::pump(time_point now) {
    if (pumping_)
        return;
    const flag_guard guard(pumping_);
    while (!waiting_.empty()) {
        if (rules_.next_start(now) > now) {
            wait_for_next(now);
            return;
        }
        permit_user& user = waiting_.front();
        waiting_.pop_front();
        rules_.started(now);
        user.on_permit();
    }
    wake_.cancel();
}

} // namespace mrs::pacing
