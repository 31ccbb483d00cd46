// SPDX-License-Identifier: BSL-1.0
#include "rate/permit_queue.hpp"

#include "core/flag_guard.hpp"

#include <utility>

namespace mrs::rate {

permit_queue::permit_queue(timer_queue& timers, limiter rules)
    : rules_(std::move(rules)),
      wake_(timers, &fire_member<&permit_queue::pump, permit_queue>, this) {}

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
    pump();
}

void permit_queue::refused(time_point now, std::optional<quota> announced) {
    rules_.throttled(now, announced);
    pump();
}

void permit_queue::unused() {
    rules_.unsent();
    pump();
}

void permit_queue::pause_until(time_point at) noexcept {
    rules_.pause_until(at);
}

time_point permit_queue::estimate(time_point now) {
    const time_point next = rules_.next_start(now);
    const auto quota = rules_.current();
    if (!quota || next == never)
        return next;
    const auto ahead = static_cast<duration::rep>(waiting_.size());
    return next + quota->window / static_cast<duration::rep>(quota->limit) * ahead;
}

void permit_queue::replace(limiter rules) {
    rules_.hand_over(rules);
    rules_ = std::move(rules);
    pump();
}

void permit_queue::wait_for_next(time_point now) {
    wake_.schedule(rules_.next_start(now));
}

void permit_queue::pump() {
    if (pumping_)
        return;
    const flag_guard guard(pumping_);
    while (!waiting_.empty()) {
        const time_point now = steady::now();
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

} // namespace mrs::rate
