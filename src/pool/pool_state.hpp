// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_POOL_POOL_STATE_HPP
#define MRS_POOL_POOL_STATE_HPP

#include "core/clock.hpp"
#include "pool/opening_pause.hpp"

#include <mrs/observer.hpp>

#include <boost/intrusive/list.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mrs::pool {

struct waiter_tag;
using waiter_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<waiter_tag>>;

/// Whoever waits for a connection. It stands in one queue at most.
class waiter : public waiter_hook {
public:
    [[nodiscard]] bool waiting() const noexcept { return waiter_hook::is_linked(); }

protected:
    waiter() = default;
    ~waiter() = default;

private:
    friend class pool_state;
    bool needs_fresh_ = false;
};

/// What the pool knows of a connection.
class slot : public boost::intrusive::list_base_hook<> {
public:
    enum class phase { closed, opening, ready, idle, in_use };

    [[nodiscard]] phase state() const noexcept { return phase_; }
    /// Whether it has carried a request.
    [[nodiscard]] bool used() const noexcept { return uses_ > 0; }
    /// How many requests it has carried.
    [[nodiscard]] std::size_t uses() const noexcept { return uses_; }

protected:
    slot() = default;
    ~slot() = default;

private:
    friend class pool_state;
    phase phase_ = phase::closed;
    std::size_t uses_ = 0;
    std::size_t server_uses_ = 0;   ///< How many the server takes, as it said last.
    time_point free_since_{};       ///< When it was opened or given back last.
    bool ahead_ = false;            ///< Opened ahead of need.
    bool distrusted_ = false;       ///< Idle since before its peer fell silent.
    time_point retire_at_ = never;  ///< End of its lifetime.
    time_point expires_at_ = never; ///< End of its idle time, while idle.
};

/// The limits that `pool_options` come down to.
struct limits {
    std::size_t max_connections = 16;
    std::size_t max_waiting = 0;
    std::size_t max_uses = 0;
    duration idle_timeout = std::chrono::seconds(30);
    duration max_lifetime = std::chrono::minutes(5);
    /// A connection that is free for less than this is given on unseen, as to a call that waits for
    /// it: what a peer does in that time could have come behind the look just as well. A reused
    /// connection that turns out to be closed is replaced, without an error.
    duration trusted = std::chrono::milliseconds(1);
    duration shortest_pause = std::chrono::milliseconds(100); ///< See `opening_pause`.
    duration longest_pause = std::chrono::seconds(10);
};

/// What the pool's owner has to do next.
struct action {
    enum class kind {
        none,
        open,  ///< Open a connection, and say so with `opening`.
        grant, ///< Give `connection` to `receiver`; where `probe` is set, look first whether it
               ///< lives.
        close, ///< Close `connection`, which the pool has forgotten.
    };

    kind what = kind::none;
    slot* connection = nullptr;
    waiter* receiver = nullptr;
    bool probe = false;
    retire_reason reason = retire_reason::closing; ///< Why it is closed.
};

/// Which connection serves whom: a state machine without a socket and without a clock.
///
/// Events go in by the member functions; the owner then asks `next` until there is nothing to do.
/// Waiters are served in the order of their arrival; idle connections are reused last in, first
/// out. Waiters that need a fresh connection come first, and each has an opening one of its own.
class pool_state {
public:
    explicit pool_state(const limits& bounds) noexcept
        : limits_(bounds), pause_(bounds.shortest_pause, bounds.longest_pause) {}
    pool_state(const pool_state&) = delete;
    pool_state& operator=(const pool_state&) = delete;
    ~pool_state();

    /// Queues `who`, or returns false where too many wait already.
    bool enqueue(waiter& who) noexcept;
    /// Takes `who` out of its queue: it was cancelled or its deadline passed.
    void remove(waiter& who) noexcept;
    /// The waiter that has waited longest, or null: for failing them all one by one.
    waiter* front() noexcept;

    /// Opens up to `count` connections ahead of need.
    void warm_up(std::size_t count) noexcept;

