// SPDX-License-Identifier: BSL-1.0
#include "pool/pool_state.hpp"

#include <algorithm>
#include <limits>

namespace mrs::pool {

namespace {

/// `limit` shortened by up to a tenth, so that connections opened together do not end together.
duration jittered(duration limit, double uniform) noexcept {
    return limit -
           duration(static_cast<duration::rep>(static_cast<double>(limit.count()) * 0.1 * uniform));
}

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::size_t max_uses(const limits& bounds) noexcept {
    return bounds.max_uses != 0 ? bounds.max_uses : unlimited;
}

} // namespace

pool_state::~pool_state() {
    waiters_.clear();
    fresh_.clear();
    ready_.clear();
    idle_.clear();
}

bool pool_state::enqueue(waiter& who) noexcept {
    const bool full = idle() == 0 && (total() >= limits_.max_connections || hesitates());
    // Those for whom a connection is opening do not count: they are served as soon as it is.
    if (limits_.max_waiting != 0 && full && waiting() >= opening_ + limits_.max_waiting)
        return false;
    who.needs_fresh_ = false;
    waiters_.push_back(who);
    return true;
}

void pool_state::remove(waiter& who) noexcept {
    waiter_list& queue = who.needs_fresh_ ? fresh_ : waiters_;
    queue.erase(queue.iterator_to(who));
}

waiter* pool_state::front() noexcept {
    if (!fresh_.empty())
        return &fresh_.front();
    return waiters_.empty() ? nullptr : &waiters_.front();
}

void pool_state::warm_up(std::size_t count) noexcept {
    const std::size_t target = std::min(count, limits_.max_connections);
    ahead_ = target > total() ? target - total() : 0;
}

void pool_state::opening(slot& connection) noexcept {
    connection.phase_ = slot::phase::opening;
    ++opening_;
    connection.ahead_ = ahead_ > 0;
    if (connection.ahead_)
        --ahead_;
}

void pool_state::opened(slot& connection, time_point now, double uniform) noexcept {
    --opening_;
    connection.phase_ = slot::phase::ready;
    connection.uses_ = 0;
    connection.distrusted_ = false;
    connection.server_uses_ = unlimited;
    connection.retire_at_ = deadline_after(now, jittered(limits_.max_lifetime, uniform));
    connection.expires_at_ = limits_.idle_timeout == duration::zero()
                                 ? now
                                 : deadline_after(now, jittered(limits_.idle_timeout, uniform));
    connection.free_since_ = now;
    ready_.push_back(connection);
    pause_.succeeded();
}

void pool_state::not_opened(slot& connection) noexcept {
    forget(connection);
    if (connection.ahead_)
        ++ahead_;
}

waiter* pool_state::open_failed(slot& connection, time_point now, double uniform) noexcept {
    forget(connection);
    if (open() > 0)
        pause_.failed(now, uniform);
    const std::size_t concerned = open() > 0 ? fresh_.size() : waiting();
    if (concerned <= opening_)
        return nullptr;
    waiter* who = front();
    remove(*who);
    return who;
}

void pool_state::released(slot& connection, time_point now, double uniform,
                          std::optional<duration> server_idle,
                          std::optional<std::size_t> server_uses) noexcept {
    --in_use_;
    ++connection.uses_;
    connection.free_since_ = now;
    duration keep = limits_.idle_timeout;
    if (server_idle && *server_idle < keep)
        keep = *server_idle;
    connection.expires_at_ =
        keep == duration::zero() ? now : deadline_after(now, jittered(keep, uniform));
    if (server_uses)
        connection.server_uses_ = connection.uses_ + *server_uses;
    connection.distrusted_ = false;
    if (used_up(connection))
        connection.retire_at_ = now;
    connection.phase_ = slot::phase::ready;
    ready_.push_back(connection);
}

void pool_state::distrust(time_point silent_since) noexcept {
    for (slot& connection : idle_) {
        if (connection.free_since_ >= silent_since)
            continue;
        connection.expires_at_ = silent_since;
        connection.distrusted_ = true;
        next_expiry_ = std::min(next_expiry_, silent_since);
    }
}

void pool_state::lost(slot& connection) noexcept {
    forget(connection);
}

void pool_state::refused(slot& connection, waiter& receiver) noexcept {
    forget(connection);
    receiver.needs_fresh_ = false;
    waiters_.push_front(receiver);
}

void pool_state::replace(slot& connection, waiter& user) noexcept {
    forget(connection);
    user.needs_fresh_ = true;
    fresh_.push_back(user);
}

action pool_state::next(time_point now) noexcept {
    if (auto decided = serve_ready(now))
        return *decided;
    if (auto decided = expire(now))
        return *decided;
    if (!waiters_.empty() && !idle_.empty())
        return grant(idle_.front(), waiters_, now - idle_.front().free_since_ >= limits_.trusted);
    action decision;
    if (needs_more() || (wants_more() && next_opening() <= now))
        decision.what = action::kind::open;
    return decision;
}

time_point pool_state::next_opening() const noexcept {
    if (!hesitates() || opening_ > 0 || !wants_more())
        return never;
    return pause_.until();
}

/// Hands what was opened or given back to a waiter, or lays it by.
std::optional<action> pool_state::serve_ready(time_point now) noexcept {
    while (!ready_.empty()) {
        slot& connection = ready_.front();
        if (draining_)
            return closing(connection, retire_reason::closing);
        if (connection.retire_at_ <= now)
            return closing(connection,
                           used_up(connection) ? retire_reason::uses : retire_reason::lifetime);
        if (!connection.used() && !fresh_.empty())
            return grant(connection, fresh_, false);
        if (!waiters_.empty())
            return grant(connection, waiters_, false);
        ready_.pop_front();
        connection.phase_ = slot::phase::idle;
        idle_.push_front(connection);
        next_expiry_ = std::min({next_expiry_, connection.expires_at_, connection.retire_at_});
    }
    return std::nullopt;
}

std::optional<action> pool_state::expire(time_point now) noexcept {
    if (now < next_expiry_ && !draining_)
        return std::nullopt;
    next_expiry_ = never;
    for (slot& connection : idle_) {
        const time_point end = std::min(connection.expires_at_, connection.retire_at_);
        if (draining_ || end <= now) {
            next_expiry_ = now;
            return closing(connection, why_expired(connection, now));
        }
        next_expiry_ = std::min(next_expiry_, end);
    }
    return std::nullopt;
}

action pool_state::grant(slot& connection, waiter_list& from, bool probe) noexcept {
    action decision;
    decision.what = action::kind::grant;
    decision.connection = &connection;
    decision.receiver = &from.front();
    decision.probe = probe;
    slot_list& list = connection.phase_ == slot::phase::ready ? ready_ : idle_;
    list.erase(list.iterator_to(connection));
    from.pop_front();
    connection.phase_ = slot::phase::in_use;
    ++in_use_;
    return decision;
}

retire_reason pool_state::why_expired(const slot& connection, time_point now) const noexcept {
    if (draining_)
        return retire_reason::closing;
    if (connection.distrusted_)
        return retire_reason::silent;
    return connection.expires_at_ <= now ? retire_reason::idle : retire_reason::lifetime;
}

bool pool_state::used_up(const slot& connection) const noexcept {
    return connection.uses_ >= std::min(connection.server_uses_, max_uses(limits_));
}

action pool_state::closing(slot& connection, retire_reason why) noexcept {
    forget(connection);
    action decision;
    decision.reason = why;
    decision.what = action::kind::close;
    decision.connection = &connection;
    return decision;
}

void pool_state::forget(slot& connection) noexcept {
    switch (connection.phase_) {
    case slot::phase::ready:
        ready_.erase(ready_.iterator_to(connection));
        break;
    case slot::phase::idle:
        idle_.erase(idle_.iterator_to(connection));
        break;
    case slot::phase::in_use:
        --in_use_;
        break;
    case slot::phase::opening:
        --opening_;
        break;
    case slot::phase::closed:
        break;
    }
    connection.phase_ = slot::phase::closed;
}

bool pool_state::wants_more() const noexcept {
    if (draining_ || total() >= limits_.max_connections)
        return false;
    return waiting() > opening_ || ahead_ > 0;
}

bool pool_state::needs_more() const noexcept {
    return wants_more() && (!hesitates() || fresh_.size() > opening_ || ahead_ > 0);
}

} // namespace mrs::pool
