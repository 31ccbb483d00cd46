// SPDX-License-Identifier: BSL-1.0
#include "pool/connection_pool.hpp"

#include "core/flag_guard.hpp"

#include <algorithm>
#include <utility>

namespace mrs::pool {

namespace {

pooled_connection& as_connection(slot& one) noexcept {
    return static_cast<pooled_connection&>(one);
}
pool_user& as_user(waiter& one) noexcept {
    return static_cast<pool_user&>(one);
}

} // namespace

connection_pool::connection_pool(net::origin_list& origins, const limits& bounds,
                                 random_source& random, counters& counts, observation& watch,
                                 opening_listener& listener)
    : origins_(origins), timers_(origins.front().timers), choice_(origins.size()), random_(random),
      counters_(counts), watch_(watch), listener_(listener), state_(bounds),
      sweep_(timers_, &fire_member<&connection_pool::pump, connection_pool>, this),
      reopen_(timers_, &fire_member<&connection_pool::pump, connection_pool>, this) {}

connection_pool::~connection_pool() {
    shutdown();
}

bool connection_pool::acquire(pool_user& user, time_point now) {
    if (!state_.enqueue(user))
        return false;
    pump_at(now);
    return true;
}

void connection_pool::remove(pool_user& user) noexcept {
    state_.remove(user);
    publish();
}

void connection_pool::release(pooled_connection& connection, time_point now,
                              std::optional<duration> server_idle,
                              std::optional<std::size_t> server_uses) {
    state_.released(connection, now, random_.uniform(), server_idle, server_uses);
    pump_at(now);
}

void connection_pool::discard(pooled_connection& connection, retire_reason why) {
    state_.lost(connection);
    retire(connection, why);
    pump();
}

void connection_pool::discard_silent(pooled_connection& connection, time_point silent_since) {
    state_.distrust(silent_since);
    discard(connection, retire_reason::silent);
}

void connection_pool::replace(pooled_connection& connection, pool_user& user) {
    state_.replace(connection, user);
    retire(connection, retire_reason::peer);
    pump();
}

void connection_pool::warm_up(std::size_t count) {
    state_.warm_up(count);
    pump();
    openings_changed();
}

void connection_pool::trim() {
    pump(); // Closes what has expired.
    std::vector<pooled_connection*> dead;
    for (const auto& one : connections_)
        if (one->state() == slot::phase::idle && !one->connection().alive())
            dead.push_back(one.get());
    for (pooled_connection* const one : dead) {
        state_.lost(*one);
        retire(*one, retire_reason::peer);
    }
    pump();
}

void connection_pool::drain() {
    state_.drain();
    pump();
}

void connection_pool::shutdown() noexcept {
    state_.drain();
    sweep_.cancel();
    reopen_.cancel();
    for (const auto& connection : std::exchange(connections_, {})) {
        if (connection->state() != slot::phase::opening)
            tell_retired(*connection, retire_reason::closing);
        connection->connection().abort();
        state_.lost(*connection);
    }
    publish();
}

void connection_pool::watch_idle(bool yes) {
    watching_ = yes;
    sweep_.cancel();
    if (watching_)
        sweep_.schedule(state_.next_expiry());
}

void connection_pool::opened(pooled_connection& fresh) {
    choice_.succeeded();
    last_failure_.reset();
    counters_.connections_opened.add();
    if (fresh.connection().resumed())
        counters_.tls_resumed.add();
    if (watch_) {
        connection_opened event(fresh.target().info);
        event.connection = fresh.number;
        event.elapsed = timers_.now() - fresh.begun;
        event.resumed = fresh.connection().resumed();
        watch_.tell(&observer::on_connection_opened, event);
    }
    const time_point now = timers_.now();
    state_.opened(fresh, now, random_.uniform());
    pump_at(now);
    openings_changed();
}

void connection_pool::open_failed(pooled_connection& failed, const net::transport_error& failure) {
    counters_.connections_failed.add();
    last_failure_ = failure;
    tell_failed(failed, failure);
    const net::origin& last = failed.target();
    const auto heard = choice_.failed(failed.turn, failure);
    if (heard && !opening_failure_)
        opening_failure_ = heard;
    waiter* concerned = nullptr;
    if (heard)
        concerned = state_.open_failed(failed, timers_.now(), random_.uniform());
    else
        state_.not_opened(failed);
    const auto gone = drop(failed);
    if (concerned != nullptr)
        as_user(*concerned).on_open_failed(last, *heard);
    pump();
    openings_changed();
}

void connection_pool::pump() {
    pump_at(timers_.now());
}

/// Asks the state machine until it has nothing more to do. What is done may come back here; the
/// outermost call then goes on, at the time of the inner one.
void connection_pool::pump_at(time_point now) {
    now_ = std::max(now_, now);
    if (pumping_)
        return;
    {
        const flag_guard guard(pumping_);
        for (;;) {
            const action decision = state_.next(now_);
            if (decision.what == action::kind::none)
                break;
            perform(decision);
        }
    }
    if (watching_ && (!sweep_.pending() || state_.next_expiry() < sweep_.expiry()))
        sweep_.schedule(state_.next_expiry());
    reopen_.schedule(state_.next_opening());
    publish();
}

void connection_pool::perform(const action& decision) {
    switch (decision.what) {
    case action::kind::open:
        open();
        break;
    case action::kind::grant:
        if (decision.probe && !as_connection(*decision.connection).connection().alive()) {
            state_.refused(*decision.connection, *decision.receiver);
            retire(*decision.connection, retire_reason::peer);
        } else {
            grant(as_connection(*decision.connection), as_user(*decision.receiver));
        }
        break;
    case action::kind::close:
        retire(*decision.connection, decision.reason);
        break;
    case action::kind::none:
        break;
    }
}

void connection_pool::grant(pooled_connection& connection, pool_user& receiver) {
    if (watch_ && connection.used()) {
        connection_reused event(connection.target().info);
        event.connection = connection.number;
        event.uses = connection.uses();
        watch_.tell(&observer::on_connection_reused, event);
    }
    receiver.on_connection(connection, now_);
}

void connection_pool::open() {
    pooled_connection& fresh = *connections_.emplace_back(std::make_unique<pooled_connection>(
        *this, in_use(), choice_.current(), ++opened_, timers_.now()));
    state_.opening(fresh);
    fresh.connection().open();
}

void connection_pool::retire(slot& gone, retire_reason why) noexcept {
    tell_retired(as_connection(gone), why);
    drop(gone);
}

std::unique_ptr<pooled_connection> connection_pool::drop(slot& gone) noexcept {
    const auto at = std::find_if(connections_.begin(), connections_.end(),
                                 [&](const auto& one) { return one.get() == &gone; });
    if (at == connections_.end())
        return nullptr;
    auto last = std::move(*at);
    *at = std::move(connections_.back());
    connections_.pop_back();
    last->connection().abort();
    return last;
}

void connection_pool::tell_failed(const pooled_connection& failed,
                                  const net::transport_error& failure) noexcept {
    if (!watch_)
        return;
    connection_failed event(failed.target().info);
    event.connection = failed.number;
    event.elapsed = timers_.now() - failed.begun;
    event.error = failure.code;
    event.detail = failure.detail;
    watch_.tell(&observer::on_connection_failed, event);
}

void connection_pool::tell_retired(const pooled_connection& gone, retire_reason why) noexcept {
    if (!watch_)
        return;
    connection_retired event(gone.target().info);
    event.connection = gone.number;
    event.reason = why;
    event.uses = gone.uses();
    event.elapsed = timers_.now() - gone.begun;
    watch_.tell(&observer::on_connection_retired, event);
}

void connection_pool::openings_changed() {
    if (state_.opening() == 0)
        listener_.on_openings_done(std::exchange(opening_failure_, std::nullopt));
}

void connection_pool::publish() noexcept {
    counters_.calls_waiting.set(state_.waiting());
    counters_.connections_opening.set(state_.opening());
    counters_.connections_idle.set(state_.idle());
    counters_.connections_in_use.set(state_.in_use());
}

} // namespace mrs::pool
