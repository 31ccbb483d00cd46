// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_TIMER_QUEUE_HPP
#define MRS_CORE_TIMER_QUEUE_HPP

#include "core/clock.hpp"

#include <boost/intrusive/set.hpp>

namespace mrs {

class timer_queue;

/// Hears when a queue's earliest expiry has moved, or when the queue has become empty.
class timer_listener {
public:
    virtual void on_first_changed() = 0;

protected:
    ~timer_listener() = default;
};

/// One pending expiry at most. It lives inside the object that waits, so that scheduling allocates
/// nothing; its owner's function is called from `timer_queue::run_due`.
class timer : public boost::intrusive::set_base_hook<> {
public:
    using function = void (*)(void* owner);

    timer(timer_queue& queue, function fire, void* owner) noexcept
        : queue_(queue), fire_(fire), owner_(owner) {}
    timer(const timer&) = delete;
    timer& operator=(const timer&) = delete;
    ~timer() { cancel(); }

    /// Expires at `at`, in place of an earlier wish; never, where `at` is `never`.
    void schedule(time_point at);
    void cancel() noexcept;

    [[nodiscard]] bool pending() const noexcept { return is_linked(); }
    [[nodiscard]] time_point expiry() const noexcept { return at_; }

    friend bool operator<(const timer& a, const timer& b) noexcept { return a.at_ < b.at_; }

private:
    friend class timer_queue;

    timer_queue& queue_;
    function fire_;
    void* owner_;
    time_point at_ = never;
};

/// A `timer::function` that calls one member function of its owner.
template<auto Member, typename Owner>
void fire_member(void* owner) {
    (static_cast<Owner*>(owner)->*Member)();
}

/// All pending expiries of a client, so that one operating-system timer serves any number of calls.
class timer_queue {
public:
    /// The earliest expiry, or `never`.
    [[nodiscard]] time_point next() const noexcept {
        return timers_.empty() ? never : timers_.begin()->at_;
    }

    /// Fires what is due at `now`, earliest first. A fired timer may schedule or cancel any other.
    void run_due(time_point now) {
        while (!timers_.empty() && timers_.begin()->at_ <= now) {
            timer& due = *timers_.begin();
            timers_.erase(timers_.begin());
            due.fire_(due.owner_);
        }
    }

    /// Names who hears of changes, or nobody.
    void listen(timer_listener* listener) noexcept { listener_ = listener; }

private:
    friend class timer;

    void add(timer& one) {
        const auto at = timers_.insert(one);
        if (listener_ != nullptr && at == timers_.begin())
            listener_->on_first_changed();
    }
    void remove(timer& one) {
        timers_.erase(timers_.iterator_to(one));
        if (listener_ != nullptr && timers_.empty())
            listener_->on_first_changed();
    }

    boost::intrusive::multiset<timer> timers_;
    timer_listener* listener_ = nullptr;
};

inline void timer::schedule(time_point at) {
    at_ = at; // Of no matter to the tree, which goes by place when it erases.
    if (at == never) {
        cancel();
        return;
    }
    // Not by `cancel`: a queue that is empty for a moment is no news.
    if (is_linked())
        queue_.timers_.erase(queue_.timers_.iterator_to(*this));
    queue_.add(*this);
}

inline void timer::cancel() noexcept {
    if (is_linked())
        queue_.remove(*this);
}

} // namespace mrs

#endif
