// SPDX-License-Identifier: BSL-1.0
#include "call_machine.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using mrs::never;
using mrs::stop_reason;
using mrs::pacing::fault;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(calls)

BOOST_AUTO_TEST_CASE(all_goes_well) {
    call_machine m;
    BOOST_TEST(words_of(m.begin()) == "ask_permit");
    BOOST_TEST((m.fsm.started() == m.now));
    BOOST_TEST(words_of(m.hear(event::permit)) == "ask_credentials");
    BOOST_TEST(words_of(m.hear(event::credentials)) == "ask_connection");
    BOOST_TEST(m.fsm.unsent());
    BOOST_TEST(words_of(m.hear(event::connection)) == "exchange");
    BOOST_TEST(!m.fsm.unsent());
    BOOST_TEST(words_of(m.hear(ends::decided())) == "connection released; permit answered; settle");
    BOOST_TEST(words_of(m.hear(event::settled)) == "finish: answer");
    BOOST_TEST((m.fsm.deadline() == never));
    BOOST_TEST(m.fsm.attempts() == 1);
    BOOST_TEST(m.fsm.tries() == 1);
    BOOST_TEST(m.tokens.tokens() == 500);
}

// --- Permits

BOOST_AUTO_TEST_CASE(a_failed_opening_gives_its_permit_back_unused) {
    for (const fault kind : {fault::transient, fault::permanent, fault::throttled}) {
        call_machine m;
        m.reach(state::waiting);
        BOOST_TEST((m.hear(ends::unopened(kind)).permit == permit_use::unused));
        BOOST_TEST((m.hear(event::settled).permit == permit_use::kept));
    }
}

BOOST_AUTO_TEST_CASE(what_was_sent_counts_although_no_answer_came) {
    call_machine m;
    m.reach(state::exchanging);
    BOOST_TEST((m.hear(ends::unanswered()).permit == permit_use::answered));
}

BOOST_AUTO_TEST_CASE(what_was_not_sent_gives_its_permit_back_unused) {
    call_machine m;
    m.reach(state::exchanging);
    BOOST_TEST((m.hear(ends::unsent()).permit == permit_use::unused));
    BOOST_TEST(m.fsm.unsent());
}

BOOST_AUTO_TEST_CASE(an_end_while_exchanging_gives_everything_back) {
    for (const event what : {event::deadline, event::cancel, event::closing}) {
        call_machine m;
        m.reach(state::exchanging);
        const call_action end = m.hear(what);
        BOOST_TEST((end.what == does::finish));
        BOOST_TEST((end.permit == permit_use::answered));
        BOOST_TEST((end.connection == connection_use::abandoned));
        BOOST_TEST(end.unanswered);
        BOOST_TEST((end.left == state::exchanging));
    }
}

BOOST_AUTO_TEST_CASE(an_end_before_it_was_sent_gives_the_permit_back_unused) {
    for (const state where : {state::authenticating, state::waiting})
        for (const event what : {event::deadline, event::cancel, event::closing}) {
            call_machine m;
            m.reach(where);
            const call_action end = m.hear(what);
            BOOST_TEST((end.permit == permit_use::unused));
            BOOST_TEST((end.left == where));
            BOOST_TEST(!end.unanswered);
            BOOST_TEST(m.fsm.attempts() == 0);
        }
}

BOOST_AUTO_TEST_CASE(a_throttled_answer_gives_the_permit_back_refused) {
    call_machine m;
    m.reach(state::exchanging);
    BOOST_TEST((m.hear(ends::refused(fault::throttled)).permit == permit_use::refused));
    BOOST_TEST((m.hear(event::settled).permit == permit_use::kept));
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_where_its_peer_keeps_it) {
    for (const bool reusable : {false, true})
        for (attempt_end answer : {ends::decided(), ends::refused(fault::permanent)}) {
            call_machine m;
            m.reach(state::exchanging);
            answer.reusable = reusable;
            BOOST_TEST((m.hear(answer).connection ==
                        (reusable ? connection_use::released : connection_use::ended)));
        }
}

BOOST_AUTO_TEST_CASE(the_second_attempt_has_a_permit_of_its_own) {
    call_machine m;
    m.reach_attempt(2);
    BOOST_TEST(m.fsm.attempts() == 2);
    BOOST_TEST((m.hear(event::deadline).permit == permit_use::answered));
    call_machine other;
    other.reach_attempt(1);
    other.end(ends::unanswered());
    other.hear(event::backoff_over);
    other.hear(event::permit);
    BOOST_TEST((other.hear(event::deadline).permit == permit_use::unused));
}

// --- Waiting for a permit

