// SPDX-License-Identifier: BSL-1.0
#include "pool_schedule.hpp"

#include <algorithm>
#include <chrono>

using mrs::duration;
using mrs::pool::action;
using phase = mrs::pool::slot::phase;

namespace {

template<typename Container>
bool take(Container& from, const typename Container::value_type& one) {
    const auto at = std::find(from.begin(), from.end(), one);
    if (at == from.end())
        return false;
    from.erase(at);
    return true;
}

/// `share` of `limit`, less the rounding of the library's arithmetic.
duration part_of(duration limit, double share) {
    if (share == 1.0)
        return limit;
    return duration(static_cast<duration::rep>(static_cast<double>(limit.count()) * share) - 1);
}

} // namespace

pool_schedule::pool_schedule(dice random) : random_(random) {
    bounds_.max_connections = 1 + random_.below(6);
    bounds_.max_waiting = random_.once_in(2) ? 0 : 1 + random_.below(8);
    bounds_.max_uses = random_.once_in(2) ? 0 : 1 + random_.below(4);
    bounds_.idle_timeout = random_.once_in(8) ? duration(0) : duration(1 + random_.below(10'000));
    bounds_.max_lifetime = random_.once_in(4) ? duration(0) : duration(1 + random_.below(50'000));
    bounds_.trusted = duration(random_.below(1'000));
    for (int i = 0; i < 24; ++i)
        users_.push_back(std::make_unique<user>());
    pool_.emplace(bounds_);
}

void pool_schedule::run() {
    for (int i = 0; i < 150; ++i) {
        event();
        check_counts();
        if (!random_.once_in(4))
            pump();
        else if (random_.once_in(2))
            step();
    }
    if (!draining_)
        serve_everybody();
    end();
}

void pool_schedule::event() {
    switch (random_.below(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
        enqueue();
        break;
    case 4:
        remove();
        break;
    case 5:
    case 6:
        if (!opening_.empty())
            opened(random_.below(opening_.size()));
        break;
    case 7:
        if (!opening_.empty())
            random_.once_in(3) ? not_opened(random_.below(opening_.size()))
                               : open_failed(random_.below(opening_.size()));
        break;
    case 8:
    case 9:
        if (!in_use_.empty())
            released(random_.below(in_use_.size()));
        break;
    case 10:
        if (!in_use_.empty())
            lost(random_.below(in_use_.size()));
        break;
    case 11:
        replaced();
        break;
    case 12:
        lost_idle();
        break;
    case 13:
        now_ += duration(random_.below(random_.once_in(4) ? 20'000 : 500));
        break;
    case 14:
        warm_up();
        break;
    default:
        if (random_.once_in(20)) {
            pool_->drain();
            draining_ = true;
        }
    }
}

void pool_schedule::enqueue() {
    user& one = *users_[random_.below(users_.size())];
    if (one.where != user::place::outside)
        return;
    const bool full = ready_.empty() && idle_.empty() && total() >= bounds_.max_connections;
    const bool refused =
        bounds_.max_waiting != 0 && full && waiting() >= opening_.size() + bounds_.max_waiting;
    expect(pool_->enqueue(one) != refused, "max_waiting is not kept to");
    expect(one.waiting() != refused, "a refused waiter was queued, or another was not");
    if (refused)
        return;
    one.where = user::place::queued;
    normal_.push_back(&one);
}

void pool_schedule::remove() {
    user& one = *users_[random_.below(users_.size())];
    if (one.where != user::place::queued)
        return;
    pool_->remove(one);
    expect(take(normal_, &one) || take(fresh_, &one), "the model lost a waiter");
    one.where = user::place::outside;
    expect(!one.waiting(), "a removed waiter still waits");
}

void pool_schedule::opened(std::size_t at) {
    connection& one = *opening_[at];
    opening_.erase(opening_.begin() + static_cast<std::ptrdiff_t>(at));
    pool_->opened(one, now_, random_.uniform());
    one.born = now_;
    one.idle_since = now_;
    one.keep = bounds_.idle_timeout;
    ready_.push_back(&one);
}

void pool_schedule::open_failed(std::size_t at) {
    connection& one = *opening_[at];
    opening_.erase(opening_.begin() + static_cast<std::ptrdiff_t>(at));
    user* const expected = waiting() > opening_.size() ? &take_first() : nullptr;
    expect(pool_->open_failed(one) == expected, "a failed opening concerns another waiter");
    expect(one.state() == phase::closed, "a connection that failed is not closed");
    if (expected != nullptr) {
        expected->where = user::place::outside;
        expect(!expected->waiting(), "a failed waiter still waits");
    }
}

void pool_schedule::not_opened(std::size_t at) {
    connection& one = *opening_[at];
    opening_.erase(opening_.begin() + static_cast<std::ptrdiff_t>(at));
    pool_->not_opened(one);
    if (one.ahead)
        ++ahead_;
    expect(one.state() == phase::closed, "a connection that was not opened is not closed");
}

void pool_schedule::released(std::size_t at) {
    connection& one = take_in_use(at);
    one.holder->where = user::place::outside;
    std::optional<duration> server_idle;
    if (random_.once_in(3))
        server_idle = duration(random_.below(15'000));
    pool_->released(one, now_, random_.uniform(), server_idle);
    ++one.uses;
    one.idle_since = now_;
    one.keep = std::min(bounds_.idle_timeout, server_idle.value_or(bounds_.idle_timeout));
    ready_.push_back(&one);
}

void pool_schedule::lost(std::size_t at) {
    connection& one = take_in_use(at);
    one.holder->where = user::place::outside;
    pool_->lost(one);
    expect(one.state() == phase::closed, "a lost connection is not closed");
}

void pool_schedule::lost_idle() {
    if (idle_.empty())
        return;
    connection* const one = idle_[random_.below(idle_.size())];
    take(idle_, one);
    pool_->lost(*one);
    expect(one->state() == phase::closed, "a lost connection is not closed");
}

void pool_schedule::replaced() {
    if (in_use_.empty())
        return;
    const std::size_t at = random_.below(in_use_.size());
    if (in_use_[at]->uses == 0)
        return;
    connection& one = take_in_use(at);
    pool_->replace(one, *one.holder);
    fresh_.push_back(one.holder);
    one.holder->where = user::place::queued;
}

void pool_schedule::warm_up() {
    const std::size_t count = random_.below(bounds_.max_connections + 3);
    pool_->warm_up(count);
    const std::size_t target = std::min(count, bounds_.max_connections);
    ahead_ = target > total() ? target - total() : 0;
}

void pool_schedule::pump() {
    for (int steps = 0; step(); ++steps)
        expect(steps < 1000, "the pool never runs dry");
    check_dry();
}

bool pool_schedule::step() {
    const action decision = pool_->next(now_);
    note_laid_by();
    switch (decision.what) {
    case action::kind::none:
        return false;
    case action::kind::open:
        obey_open();
        break;
    case action::kind::grant:
        obey_grant(decision);
        break;
    case action::kind::close:
        obey_close(static_cast<connection&>(*decision.connection));
        break;
    }
    check_counts();
    return true;
}

/// `next` lays by what nobody waits for without a word.
void pool_schedule::note_laid_by() {
    const auto is_idle = [](const connection* one) { return one->state() == phase::idle; };
    for (connection* const one : ready_) {
        if (!is_idle(one))
            continue;
        expect(!draining_, "a draining pool keeps a connection");
        expect(nobody_wants(*one), "a connection is laid by while somebody waits");
        idle_.push_front(one);
    }
    ready_.erase(std::remove_if(ready_.begin(), ready_.end(), is_idle), ready_.end());
}

void pool_schedule::obey_open() {
    expect(!draining_, "a draining pool opens");
    expect(total() < bounds_.max_connections, "more connections than the limit");
    expect(waiting() > opening_.size() || ahead_ > 0, "a connection that nobody needs");
    expect(normal_.empty() || idle_.empty(), "opens where an idle connection would do");
    connections_.push_back(std::make_unique<connection>());
    connection& one = *connections_.back();
    pool_->opening(one);
    opening_.push_back(&one);
    one.ahead = ahead_ > 0;
    if (one.ahead)
        --ahead_;
}

void pool_schedule::obey_grant(const action& decision) {
    auto& one = static_cast<connection&>(*decision.connection);
    auto& who = static_cast<user&>(*decision.receiver);
    expect(!draining_, "a draining pool grants");
    expect(!is_old(one, 1.0), "a connection past its lifetime is granted");
    expect(!is_worn(one), "a connection without uses left is granted");
    expect(one.used() == (one.uses > 0), "the pool miscounts uses");
    const bool was_idle = !take(ready_, &one);
    if (was_idle) {
        expect(!idle_.empty() && idle_.front() == &one, "reuse is not last in, first out");
        expect(!is_stale(one, 1.0), "a connection past its idle time is granted");
        idle_.pop_front();
    }
    expect(decision.probe == (was_idle && now_ - one.idle_since >= bounds_.trusted),
           "a probe too many, or one too few");
    if (!fresh_.empty() && fresh_.front() == &who) {
        expect(one.uses == 0, "a waiter for a fresh connection got a used one");
        fresh_.pop_front();
    } else {
        expect(!normal_.empty() && normal_.front() == &who, "waiters are not served in order");
        expect(was_idle || fresh_.empty() || one.uses > 0,
               "a connection opened just now went past who needs it");
        normal_.pop_front();
    }
    expect(!who.waiting(), "a served waiter still waits");
    expect(one.state() == phase::in_use, "a granted connection is not in use");
    if (decision.probe && random_.once_in(4)) {
        pool_->refused(one, who);
        normal_.push_front(&who);
        return;
    }
    who.where = user::place::holding;
    one.holder = &who;
    in_use_.push_back(&one);
}

void pool_schedule::obey_close(connection& closed) {
    const bool was_idle = take(idle_, &closed);
    expect(was_idle || take(ready_, &closed), "a connection is closed that is none to close");
    const bool stale = is_stale(closed, 0.9) && (was_idle || nobody_wants(closed));
    expect(draining_ || stale || is_old(closed, 0.9) || is_worn(closed),
           "a good connection is closed");
    expect(closed.state() == phase::closed, "a closed connection is not closed");
}

void pool_schedule::check_dry() const {
    expect(ready_.empty(), "a connection is left unlooked at");
    if (draining_) {
        expect(idle_.empty(), "a draining pool keeps a connection");
        return;
    }
    const bool full = total() == bounds_.max_connections;
    expect(normal_.empty() || idle_.empty(), "somebody waits beside an idle connection");
    expect(waiting() <= opening_.size() || full, "a slot is lost");
    expect(fresh_.size() <= opening_.size(), "nothing opens for a waiter that needs it fresh");
    expect(ahead_ == 0 || full, "the warm-up stopped early");
    for (const connection* one : idle_) {
        expect(!is_old(*one, 1.0) && !is_stale(*one, 1.0), "an idle connection outlives its time");
        expect(pool_->next_expiry() <= one->idle_since + one->keep, "an expiry would be missed");
        expect(pool_->next_expiry() > now_, "an expiry is due and nothing is done");
    }
}

void pool_schedule::check_counts() {
    expect(pool_->opening() == opening_.size(), "opening() is wrong");
    expect(pool_->idle() == ready_.size() + idle_.size(), "idle() is wrong");
    expect(pool_->in_use() == in_use_.size(), "in_use() is wrong");
    expect(pool_->waiting() == waiting(), "waiting() is wrong");
    expect(pool_->total() == total(), "total() is wrong");
    expect(total() <= bounds_.max_connections, "more connections than the limit");
    const user* const first = !fresh_.empty()    ? fresh_.front()
                              : !normal_.empty() ? normal_.front()
                                                 : nullptr;
    expect(pool_->front() == first, "front() is wrong");
}

/// With good events only, and time standing still, every waiter is served soon.
void pool_schedule::serve_everybody() {
    pump();
    for (std::size_t rounds = 2 * waiting() + 4; waiting() > 0; --rounds) {
        expect(rounds > 0, "a waiter starves");
        while (!opening_.empty())
            opened(0);
        pump();
        while (!in_use_.empty())
            released(0);
        pump();
    }
}

void pool_schedule::end() {
    pool_->drain();
    draining_ = true;
    pump();
    while (!opening_.empty())
        random_.once_in(2) ? opened(0) : open_failed(0);
    while (!in_use_.empty())
        random_.once_in(2) ? released(0) : lost(0);
    pump();
    while (auto* who = pool_->front()) {
        expect(who == &take_first(), "front() is wrong");
        pool_->remove(*who);
    }
    check_counts();
    expect(pool_->total() == 0 && pool_->waiting() == 0, "something is left at the end");
    expect(pool_->next(now_).what == action::kind::none, "an ended pool goes on");
    for (const auto& one : connections_)
        expect(one->state() == phase::closed, "a connection is left open");
    for (const auto& one : users_)
        expect(!one->waiting(), "a waiter is left waiting");
}

bool pool_schedule::nobody_wants(const connection& one) const {
    return normal_.empty() && (fresh_.empty() || one.uses > 0);
}

/// Whether `share` of its lifetime is over.
bool pool_schedule::is_old(const connection& one, double share) const {
    return bounds_.max_lifetime != duration(0) &&
           now_ - one.born >= part_of(bounds_.max_lifetime, share);
}

bool pool_schedule::is_stale(const connection& one, double share) const {
    return now_ - one.idle_since >= part_of(one.keep, share);
}

bool pool_schedule::is_worn(const connection& one) const {
    return bounds_.max_uses != 0 && one.uses >= bounds_.max_uses;
}

pool_schedule::user& pool_schedule::take_first() {
    auto& queue = fresh_.empty() ? normal_ : fresh_;
    expect(!queue.empty(), "the model lost a waiter");
    user& first = *queue.front();
    queue.pop_front();
    return first;
}

pool_schedule::connection& pool_schedule::take_in_use(std::size_t at) {
    connection& one = *in_use_[at];
    in_use_.erase(in_use_.begin() + static_cast<std::ptrdiff_t>(at));
    return one;
}
