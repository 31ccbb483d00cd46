// SPDX-License-Identifier: BSL-1.0
#include "client/call_fsm.hpp"

#include <utility>

namespace mrs::detail {

using kind = call_action::kind;
using permit_use = call_action::permit_use;
using connection_use = call_action::connection_use;
using repeat = call_action::repeat;

call_action call_fsm::resume(const call_begin& event, time_point now) noexcept {
    if (state_ != call_state::created)
        return {};
    limits_ = event.limits;
    failed_left_ = limits_.repeatable ? limits_.retry_failed : 0;
    started_ = now;
    if (cancelled_)
        return finish(call_ending::cancelled, stop_reason::cancelled);
    if (event.closed)
        return finish(call_ending::closed, stop_reason::cancelled);
    if (event.invalid)
        return finish(call_ending::invalid, stop_reason::permanent);
    deadline_ = deadline_after(now, limits_.time);
    return enter(call_state::pacing, kind::ask_permit);
}

call_action call_fsm::resume(const call_event& event, time_point now) noexcept {
    using event_kind = call_event::kind;
    switch (event.what) {
    case event_kind::queued:
        if (state_ != call_state::pacing)
            return {};
        if (last_attempt_)
            return give_up(); // A stop does not wait for the rate limit.
        if (limits_.patient)
            deadline_ = never;
        else if (event.at >= deadline_)
            return finish(call_ending::rate_limit, stop_reason::deadline);
        return {};
    case event_kind::permit:
        return on_permit(now);
    case event_kind::credentials:
        if (state_ != call_state::authenticating)
            return {};
        return enter(call_state::waiting, kind::ask_connection);
    case event_kind::no_credentials:
        if (state_ != call_state::authenticating)
            return {};
        return finish(call_ending::credentials, event.stop);
    case event_kind::connection:
        return on_connection(event, now);
    case event_kind::pool_full:
        if (state_ != call_state::waiting)
            return {};
        return finish(call_ending::overload, stop_reason::permanent);
    case event_kind::settled:
        return on_settled(event.at, now);
    case event_kind::deadline:
        return deadline_ == never ? call_action()
                                  : on_end(call_ending::deadline, stop_reason::deadline);
    case event_kind::backoff_over:
        if (state_ != call_state::backing_off)
            return {};
        return enter(call_state::pacing, kind::ask_permit);
    case event_kind::cancel:
        return on_cancel(event.total);
    case event_kind::closing:
        return on_end(call_ending::ended, stop_reason::cancelled);
    }
    return {};
}

call_action call_fsm::on_permit(time_point now) noexcept {
    if (state_ != call_state::pacing) {
        call_action stray;
        stray.permit = permit_use::unused;
        return stray;
    }
    permit_ = true;
    permit_used_ = false;
    if (!connected_)
        attempt_sent_ = false;
    if (limits_.patient) {
        if (tries_ == 0)
            started_ = now; // What it waited for the rate limit is no part of it.
        deadline_ = deadline_after(now, limits_.time);
    }
    if (now >= deadline_)
        return finish(call_ending::deadline, stop_reason::deadline);
    if (std::exchange(connected_, false))
        return enter(call_state::waiting, kind::replay);
    ++tries_;
    // Credentials first, so that no connection is held while they are fetched.
    return enter(call_state::authenticating, kind::ask_credentials);
}

call_action call_fsm::on_connection(const call_event& event, time_point now) noexcept {
    call_action back;
    back.connection = connection_use::released;
    if (state_ != call_state::waiting)
        return back;
    connected_ = true;
    if (now >= deadline_)
        return finish(call_ending::deadline, stop_reason::deadline);
    if (event.ready && !event.paused) {
        first_send_ = !attempt_sent_;
        if (first_send_)
            ++attempts_;
        attempt_sent_ = permit_used_ = uncertain_ = true;
        return enter(call_state::exchanging, kind::exchange);
    }
    connected_ = false;
    if (event.paused) {
        // The service has said "slow down" since this call was let go.
        back = settle(after::permit);
        back.permit = give_permit_back();
        if (!attempt_sent_)
            --tries_;
    } else {
        // While it waited, their life ended, or another call began to try them out.
        back = settle(after::credentials);
    }
    back.connection = connection_use::released;
    return back;
}

call_action call_fsm::resume(const attempt_end& event, time_point) noexcept {
    const bool unopened = event.what == attempt_end::kind::unopened;
    if (state_ != (unopened ? call_state::waiting : call_state::exchanging))
        return {};
    last_ = event;
    call_action back = settle(after::attempt);
    switch (event.what) {
    case attempt_end::kind::unopened:
        back.permit = give_permit_back();
        break;
    case attempt_end::kind::unanswered:
        unanswered(event);
        back.unanswered = true;
        if (event.stale && may_resend()) {
            // The connection is kept for what replaces it, the permit too where nothing counted.
            if (permit_used_)
                back.permit = give_permit_back();
            break;
        }
        connected_ = false;
        back.connection = event.silent ? connection_use::silent : connection_use::failed;
        back.permit = give_permit_back();
        break;
    case attempt_end::kind::answered:
        uncertain_ = event.decision == api::decision::none && !event.refused;
        connected_ = false;
        back.connection = event.reusable ? connection_use::released : connection_use::ended;
        permit_ = false;
        back.permit = event.throttled() ? permit_use::refused : permit_use::answered;
        break;
    }
    return back;
}

/// By now it is known whether a byte of the request left.
void call_fsm::unanswered(const attempt_end& event) noexcept {
    uncertain_ = permit_used_ = event.sent;
    if (event.sent || !first_send_)
        return;
    attempt_sent_ = false;
    --attempts_;
}

/// Whether the request may be sent once more where its connection was stale.
bool call_fsm::may_resend() const noexcept {
    if (last_attempt_ && !attempt_sent_)
        return false; // Nothing is on its way whose answer could be awaited.
    return limits_.repeatable || !uncertain_;
}

call_action call_fsm::on_settled(time_point at, time_point now) noexcept {
    if (state_ != call_state::settling)
        return {};
    if (next_ == after::permit)
        return last_attempt_ ? give_up() : enter(call_state::pacing, kind::ask_permit);
    if (next_ == after::credentials)
        return enter(call_state::authenticating, kind::ask_credentials);
    if (last_.what != attempt_end::kind::answered) {
        if (!connected_)
            return failed(now);
        if (!permit_)
            return again(call_state::pacing, kind::ask_permit, repeat::stale, duration::zero());
        connected_ = false;
        return again(call_state::waiting, kind::replay, repeat::stale, duration::zero());
    }
    if (last_.decision != api::decision::none)
        return decided(now);
    if (last_.throttled())
        last_.failure.retry_after = at - now;
    return undecided(now);
}

call_action call_fsm::decided(time_point now) noexcept {
    if (last_.decision != api::decision::failed || failed_left_ <= 0) {
        retries_.succeeded(budget_);
        return finish(call_ending::answer, stop_reason::none);
    }
    if (last_attempt_)
        return finish(call_ending::answer, stop_reason::none);
    --failed_left_;
    ++limits_.retries.max_attempts; // It does not count for those at getting an answer.
    last_.failure.kind = pacing::fault::transient;
    const auto decision =
        retries_.next(limits_.retries, budget_, last_.failure, now, deadline_, last_.uniform);
    if (!decision.retry())
        return finish(call_ending::answer, stop_reason::none);
    known_ = news::answer;
    call_action next = again(call_state::backing_off, kind::sleep, repeat::failed, decision.wait);
    next.keep = true;
    return next;
}

call_action call_fsm::undecided(time_point now) noexcept {
    if (last_attempt_)
        return failed(now);
    const bool cured = last_.curable && (last_.undone || !std::exchange(refreshed_, true));
    if (!cured && !(limits_.patient && last_.throttled()))
        return failed(now);
    known_ = news::failure;
    call_action next =
        again(call_state::pacing, kind::ask_permit, cured ? repeat::credentials : repeat::quota,
              cured ? duration::zero() : *last_.failure.retry_after);
    next.record = true;
    return next;
}

call_action call_fsm::failed(time_point now) noexcept {
    known_ = news::failure;
    call_action next;
    if (last_attempt_) {
        next = finish(unsent() ? call_ending::cancelled : call_ending::failure,
                      stop_reason::cancelled);
    } else if (uncertain_ && !limits_.repeatable) {
        next = finish(call_ending::failure, stop_reason::permanent);
    } else {
        const auto decision =
            retries_.next(limits_.retries, budget_, last_.failure, now, deadline_, last_.uniform);
        next = decision.retry()
                   ? again(call_state::backing_off, kind::sleep, repeat::failure, decision.wait)
                   : finish(call_ending::failure, decision.stop);
    }
    next.record = true;
    return next;
}

call_action call_fsm::on_cancel(bool total) noexcept {
    if (!total || limits_.read_only || unsent())
        return on_end(call_ending::cancelled, stop_reason::cancelled);
    if (awaits_answer()) {
        last_attempt_ = true; // What was sent may have been carried out.
        return {};
    }
    return give_up();
}

/// There is no further attempt: ends with what is known.
call_action call_fsm::give_up() noexcept {
    switch (known_) {
    case news::failure:
        return on_end(call_ending::failure, stop_reason::cancelled);
    case news::answer:
        return on_end(call_ending::kept_answer, stop_reason::none);
    case news::none:
        break;
    }
    return on_end(call_ending::cancelled, stop_reason::cancelled);
}

/// Whether the answer to what was sent is still to come, or has just come.
bool call_fsm::awaits_answer() const noexcept {
    switch (state_) {
    case call_state::exchanging:
        return true;
    case call_state::settling:
        if (next_ == after::attempt && !connected_)
            return true;
        return next_ != after::permit && attempt_sent_;
    case call_state::authenticating:
    case call_state::waiting:
        return attempt_sent_; // For what replaces a stale connection.
    default:
        return false;
    }
}

/// Ends it, whatever it does.
call_action call_fsm::on_end(call_ending why, stop_reason stop) noexcept {
    if (state_ == call_state::done)
        return {};
    if (state_ == call_state::created) {
        cancelled_ = true;
        return {};
    }
    return finish(why, stop);
}

call_action call_fsm::enter(call_state next, kind what) noexcept {
    state_ = next;
    call_action step;
    step.what = what;
    return step;
}

call_action call_fsm::settle(after next) noexcept {
    next_ = next;
    return enter(call_state::settling, kind::settle);
}

/// There will be another request.
call_action call_fsm::again(call_state next, kind what, repeat why, duration wait) noexcept {
    call_action step = enter(next, what);
    step.why = why;
    step.wait = wait;
    return step;
}

call_action call_fsm::finish(call_ending why, stop_reason stop) noexcept {
    call_action end;
    end.what = kind::finish;
    end.ending = why;
    end.stop = stop;
    end.left = std::exchange(state_, call_state::done);
    deadline_ = never;
    end.in_doubt = uncertain_ && !limits_.repeatable;
    end.permit = give_permit_back();
    if (std::exchange(connected_, false)) {
        end.unanswered = end.left == call_state::exchanging;
        if (end.left == call_state::exchanging)
            end.connection = connection_use::abandoned;
        else if (end.left == call_state::waiting)
            end.connection = connection_use::released; // Just given.
        else
            end.connection = connection_use::failed; // It was to be replaced.
    }
    return end;
}

/// The attempt ended without an answer; what was sent may have counted all the same.
permit_use call_fsm::give_permit_back() noexcept {
    if (!std::exchange(permit_, false))
        return permit_use::kept;
    return permit_used_ ? permit_use::answered : permit_use::unused;
}

} // namespace mrs::detail
