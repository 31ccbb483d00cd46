// SPDX-License-Identifier: BSL-1.0
#include "pool_schedule.hpp"

#include <algorithm>
#include <chrono>

using mrs::duration;
using mrs::pool::action;
using phase = mrs::pool::slot::phase;

pool_schedule::pool_schedule(dice random) : random_(random) {
    bounds_.max_connections = 1 + random_.below(6);
    bounds_.max_waiting = random_.once_in(2) ? 0 : 1 + random_.below(8);
    bounds_.max_uses = random_.once_in(2) ? 0 : 1 + random_.below(4);
    bounds_.idle_timeout = random_.once_in(8) ? duration(0) : duration(1 + random_.below(10'000));
    bounds_.max_lifetime = random_.once_in(4) ? duration(0) : duration(1 + random_.below(50'000));
    bounds_.trusted = duration(random_.below(1'000));
    bounds_.shortest_pause = duration(1 + random_.below(1'000));
    bounds_.longest_pause = duration(1'000 + random_.below(10'000));
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
    const bool full =
        ready_.empty() && idle_.empty() && (total() >= bounds_.max_connections || hesitates());
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
    pause_ = duration(0);
    pause_end_ = time_point::min();
}

void pool_schedule::open_failed(std::size_t at) {
    connection& one = *opening_[at];
    opening_.erase(opening_.begin() + static_cast<std::ptrdiff_t>(at));
    const bool served = open() > 0;
    if (served && now_ >= pause_end_) {
        pause_ = pause_ == duration(0) ? bounds_.shortest_pause
                                       : std::min(2 * pause_, bounds_.longest_pause);
        pause_end_ = now_ + pause_;
    }
    const std::size_t concerned = served ? fresh_.size() : waiting();
    user* const expected = concerned > opening_.size() ? &take_first() : nullptr;
    expect(pool_->open_failed(one, now_, 0.0) == expected,
           "a failed opening concerns another waiter");
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
