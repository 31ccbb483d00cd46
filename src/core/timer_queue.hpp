// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_TIMER_QUEUE_HPP
#define MRS_CORE_TIMER_QUEUE_HPP

#include "core/clock.hpp"
#include "core/namespace.hpp"

#include <boost/intrusive/set.hpp>

#include <cstddef>

namespace mrs::core {

class timer_queue;

/// Hears when a queue's earliest expiry has come nearer, or when the queue has become empty.
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
    /// As `cancel`, but keeps its place in the queue: for what is soon scheduled again, and for
    /// later. Until it is cancelled the queue has to stay.
    void suspend() noexcept;

    [[nodiscard]] bool pending() const noexcept { return at_ != never; }
    [[nodiscard]] time_point expiry() const noexcept { return at_; }

    friend bool operator<(const timer& a, const timer& b) noexcept { return a.place_ < b.place_; }

private:
    friend class timer_queue;

    timer_queue& queue_;
    function fire_;
    void* owner_;
    time_point at_ = never;
    time_point place_ = never; ///< In the queue: `at_` when it was put there, never after `at_`.
};

/// A `timer::function` that calls one member function of its owner.
template<auto Member, typename Owner>
void fire_member(void* owner) {
    (static_cast<Owner*>(owner)->*Member)();
}

/// All pending expiries of a client, and the time that they are measured by, so that one
/// operating-system timer serves any number of calls.
///
/// What is put off stays where it is until its place comes up: nearly nothing that a client waits
/// for expires, but it is put off by every call.
class timer_queue {
public:
    timer_queue() = default;
    explicit timer_queue(const time_source& clocks) noexcept : time_(clocks) {}
    timer_queue(const timer_queue&) = delete;
    timer_queue& operator=(const timer_queue&) = delete;

    [[nodiscard]] const time_source& time() const noexcept { return time_; }
    [[nodiscard]] time_point now() const noexcept { return time_.now(); }

    /// The earliest expiry, or `never`.
    [[nodiscard]] time_point next() {
        if (pending_ == 0)
            return never;
        while (timers_.begin()->at_ != timers_.begin()->place_)
            settle(*timers_.begin());
        return timers_.begin()->at_;
    }

    /// Fires what is due at `now`, earliest first. A fired timer may schedule or cancel any other.
    void run_due(time_point now) {
        fired_at_ = now;
        while (pending_ != 0 && next() <= now) {
            timer& due = *timers_.begin();
            timers_.erase(timers_.begin());
            due.at_ = never;
            --pending_;
            due.fire_(due.owner_);
        }
    }

    /// The time of the last `run_due`: for what fires, the time that it is.
    [[nodiscard]] time_point fired_at() const noexcept { return fired_at_; }

    /// Names who hears of changes, or nobody.
    void listen(timer_listener* listener) noexcept { listener_ = listener; }

private:
    friend class timer;

    void put(timer& one) {
        one.place_ = one.at_;
        timers_.insert(timers_.end(), one); // Mostly it is the last.
    }
    void take(timer& one) { timers_.erase(timers_.iterator_to(one)); }
    /// Moves one that was put off to where it belongs.
    void settle(timer& one) {
        take(one);
        if (one.at_ != never)
            put(one);
    }
    [[nodiscard]] bool is_first(const timer& one) const { return &*timers_.begin() == &one; }
    void changed() {
        if (listener_ != nullptr)
            listener_->on_first_changed();
    }

    time_source time_;
    boost::intrusive::multiset<timer> timers_;
    std::size_t pending_ = 0;
    time_point fired_at_{};
    timer_listener* listener_ = nullptr;
};

inline void timer::schedule(time_point at) {
    if (at == never) {
        cancel();
        return;
    }
    const bool only = queue_.pending_ == 0;
    if (!pending())
        ++queue_.pending_;
    at_ = at;
    const bool moves = !is_linked() || at < place_;
    if (moves) {
        if (is_linked())
            queue_.take(*this);
        queue_.put(*this);
    }
    if (only || (moves && queue_.is_first(*this)))
        queue_.changed();
}

inline void timer::cancel() noexcept {
    if (is_linked())
        queue_.take(*this);
    suspend();
}

inline void timer::suspend() noexcept {
    if (!pending())
        return;
    at_ = never;
    if (--queue_.pending_ == 0)
        queue_.changed();
}

} // namespace mrs::core

#endif
