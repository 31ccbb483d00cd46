// SPDX-License-Identifier: BSL-1.0
#include "call_machine.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

using mrs::stop_reason;
using mrs::api::decision;
using mrs::pacing::fault;

// What a total cancellation does, and a bulk run's stop.

BOOST_AUTO_TEST_SUITE(calls)

BOOST_AUTO_TEST_CASE(total_ends_what_was_not_sent) {
    for (const state where : {state::pacing, state::authenticating, state::waiting}) {
        call_machine m;
        m.reach(where);
        BOOST_TEST(is_end(m.cancel(true), call_ending::cancelled, stop_reason::cancelled));
    }
}

/// A query changes nothing: whatever it has sent, and whatever it knows.
BOOST_AUTO_TEST_CASE(total_ends_at_once_what_changes_nothing) {
    for (const state where : {state::pacing, state::authenticating, state::waiting,
                              state::exchanging, state::settling, state::backing_off}) {
        call_machine m;
        m.limits.read_only = true;
        m.reach(where);
        BOOST_TEST(is_end(m.cancel(true), call_ending::cancelled, stop_reason::cancelled));
    }
    for (const int attempt : {1, 2}) {
        call_machine m;
        m.limits.read_only = true;
        m.reach_attempt(attempt);
        const call_action end = m.cancel(true);
        BOOST_TEST(words_of(end) ==
                   "unanswered; connection abandoned; permit answered; finish: cancelled");
        BOOST_TEST((m.hear(event::settled).what == does::none));
    }
}

BOOST_AUTO_TEST_CASE(total_ends_a_query_that_is_to_replace_a_stale_connection) {
    for (const bool settled : {false, true}) {
        call_machine m;
        m.limits.read_only = true;
        m.reach(state::exchanging);
        m.hear(ends::stale());
        if (settled) {
            m.hear(event::settled);
            m.hear(event::permit);
        }
        BOOST_TEST(is_end(m.cancel(true), call_ending::cancelled, stop_reason::cancelled));
    }
}

BOOST_AUTO_TEST_CASE(total_awaits_the_answer_of_each_attempt) {
    for (const int attempt : {1, 2}) {
        call_machine m;
        m.reach_attempt(attempt);
        BOOST_TEST((m.cancel(true).what == does::none));
        BOOST_TEST(is_end(m.end(ends::decided()), call_ending::answer, stop_reason::none));
    }
}

BOOST_AUTO_TEST_CASE(after_total_a_failure_ends_the_call) {
    for (const auto& end : {ends::unanswered(), ends::curable(), ends::refused(fault::throttled),
                            ends::undecided(fault::transient)})
        for (const bool patient : {false, true}) {
            call_machine m;
            m.limits.patient = patient;
            m.reach(state::exchanging);
            m.cancel(true);
            BOOST_TEST(is_end(m.end(end), call_ending::failure, stop_reason::cancelled));
        }
}

BOOST_AUTO_TEST_CASE(after_total_failed_is_the_answer) {
    call_machine m;
    m.limits.retry_failed = 3;
    m.reach(state::exchanging);
    m.cancel(true);
    BOOST_TEST(
        is_end(m.end(ends::decided(decision::failed)), call_ending::answer, stop_reason::none));
}

BOOST_AUTO_TEST_CASE(total_between_two_attempts_ends_with_what_is_known) {
    call_machine m;
    m.reach(state::backing_off);
    BOOST_TEST(is_end(m.cancel(true), call_ending::failure, stop_reason::cancelled));
    call_machine failed;
    failed.limits.retry_failed = 1;
    failed.reach(state::exchanging);
    failed.end(ends::decided(decision::failed));
    BOOST_TEST(is_end(failed.cancel(true), call_ending::kept_answer, stop_reason::none));
    call_machine throttled;
    throttled.limits.patient = true;
    throttled.reach(state::exchanging);
    throttled.end(ends::refused(fault::throttled));
    BOOST_TEST(is_end(throttled.cancel(true), call_ending::failure, stop_reason::cancelled));
}

BOOST_AUTO_TEST_CASE(total_awaits_the_answer_to_what_replaces_a_stale_connection) {
    for (const bool settled : {false, true}) {
        call_machine m;
        m.reach(state::exchanging);
        m.hear(ends::stale());
        if (settled) {
            m.hear(event::settled);
            m.hear(event::permit);
        }
        BOOST_TEST((m.cancel(true).what == does::none));
        if (!settled) {
            BOOST_TEST((m.hear(event::settled).what == does::ask_permit));
            BOOST_TEST((m.hear(event::permit).what == does::replay));
        }
        BOOST_TEST((m.hear(event::connection).what == does::exchange));
        BOOST_TEST(is_end(m.end(ends::unanswered()), call_ending::failure, stop_reason::cancelled));
    }
}

