// SPDX-License-Identifier: BSL-1.0
#include "client/wakeup.hpp"

#include "core/flag_guard.hpp"

namespace mrs::detail {

wakeup::wakeup(const net::strand& executor, timer_queue& queue) : queue_(&queue), timer_(executor) {
    queue.listen(this);
}

void wakeup::stop() {
    if (queue_ == nullptr)
        return;
    queue_->listen(nullptr);
    queue_ = nullptr;
    timer_.cancel();
}

void wakeup::on_first_changed() {
    if (firing_)
        return;
    const time_point first = queue_->next();
    if (first == never) {
        armed_ = never;
        ++round_;
        timer_.cancel();
    } else if (first < armed_) {
        arm(first);
    }
    // A later first one is found when the timer fires for the one that went.
}

void wakeup::arm(time_point at) {
    armed_ = at;
    timer_.expires_at(at);
    timer_.async_wait([weak = weak_from_this(), round = ++round_](const error_code&) {
        const auto self = weak.lock();
        if (self && self->round_ == round && self->queue_ != nullptr)
            self->on_expiry();
    });
}

void wakeup::on_expiry() {
    {
        const flag_guard guard(firing_);
        queue_->run_due(queue_->now());
    }
    armed_ = never;
    if (queue_ != nullptr && queue_->next() != never)
        arm(queue_->next());
}

} // namespace mrs::detail
