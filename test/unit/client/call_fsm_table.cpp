// SPDX-License-Identifier: BSL-1.0
#include "call_fsm_table.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace calls {

using mrs::api::decision;
using mrs::pacing::fault;
using namespace std::chrono_literals;

namespace {

using machine = call_machine;
using hearing = std::function<call_action(machine&)>;

hearing hear(event what) {
    return [what](machine& m) { return m.hear(what); };
}

hearing hear(const attempt_end& end) {
    return [end](machine& m) { return m.hear(end); };
}

hearing cancel(bool total) {
    return [total](machine& m) { return m.cancel(total); };
}

std::function<void(machine&)> to(state where) {
    return [where](machine& m) { m.reach(where); };
}

/// With its second attempt, or what comes before and after it.
std::function<void(machine&)> to_second(state where) {
    return [where](machine& m) {
        m.reach_attempt(1);
        m.end(ends::unanswered());
        for (const event next : {event::backoff_over, event::permit, event::credentials})
            if (m.fsm.state() != where)
                m.hear(next);
    };
}

std::function<void(machine&)> submission(state where) {
    return [where](machine& m) {
        m.limits.repeatable = false;
        m.reach(where);
    };
}

std::function<void(machine&)> query(state where) {
    return [where](machine& m) {
        m.limits.read_only = true;
        m.reach(where);
    };
}

std::function<void(machine&)> patient(state where) {
    return [where](machine& m) {
        m.limits.patient = true;
        m.reach(where);
    };
}

std::function<void(machine&)> cancelled_totally() {
    return [](machine& m) {
        m.reach(state::exchanging);
        m.cancel(true);
    };
}

/// Its request may have reached the service by a connection that was stale.
void to_replacing(machine& m) {
    m.reach(state::exchanging);
    m.end(ends::stale());
}

std::function<void(machine&)> replacing_after_total(state where) {
    return [where](machine& m) {
        m.reach(state::exchanging);
        m.cancel(true);
        m.end(ends::stale());
        if (where == state::waiting)
            m.hear(event::permit);
    };
}

void after_failed(machine& m) {
    m.limits.retry_failed = 1;
    m.reach(state::exchanging);
    m.end(ends::decided(decision::failed));
}

void late(machine& m, state where) {
    m.reach(where);
    m.now = m.fsm.deadline();
}

call_action begin_with(machine& m, bool closed) {
    mrs::detail::call_begin start;
    start.limits = m.limits;
    (closed ? start.closed : start.invalid) = true;
    return m.fsm.resume(start, m.now);
}

/// The end of it, whatever it does.
call_transition ends_in(state from) {
    return {from,
            "cancel, closing, deadline",
            "",
            to(from),
            {cancel(false), hear(event::closing), hear(event::deadline)}};
}

std::vector<call_transition> beginning() {
    return {
        {state::created, "begin", "", to(state::created), {[](machine& m) { return m.begin(); }}},
        {state::created, "begin", "the client is closed", to(state::created), {[](machine& m) {
             return begin_with(m, true);
         }}},
        {state::created, "begin", "its arguments are wrong", to(state::created), {[](machine& m) {
             return begin_with(m, false);
         }}},
        {state::created,
         "begin",
         "cancelled before",
         [](machine& m) { m.cancel(); },
         {[](machine& m) { return m.begin(); }}},
    };
}

std::vector<call_transition> pacing() {
    return {
        {state::pacing, "permit", "", to(state::pacing), {hear(event::permit)}},
        {state::pacing,
         "permit",
         "the deadline has passed",
         [](machine& m) { late(m, state::pacing); },
         {hear(event::permit)}},
        {state::pacing,
         "queued",
         "until after its deadline",
         [](machine& m) { late(m, state::pacing); },
         {hear(event::queued)}},
        {state::pacing,
         "permit",
         "for what replaces a connection",
         to_replacing,
         {hear(event::permit)}},
        {state::pacing,
         "queued",
         "the same, after `cancel total`",
         replacing_after_total(state::pacing),
         {hear(event::queued)}},
        ends_in(state::pacing),
        {state::pacing,
         "cancel total",
         "an attempt has failed",
         to_second(state::pacing),
         {cancel(true)}},
    };
}

std::vector<call_transition> authenticating() {
    return {
        {state::authenticating,
         "credentials",
         "",
         to(state::authenticating),
         {hear(event::credentials)}},
        {state::authenticating,
         "no_credentials",
         "",
         to(state::authenticating),
         {hear(event::no_credentials)}},
        ends_in(state::authenticating),
        {state::authenticating,
         "cancel total",
         "an attempt has failed",
         to_second(state::authenticating),
         {cancel(true)}},
    };
}

hearing given_connection(bool ready, bool paused) {
    return [ready, paused](machine& m) {
        call_event given{};
        given.what = event::connection;
        given.ready = ready;
        given.paused = paused;
        return m.hear(given);
    };
}

std::vector<call_transition> waiting() {
    return {
        {state::waiting, "connection", "", to(state::waiting), {hear(event::connection)}},
        {state::waiting,
         "connection",
         "the credentials have gone",
         to(state::waiting),
         {given_connection(false, false)}},
        {state::waiting,
         "connection",
         "the client pauses",
         to(state::waiting),
         {given_connection(true, true)}},
        {state::waiting,
         "connection",
         "the client pauses, after `cancel total`",
         replacing_after_total(state::waiting),
         {given_connection(true, true)}},
        {state::waiting,
         "connection",
         "the deadline has passed",
         [](machine& m) { late(m, state::waiting); },
         {hear(event::connection)}},
        {state::waiting, "pool_full", "", to(state::waiting), {hear(event::pool_full)}},
        {state::waiting, "unopened", "", to(state::waiting), {hear(ends::unopened())}},
        {state::waiting,
         "unopened",
         "no retry",
         to(state::waiting),
         {hear(ends::unopened(fault::permanent))}},
        ends_in(state::waiting),
        {state::waiting,
         "cancel total",
         "an attempt has failed",
         to_second(state::waiting),
         {cancel(true)}},
    };
}

std::vector<call_transition> answered() {
    return {
        {state::exchanging, "answered", "decided", to(state::exchanging), {hear(ends::decided())}},
        {state::exchanging,
         "answered",
         "FAILED, and `retry_failed`",
         [](machine& m) {
             m.limits.retry_failed = 1;
             m.reach(state::exchanging);
         },
         {hear(ends::decided(decision::failed))}},
        {state::exchanging,
         "answered",
         "the credentials are refused",
         to(state::exchanging),
         {hear(ends::curable())}},
        {state::exchanging,
         "answered",
         "transient",
         to(state::exchanging),
         {hear(ends::undecided(fault::transient))}},
        {state::exchanging,
         "answered",
         "throttled",
         to(state::exchanging),
         {hear(ends::refused(fault::throttled))}},
        {state::exchanging,
         "answered",
         "throttled, and patient",
         patient(state::exchanging),
         {hear(ends::refused(fault::throttled))}},
        {state::exchanging,
         "answered",
         "permanent",
         to(state::exchanging),
         {hear(ends::refused(fault::permanent))}},
        {state::exchanging,
         "answered",
         "transient, and not to be repeated",
         submission(state::exchanging),
         {hear(ends::undecided(fault::transient))}},
    };
}

std::vector<call_transition> unanswered() {
    attempt_end silent = ends::unanswered();
    silent.silent = true;
    return {
        {state::exchanging, "unanswered", "", to(state::exchanging), {hear(ends::unanswered())}},
        {state::exchanging,
         "unanswered",
         "the peer is silent",
         to(state::exchanging),
         {hear(silent)}},
        {state::exchanging, "unanswered", "stale", to(state::exchanging), {hear(ends::stale())}},
        {state::exchanging,
         "unanswered",
         "stale and not sent",
         to(state::exchanging),
         {hear(ends::stale(false))}},
        {state::exchanging,
         "unanswered",
         "sent, and not to be repeated",
         submission(state::exchanging),
         {hear(ends::stale(true))}},
        {state::exchanging,
         "unanswered",
         "after `cancel total`",
         cancelled_totally(),
         {hear(ends::unanswered())}},
        {state::exchanging,
         "unanswered",
         "stale and not sent, after `cancel total`",
         cancelled_totally(),
         {hear(ends::stale(false))}},
        ends_in(state::exchanging),
        {state::exchanging, "cancel total", "a query", query(state::exchanging), {cancel(true)}},
    };
}

std::vector<call_transition> later() {
    return {
        {state::settling,
         "cancel, closing, deadline",
         "",
         to(state::settling),
         {cancel(false), hear(event::closing), hear(event::deadline)}},
        {state::backing_off,
         "backoff_over",
         "",
         to(state::backing_off),
         {hear(event::backoff_over)}},
        ends_in(state::backing_off),
        {state::backing_off,
         "cancel total",
         "an attempt has failed",
         to(state::backing_off),
         {cancel(true)}},
        {state::backing_off, "cancel total", "the answer was FAILED", after_failed, {cancel(true)}},
        {state::backing_off, "cancel total", "a query", query(state::backing_off), {cancel(true)}},
    };
}

/// What an action does, without how it ends.
std::string unnamed(const std::string& words) {
    return words.substr(0, words.find(": "));
}

} // namespace

std::vector<call_transition> call_transitions() {
    std::vector<call_transition> all;
    for (auto& part :
         {beginning(), pacing(), authenticating(), waiting(), answered(), unanswered(), later()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::string row_of(const call_transition& transition) {
    std::string done;
    for (const auto& hearing : transition.hear) {
        machine m;
        transition.reach(m);
        if (m.fsm.state() != transition.from)
            throw std::logic_error("a transition does not begin in its state");
        const call_action first = hearing(m);
        std::string words = words_of(first);
        if (first.what == call_action::kind::settle)
            words += ", " + words_of(m.hear(event::settled));
        if (transition.hear.size() > 1)
            words = unnamed(words);
        words += std::string(" | ") + name_of(m.fsm.state());
        if (!done.empty() && done != words)
            throw std::logic_error("several events that do not do the same: " + words);
        done = std::move(words);
    }
    return std::string("| ") + name_of(transition.from) + " | " + transition.event + " | " +
           transition.where + " | " + done + " |";
}

} // namespace calls