    void opening(slot& connection) noexcept;
    /// @param uniform a random number in [0, 1) that shortens its lifetime by up to a tenth
    void opened(slot& connection, time_point now, double uniform) noexcept;
    /// It could not be opened, but the next one may: takes `opening` back.
    void not_opened(slot& connection) noexcept;
    /// Returns whom the failure concerns, taken out of its queue: nobody, where as many other
    /// connections are opening as calls wait, or where open ones will serve those who wait.
    /// @param uniform a random number in [0, 1), for the pause before the next is opened beside
    /// them
    waiter* open_failed(slot& connection, time_point now, double uniform) noexcept;

    /// An exchange ended well and the connection may be used again, unless it is too old.
    /// @param server_idle how long the server said that it keeps an idle connection
    /// @param server_uses how many more requests the server said that it takes on it
    void released(slot& connection, time_point now, double uniform,
                  std::optional<duration> server_idle,
                  std::optional<std::size_t> server_uses = std::nullopt) noexcept;
    /// The peer has fallen silent: what has been idle since before `silent_since` is not used
    /// again.
    void distrust(time_point silent_since) noexcept;
    /// A connection in use or idle is gone.
    void lost(slot& connection) noexcept;
    /// The probe before a grant found the connection dead: its receiver waits again, first in line.
    void refused(slot& connection, waiter& receiver) noexcept;
    /// A reused connection died before it brought a byte: its user waits for a fresh one, which
    /// takes its place.
    void replace(slot& connection, waiter& user) noexcept;

    /// Opens and keeps nothing any more, until it is resumed.
    void drain() noexcept { draining_ = true; }
    void resume() noexcept {
        draining_ = false;
        ahead_ = 0;
    }

    /// What to do at `now`. Call it again until it answers `none`.
    action next(time_point now) noexcept;
    /// No idle connection ends its time before this; `never` where there is none.
    [[nodiscard]] time_point next_expiry() const noexcept { return next_expiry_; }
    /// When `next` opens what it puts off after a failed opening; `never` where it puts off
    /// nothing.
    [[nodiscard]] time_point next_opening() const noexcept;

    [[nodiscard]] std::size_t waiting() const noexcept { return waiters_.size() + fresh_.size(); }
    [[nodiscard]] std::size_t opening() const noexcept { return opening_; }
    [[nodiscard]] std::size_t idle() const noexcept { return idle_.size() + ready_.size(); }
    [[nodiscard]] std::size_t in_use() const noexcept { return in_use_; }
    [[nodiscard]] std::size_t total() const noexcept { return opening_ + open(); }

private:
    using waiter_list = boost::intrusive::list<waiter, boost::intrusive::base_hook<waiter_hook>>;
    using slot_list = boost::intrusive::list<slot>;

    action grant(slot& connection, waiter_list& from, bool probe) noexcept;
    std::optional<action> serve_ready(time_point now) noexcept;
    std::optional<action> expire(time_point now) noexcept;
    void forget(slot& connection) noexcept;
    action closing(slot& connection, retire_reason why) noexcept;
    [[nodiscard]] retire_reason why_expired(const slot& connection, time_point now) const noexcept;
    [[nodiscard]] bool used_up(const slot& connection) const noexcept;
    [[nodiscard]] std::size_t open() const noexcept { return idle() + in_use_; }
    /// Whether connections are opened one at a time, with pauses, as one could not be opened
    /// beside those that are open.
    [[nodiscard]] bool hesitates() const noexcept { return pause_.active() && open() > 0; }
    /// Whether somebody would have a connection opened that the limit allows.
    [[nodiscard]] bool wants_more() const noexcept;
    /// The same for one that no pause holds up.
    [[nodiscard]] bool needs_more() const noexcept;

    limits limits_;
    waiter_list waiters_;
    waiter_list fresh_; ///< Waiters that a dead reused connection left behind.
    slot_list ready_;   ///< Opened or given back just now, not yet looked at.
    slot_list idle_;    ///< Most recently used first.
    time_point next_expiry_ = never;
    opening_pause pause_;
    std::size_t opening_ = 0;
    std::size_t in_use_ = 0;
    std::size_t ahead_ = 0; ///< Connections still to be opened ahead of need.
    bool draining_ = false;
};

} // namespace mrs::pool

#endif
