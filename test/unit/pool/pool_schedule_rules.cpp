// SPDX-License-Identifier: BSL-1.0
// What each decision of the pool is held to.
#include "pool_schedule.hpp"

#include <algorithm>

using mrs::duration;
using mrs::pool::action;
using phase = mrs::pool::slot::phase;

namespace {

/// `share` of `limit`, less the rounding of the library's arithmetic.
duration part_of(duration limit, double share) {
    if (share == 1.0)
        return limit;
    return duration(static_cast<duration::rep>(static_cast<double>(limit.count()) * share) - 1);
}

} // namespace

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
    expect(!hesitates() || fresh_.size() > opening_.size() || ahead_ > 0 ||
               (opening_.empty() && now_ >= pause_end_),
           "a connection is opened in a pause");
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
    const bool pausing = hesitates() && (!opening_.empty() || now_ < pause_end_);
    expect(waiting() <= opening_.size() || full || pausing, "a slot is lost");
    expect(fresh_.size() <= opening_.size(), "nothing opens for a waiter that needs it fresh");
    expect(ahead_ == 0 || full, "the warm-up stopped early");
    expect(!pausing || full || waiting() == 0 || !opening_.empty() ||
               pool_->next_opening() == pause_end_,
           "the end of a pause would be missed");
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