/// The answer would be one to a request that is still to come, nobody knows when.
BOOST_AUTO_TEST_CASE(after_total_the_rate_limit_is_not_waited_for) {
    for (const bool before : {false, true}) {
        call_machine m;
        m.limits.patient = true;
        m.reach(state::exchanging);
        if (before)
            m.cancel(true);
        m.end(ends::stale());
        const call_action queued = m.hear(event::queued);
        BOOST_TEST((queued.what == (before ? does::finish : does::none)));
        const call_action end = before ? queued : m.cancel(true);
        BOOST_TEST(words_of(end) == "connection failed; finish: cancelled");
    }
}

/// Whoever refused the credentials meanwhile.
BOOST_AUTO_TEST_CASE(total_awaits_that_answer_also_where_new_credentials_are_needed) {
    for (const bool settled : {false, true}) {
        call_machine m;
        m.reach(state::exchanging);
        m.end(ends::stale());
        m.hear(event::permit);
        call_event given;
        given.what = event::connection;
        given.ready = false;
        BOOST_TEST(words_of(m.hear(given)) == "connection released; settle");
        if (settled)
            m.hear(event::settled);
        BOOST_TEST((m.cancel(true).what == does::none));
        if (!settled)
            BOOST_TEST((m.hear(event::settled).what == does::ask_credentials));
        BOOST_TEST((m.hear(event::credentials).what == does::ask_connection));
        BOOST_TEST((m.hear(event::connection).what == does::exchange));
        BOOST_TEST(is_end(m.end(ends::unanswered()), call_ending::failure, stop_reason::cancelled));
    }
}

/// Wherever it is with the replacement.
BOOST_AUTO_TEST_CASE(total_ends_at_once_what_a_stale_connection_took_nothing_of) {
    call_event unready;
    unready.what = event::connection;
    unready.ready = false;
    for (int step = 0; step < 4; ++step) {
        call_machine m;
        m.reach(state::exchanging);
        m.hear(ends::stale(false));
        if (step > 0)
            m.hear(event::settled);
        if (step > 1)
            m.hear(unready);
        if (step > 2)
            m.hear(event::settled);
        const call_action end = m.cancel(true);
        BOOST_TEST(is_end(end, call_ending::cancelled, stop_reason::cancelled), step);
        BOOST_TEST((end.permit == permit_use::unused));
        BOOST_TEST((end.connection == connection_use::failed) == (step == 0));
        BOOST_TEST(m.fsm.unsent());
    }
}

BOOST_AUTO_TEST_CASE(total_ends_it_with_the_last_cause_where_an_attempt_has_failed) {
    for (const bool settled : {false, true}) {
        call_machine m;
        m.reach_attempt(2);
        m.hear(ends::stale(false));
        if (settled)
            m.hear(event::settled);
        BOOST_TEST(is_end(m.cancel(true), call_ending::failure, stop_reason::cancelled));
        BOOST_TEST(m.fsm.attempts() == 1);
    }
}

BOOST_AUTO_TEST_CASE(after_total_nothing_replaces_a_stale_connection_that_took_nothing) {
    for (const auto& end : {ends::stale(false), ends::unsent()}) {
        call_machine m;
        m.reach(state::exchanging);
        m.cancel(true);
        BOOST_TEST(words_of(m.hear(end)) == "unanswered; connection failed; permit unused; settle");
        BOOST_TEST(is_end(m.hear(event::settled), call_ending::cancelled, stop_reason::cancelled));
    }
    call_machine second;
    second.reach_attempt(2);
    second.cancel(true);
    BOOST_TEST(
        is_end(second.end(ends::stale(false)), call_ending::failure, stop_reason::cancelled));
}

BOOST_AUTO_TEST_CASE(after_total_a_pause_of_the_client_is_not_waited_for) {
    call_event paused;
    paused.what = event::connection;
    paused.paused = true;
    for (const int attempt : {1, 2}) {
        call_machine m;
        m.reach_attempt(attempt);
        m.end(ends::stale());
        m.hear(event::permit);
        BOOST_TEST((m.cancel(true).what == does::none));
        BOOST_TEST(words_of(m.hear(paused)) == "connection released; permit unused; settle");
        BOOST_TEST(is_end(m.hear(event::settled),
                          attempt == 1 ? call_ending::cancelled : call_ending::failure,
                          stop_reason::cancelled));
        BOOST_TEST(!m.fsm.unsent());
    }
}

BOOST_AUTO_TEST_CASE(total_does_not_drop_an_answer_that_has_just_come) {
    call_machine m;
    m.reach_attempt(2);
    m.hear(ends::decided());
    BOOST_TEST((m.cancel(true).what == does::none));
    BOOST_TEST(is_end(m.hear(event::settled), call_ending::answer, stop_reason::none));
}

BOOST_AUTO_TEST_SUITE_END()
