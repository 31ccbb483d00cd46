// SPDX-License-Identifier: BSL-1.0
#include "call_schedule.hpp"

#include <algorithm>
#include <utility>

namespace calls {

using mrs::duration;
using mrs::stop_reason;
using mrs::api::decision;
using mrs::pacing::fault;

call_schedule::call_schedule(dice random)
    : random_(random), capacity_(static_cast<int>(random_.below(100))), tokens_(capacity_),
      model_(capacity_) {
    for (auto left = 1 + random_.below(4); left > 0; --left) {
        auto call = std::make_unique<one>(tokens_);
        call->limits.time = duration(random_.once_in(4) ? 0 : random_.below(60'000'000'000));
        call->limits.retries.max_attempts = 1 + static_cast<int>(random_.below(5));
        call->limits.retry_failed = static_cast<int>(random_.below(3));
        call->limits.patient = random_.once_in(4);
        call->limits.repeatable = !random_.once_in(4);
        call->limits.read_only = call->limits.repeatable && random_.once_in(3);
        call->most = call->limits.retries.max_attempts;
        calls_.push_back(std::move(call));
    }
}

void call_schedule::run() {
    for (int i = 0; i < 120; ++i) {
        step(*calls_[random_.below(calls_.size())]);
        if (random_.once_in(8))
            now_ += duration(random_.below(5'000'000'000));
    }
    for (const auto& call : calls_) {
        for (int left = 100; !call->done; --left) {
            expect(left > 0, "a call never ends");
            go_on(*call, true);
        }
        expect(!call->permit && !call->connection, "an ended call has something");
    }
}

void call_schedule::step(one& call) {
    switch (random_.below(24)) {
    case 0:
        cancel(call, random_.once_in(2));
        break;
    case 1:
        if (random_.once_in(4))
            hear(call, event::closing);
        break;
    case 2:
    case 3:
        stray(call);
        break;
    default:
        go_on(call, false);
    }
}

/// What the call waits for happens, well where it is `calm`.
void call_schedule::go_on(one& call, bool calm) {
    if (!call.begun) {
        begin(call);
        return;
    }
    // A timer may come late.
    if (!call.done && now_ >= call.fsm.deadline() && !random_.once_in(3) &&
        call.todo != does::settle) {
        hear(call, event::deadline);
        return;
    }
    const bool well = calm || !random_.once_in(4);
    call_event given{};
    switch (call.todo) {
    case does::settle:
        settle(call);
        break;
    case does::ask_permit:
        given.what = well ? event::permit : event::queued;
        given.at = now_ + duration(random_.below(20'000'000'000));
        hear(call, given);
        break;
    case does::ask_credentials:
        given.what = well ? event::credentials : event::no_credentials;
        given.stop = stop_reason::attempts_exhausted;
        hear(call, given);
        break;
    case does::ask_connection:
    case does::replay:
        given.what = event::connection;
        given.ready = well || random_.once_in(2);
        given.paused = !well && random_.once_in(2);
        if (well || random_.once_in(2))
            hear(call, given);
        else if (random_.once_in(8) && call.todo == does::ask_connection)
            hear(call, event::pool_full);
        else
            end_attempt(call,
                        ends::unopened(random_.once_in(4) ? fault::permanent : fault::transient));
        break;
    case does::exchange:
        end_attempt(call, calm ? ends::decided() : any_end());
        break;
    case does::sleep:
        now_ = std::max(now_, call.wake);
        hear(call, event::backoff_over);
        break;
    case does::none:
    case does::finish:
        break;
    }
}

void call_schedule::begin(one& call) {
    mrs::detail::call_begin start;
    start.limits = call.limits;
    start.closed = random_.once_in(50);
    start.invalid = random_.once_in(50);
    call.begun = true;
    obey(call, call.fsm.resume(start, now_));
    expect(call.fsm.resume(start, now_).what == does::none, "a call begins twice");
}

void call_schedule::cancel(one& call, bool total) {
    call_event wish{};
    wish.what = event::cancel;
    wish.total = total;
    const bool running = call.begun && !call.done;
    const call_action action = hear(call, wish);
    if (!running)
        expect(action.what == does::none, "what does not run was cancelled");
    else if (!total || !call.ever_sent || call.limits.read_only)
        expect(action.what == does::finish && action.ending == call_ending::cancelled,
               "a cancelled call goes on");
    else if (!call.done)
        call.last_attempt = call.fsm.attempts();
}

/// What came out of turn changes nothing.
void call_schedule::stray(one& call) {
    static constexpr state due[] = {state::pacing,         state::pacing,  state::authenticating,
                                    state::authenticating, state::waiting, state::waiting,
                                    state::settling};
    call_event wrong{};
    const auto at = random_.below(7);
    wrong.what = static_cast<event>(at);
    const state before = call.fsm.state();
    if (before == due[at])
        return;
    wrong.at = mrs::never;
    const call_action action = call.fsm.resume(wrong, now_);
    expect(action.what == does::none && call.fsm.state() == before, "a stray event does something");
    expect((action.permit == permit_use::unused) == (wrong.what == event::permit),
           "a stray permit is lost");
    expect((action.connection == connection_use::released) == (wrong.what == event::connection),
           "a stray connection is lost");
}

attempt_end call_schedule::any_end() {
    if (!random_.once_in(3))
        return any_answer();
    attempt_end end = random_.once_in(2) ? ends::stale() : ends::unanswered();
    end.sent = random_.once_in(2);
    end.silent = !end.stale && random_.once_in(2);
    end.uniform = random_.uniform();
    return end;
}

attempt_end call_schedule::any_answer() {
    static constexpr decision decisions[] = {decision::none, decision::none, decision::none,
                                             decision::failed, decision::succeeded};
    static constexpr fault kinds[] = {fault::transient, fault::throttled, fault::permanent};
    attempt_end end;
    end.decision = decisions[random_.below(5)];
    end.reusable = random_.once_in(2);
    end.uniform = random_.uniform();
    if (end.decision != decision::none)
        return end;
    end.failure.kind = kinds[random_.below(3)];
    end.refused = end.throttled() || random_.once_in(2);
    end.curable = end.refused && random_.once_in(2);
    end.undone = end.curable && random_.once_in(4);
    if (random_.once_in(4))
        end.failure.retry_after = duration(random_.below(30'000'000'000));
    return end;
}

void call_schedule::end_attempt(one& call, const attempt_end& end) {
    call.last_end = end;
    if (end.what == attempt_end::kind::unanswered)
        call.carried = call.doubtful = end.sent;
    if (end.what == attempt_end::kind::unanswered && !end.sent) {
        call.used = false;
        call.sent = call.sent_before;
        call.ever_sent = call.ever_before;
    }
    if (end.what == attempt_end::kind::answered) {
        call.doubtful = end.decision == decision::none && !end.refused;
        call.carried = end.decision != decision::none || call.doubtful;
    }
    const call_action action = call.fsm.resume(end, now_);
    expect(action.what == does::settle, "an attempt's end is not settled");
    call.ending = true;
    obey(call, action);
}

/// What was asked for is given back; the rate limiter says how long nobody goes.
void call_schedule::settle(one& call) {
    const int before = tokens_.tokens();
    call_event settled{};
    settled.what = event::settled;
    settled.at = now_ + duration(random_.below(10'000'000'000));
    const call_action next = call.fsm.resume(settled, now_);
    if (std::exchange(call.ending, false))
        pay(call, next, before);
    else
        expect(tokens_.tokens() == before, "tokens are moved without an attempt");
    model_ = tokens_.tokens();
    if (call.last_end.what == attempt_end::kind::answered && call.last_end.throttled() &&
        next.what == does::sleep)
        expect(now_ + next.wait >= settled.at, "a throttled call goes before others may");
    obey(call, next);
}

/// A retry costs what its failure's kind does; an answer gives back what the last one cost, or one.
void call_schedule::pay(one& call, const call_action& next, int before) {
    const attempt_end& end = call.last_end;
    const int delta = tokens_.tokens() - before;
    expect((delta < 0) == (next.what == does::sleep), "a retry is not paid for, or was in vain");
    if (delta < 0) {
        expect(end.decision != decision::succeeded, "an answer costs tokens");
        // A FAILED is taken for a transient fault.
        const fault kind = end.decision == decision::none ? end.failure.kind : fault::transient;
        expect(-delta == mrs::pacing::cost_of(kind), "a retry costs what it should not");
        call.last_cost = -delta;
    } else if (delta > 0) {
        expect(end.decision != decision::none, "a failed attempt brings tokens");
        const int owed = call.last_cost > 0 ? call.last_cost : 1;
        expect(tokens_.tokens() == std::min(capacity_, before + owed), "tokens come from nowhere");
    }
}

call_action call_schedule::hear(one& call, call_event given) {
    const call_action action = call.fsm.resume(given, now_);
    if (given.what == event::permit) {
        call.permit = true;
        call.used = false;
        call.sent = call.sent && call.connection; // What replaces a connection.
    }
    if (given.what == event::connection) {
        call.connection = true;
        if (given.paused && call.sent)
            ++call.most; // It goes on with another permit.
    }
    call.last_event = given;
    obey(call, action);
    return action;
}

void call_schedule::hear(one& call, event what) {
    call_event given{};
    given.what = what;
    hear(call, given);
}

void call_schedule::obey(one& call, const call_action& action) {
    expect(tokens_.tokens() == model_ && model_ >= 0 && model_ <= capacity_,
           "a token was lost or made");
    take_back(call, action);
    if (action.record) {
        expect(call.last_end.decision == decision::none, "an answer is recorded as a failure");
        call.recorded = true;
    }
    if (action.keep)
        expect(++call.failed_kept <= call.limits.retry_failed, "FAILED is repeated too often");
    if (action.what == does::none)
        return;
    expect(!call.done, "a call goes on after its end");
    call.todo = action.what;
    if (action.what == does::exchange)
        check_exchange(call);
    if (action.what == does::finish)
        check_end(call, action);
    else
        check_repeat(call, action);
    expect(call.last_attempt == 0 || call.fsm.attempts() <= call.last_attempt,
           "an attempt after a total cancellation");
    expect(call.fsm.tries() <= call.most, "too many tries");
    expect(call.fsm.attempts() <= call.fsm.tries(), "an attempt without a try");
    expect(call.fsm.unsent() == !call.ever_sent, "what was sent is no attempt, or the reverse");
}

void call_schedule::take_back(one& call, const call_action& action) {
    if (action.permit != permit_use::kept) {
        expect(call.permit, "a permit is given back twice");
        call.permit = false;
        const auto& end = call.last_end;
        const bool refused = call.used && action.what == does::settle && end.throttled() &&
                             end.what == attempt_end::kind::answered;
        const permit_use right = refused     ? permit_use::refused
                                 : call.used ? permit_use::answered
                                             : permit_use::unused;
        expect(action.permit == right, "a permit is given back as what it was not");
    }
    if (action.connection != connection_use::kept) {
        expect(call.connection, "a connection is given back twice");
        call.connection = false;
        expect((action.connection == connection_use::abandoned) ==
                   (call.todo == does::exchange && action.what == does::finish),
               "a connection is given back as what it was not");
    }
    if (action.what == does::replay) {
        expect(call.connection && call.permit, "a replacement without a connection or a permit");
        call.connection = false;
    }
}

void call_schedule::check_exchange(one& call) {
    expect(call.permit && call.connection, "something is sent without a permit or a connection");
    expect(now_ < call.fsm.deadline(), "something is sent after the deadline");
    expect(call.limits.repeatable || !call.carried, "a submission is sent twice");
    expect(call.last_attempt == 0 || call.sent, "a request after a total cancellation");
    call.used = true;
    call.sent_before = std::exchange(call.sent, true);
    call.ever_before = std::exchange(call.ever_sent, true);
    call.carried = call.doubtful = true;
}

void call_schedule::check_repeat(one& call, const call_action& action) {
    if (action.what == does::sleep) {
        expect(action.wait >= duration(0) && now_ + action.wait < call.fsm.deadline(),
               "a pause past the deadline");
        call.wake = now_ + action.wait;
    }
    if (action.why == repeat::failed)
        ++call.most;
    if (action.why == repeat::credentials) {
        ++call.most;
        expect(call.last_end.undone || ++call.refreshed == 1, "credentials are tried twice");
    }
    if (action.why == repeat::quota) {
        ++call.most;
        expect(call.limits.patient, "an impatient call waits for the quota");
    }
    if (action.what == does::ask_permit) {
        const bool replaces = action.why == repeat::stale;
        expect(!call.permit && call.connection == replaces, "a permit is asked for by who has one");
        expect(call.last_attempt == 0 || replaces,
               "a permit is asked for after a total cancellation");
    }
}

void call_schedule::check_end(one& call, const call_action& action) {
    call.done = true;
    expect(call.fsm.state() == state::done, "an ended call is not done");
    expect(!call.permit, "a permit is lost");
    expect(!call.connection, "a connection is lost");
    expect(action.in_doubt == (!call.limits.repeatable && call.doubtful),
           "a submission is in doubt, or is not");
    expect(action.ending != call_ending::failure || call.recorded, "no failure to end with");
    expect(action.ending != call_ending::kept_answer || call.failed_kept > 0, "no answer was kept");
    if (action.ending == call_ending::answer)
        expect(call.last_end.decision != decision::none, "no answer to end with");
    else if (action.ending != call_ending::kept_answer)
        expect(action.stop != stop_reason::none, "an end without an answer or a reason");
}

} // namespace calls