BOOST_AUTO_TEST_CASE(what_gets_no_permit_in_time_fails_at_once) {
    call_machine m;
    m.reach(state::pacing);
    call_event queued;
    queued.what = event::queued;
    queued.at = m.now + 59s;
    BOOST_TEST((m.hear(queued).what == does::none));
    queued.at = m.fsm.deadline();
    BOOST_TEST(is_end(m.hear(queued), call_ending::rate_limit, stop_reason::deadline));
}

BOOST_AUTO_TEST_CASE(a_patient_call_waits_for_its_permit_as_long_as_it_takes) {
    call_machine m;
    m.limits.patient = true;
    m.reach(state::pacing);
    call_event queued;
    queued.what = event::queued;
    queued.at = m.now + 10h;
    BOOST_TEST((m.hear(queued).what == does::none));
    BOOST_TEST((m.fsm.deadline() == never));
    m.now += 10h;
    BOOST_TEST((m.hear(event::permit).what == does::ask_credentials));
    BOOST_TEST((m.fsm.deadline() == m.now + 60s));
    BOOST_TEST((m.fsm.started() == m.now));
}

BOOST_AUTO_TEST_CASE(a_patient_calls_time_is_told_from_its_first_permit_whatever_came_of_that) {
    call_machine m;
    m.limits.patient = true;
    m.reach(state::waiting);
    const auto started = m.now;
    m.end(ends::unopened());
    m.now += 1s;
    m.hear(event::backoff_over);
    m.next_exchange();
    BOOST_TEST((m.fsm.started() == started));
    BOOST_TEST(m.fsm.attempts() == 1);
}

/// Its time counts from each permit, and is told from the first.
BOOST_AUTO_TEST_CASE(a_patient_call_is_throttled_and_waits_again) {
    call_machine m;
    m.limits.patient = true;
    m.limits.retries.max_attempts = 1;
    m.reach(state::exchanging);
    const auto started = m.now;
    for (int round = 1; round < 6; ++round) {
        m.now += 20s;
        BOOST_TEST(words_of(m.hear(ends::refused(fault::throttled))) ==
                   "connection released; permit refused; settle");
        const call_action next = m.settle(700s);
        BOOST_TEST(words_of(next) == "record; ask_permit (quota)");
        BOOST_TEST((next.wait == 700s));
        m.next_exchange();
        BOOST_TEST((m.fsm.deadline() == m.now + 60s));
        BOOST_TEST((m.fsm.started() == started));
        BOOST_TEST(m.fsm.attempts() == round + 1);
    }
}

BOOST_AUTO_TEST_CASE(who_was_let_go_before_the_client_was_throttled_waits_again) {
    for (const bool ready : {true, false}) {
        call_machine m;
        m.reach(state::waiting);
        call_event given{};
        given.what = event::connection;
        given.ready = ready;
        given.paused = true;
        BOOST_TEST(words_of(m.hear(given)) == "connection released; permit unused; settle");
        BOOST_TEST(words_of(m.hear(event::settled)) == "ask_permit");
        BOOST_TEST(m.fsm.attempts() == 0);
        BOOST_TEST(m.fsm.unsent());
        m.next_exchange();
        BOOST_TEST(m.fsm.attempts() == 1);
    }
}

// --- Credentials

BOOST_AUTO_TEST_CASE(a_call_without_credentials_stops_for_the_reason_that_they_did) {
    for (const stop_reason why : {stop_reason::permanent, stop_reason::attempts_exhausted}) {
        call_machine m;
        m.reach(state::authenticating);
        call_event none;
        none.what = event::no_credentials;
        none.stop = why;
        BOOST_TEST(is_end(m.hear(none), call_ending::credentials, why));
    }
}

// --- Deadlines

BOOST_AUTO_TEST_CASE(nothing_is_sent_after_the_deadline) {
    for (const state where : {state::pacing, state::waiting}) {
        call_machine m;
        m.reach(where);
        m.now = m.fsm.deadline();
        const call_action end = m.hear(where == state::pacing ? event::permit : event::connection);
        BOOST_TEST(is_end(end, call_ending::deadline, stop_reason::deadline));
        BOOST_TEST((end.permit == permit_use::unused));
        BOOST_TEST((end.connection == connection_use::released) == (where == state::waiting));
    }
}

BOOST_AUTO_TEST_CASE(a_call_without_a_limit_has_no_deadline) {
    call_machine m;
    m.limits.time = 0s;
    m.reach(state::exchanging);
    BOOST_TEST((m.fsm.deadline() == never));
    m.now += 10h;
    BOOST_TEST((m.hear(event::deadline).what == does::none)); // Of a timer that was put off.
    BOOST_TEST((m.end(ends::unanswered()).what == does::sleep));
}

BOOST_AUTO_TEST_SUITE_END()
