// SPDX-License-Identifier: BSL-1.0
#include "call_machine.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using mrs::stop_reason;
using mrs::api::decision;
using mrs::pacing::fault;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(calls)

// --- Repeating

BOOST_AUTO_TEST_CASE(a_failure_is_repeated_as_often_as_the_policy_says) {
    call_machine m;
    m.reach_attempt(3);
    const call_action last = m.end(ends::unanswered());
    BOOST_TEST(last.record);
    BOOST_TEST(is_end(last, call_ending::failure, stop_reason::attempts_exhausted));
}

BOOST_AUTO_TEST_CASE(failed_openings_are_as_many_as_the_policy_says_and_no_attempts) {
    call_machine m;
    m.reach(state::waiting);
    for (int i = 1; i < 3; ++i) {
        BOOST_TEST((m.end(ends::unopened()).what == does::sleep));
        m.hear(event::backoff_over);
        m.hear(event::permit);
        m.hear(event::credentials);
    }
    const call_action last = m.end(ends::unopened());
    BOOST_TEST(last.record);
    BOOST_TEST(is_end(last, call_ending::failure, stop_reason::attempts_exhausted));
    BOOST_TEST(m.fsm.tries() == 3);
    BOOST_TEST(m.fsm.attempts() == 0);
    BOOST_TEST(!m.fsm.attempt_sent());
}

/// They bound the tries together, and only what may have left is told as an attempt.
BOOST_AUTO_TEST_CASE(a_failed_opening_an_attempt_and_what_was_not_sent_are_three_tries) {
    call_machine m;
    m.reach(state::waiting);
    m.end(ends::unopened());
    m.hear(event::backoff_over);
    m.next_exchange();
    m.end(ends::unanswered());
    BOOST_TEST(m.fsm.attempt_sent());
    m.hear(event::backoff_over);
    m.next_exchange();
    BOOST_TEST(m.fsm.attempts() == 2); // It is on its way, as far as is known.
    m.hear(ends::unsent());
    BOOST_TEST(!m.fsm.attempt_sent());
    BOOST_TEST(
        is_end(m.hear(event::settled), call_ending::failure, stop_reason::attempts_exhausted));
    BOOST_TEST(m.fsm.attempts() == 1);
    BOOST_TEST(m.fsm.tries() == 3);
}

BOOST_AUTO_TEST_CASE(a_pause_is_the_policys) {
    call_machine m;
    m.reach(state::exchanging);
    attempt_end end = ends::unanswered();
    end.uniform = 0.5;
    const call_action next = m.end(end);
    BOOST_TEST((next.what == does::sleep && next.why == repeat::failure));
    BOOST_TEST((next.wait == m.limits.retries.base_delay / 2));
}

BOOST_AUTO_TEST_CASE(a_throttled_call_sleeps_at_least_as_long_as_the_client_pauses) {
    call_machine m;
    m.reach(state::exchanging);
    m.hear(ends::refused(fault::throttled));
    const call_action next = m.settle(7s);
    BOOST_TEST((next.what == does::sleep && next.wait == 7s));
    call_machine late;
    late.reach(state::exchanging);
    late.hear(ends::refused(fault::throttled));
    BOOST_TEST(is_end(late.settle(60s), call_ending::failure, stop_reason::deadline));
}

BOOST_AUTO_TEST_CASE(refused_credentials_are_replaced_once) {
    call_machine m;
    m.limits.retries.max_attempts = 1;
    m.reach(state::exchanging);
    BOOST_TEST(words_of(m.end(ends::curable())) == "record; ask_permit (refresh)");
    m.next_exchange();
    BOOST_TEST(is_end(m.end(ends::curable()), call_ending::failure, stop_reason::permanent));
}

BOOST_AUTO_TEST_CASE(a_wrong_correction_that_is_taken_back_costs_no_renewal) {
    for (const bool before : {false, true}) {
        call_machine m;
        m.limits.retries.max_attempts = 1;
        m.reach(state::exchanging);
        for (const auto& end : before ? std::vector{ends::curable(), ends::undone()}
                                      : std::vector{ends::undone(), ends::curable()}) {
            BOOST_TEST(words_of(m.end(end)) == "record; ask_permit (refresh)");
            m.next_exchange();
        }
        BOOST_TEST(is_end(m.end(ends::curable()), call_ending::failure, stop_reason::permanent));
        BOOST_TEST(m.fsm.attempts() == 3);
    }
}

BOOST_AUTO_TEST_CASE(a_stale_connection_is_replaced_and_costs_no_attempt) {
    call_machine m;
    m.reach(state::exchanging);
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST(words_of(m.hear(ends::stale())) == "unanswered; permit answered; settle");
        BOOST_TEST(words_of(m.hear(event::settled)) == "ask_permit (stale)");
        BOOST_TEST(words_of(m.hear(event::permit)) == "replay");
        BOOST_TEST(words_of(m.hear(event::connection)) == "exchange");
    }
    BOOST_TEST(m.fsm.attempts() == 1);
    BOOST_TEST(m.tokens.tokens() == 500);
}

BOOST_AUTO_TEST_CASE(a_stale_connection_that_took_no_byte_is_replaced_too) {
    call_machine m;
    m.reach(state::exchanging);
    BOOST_TEST(m.fsm.attempts() == 1);
    BOOST_TEST(words_of(m.hear(ends::stale(false))) == "unanswered; settle");
    BOOST_TEST(m.fsm.attempts() == 0);
    BOOST_TEST(m.fsm.unsent());
    BOOST_TEST(words_of(m.hear(event::settled)) == "replay (stale)");
    BOOST_TEST(words_of(m.hear(event::connection)) == "exchange");
    BOOST_TEST(m.fsm.attempts() == 1);
    m.end(ends::decided());
    BOOST_TEST(m.fsm.attempts() == 1);
    BOOST_TEST(m.fsm.tries() == 1);
}

/// What the stale connection took may be with the service, whatever becomes of the second sending.
BOOST_AUTO_TEST_CASE(what_was_sent_before_stays_an_attempt) {
    call_machine m;
    m.reach(state::exchanging);
    m.end(ends::stale());
    m.hear(event::permit);
    m.hear(event::connection);
    BOOST_TEST(words_of(m.hear(ends::unsent())) ==
               "unanswered; connection failed; permit unused; settle");
    BOOST_TEST(m.fsm.attempts() == 1);
    BOOST_TEST(m.fsm.attempt_sent());
    call_machine other;
    other.reach(state::exchanging);
    other.end(ends::stale());
    other.hear(event::permit);
    BOOST_TEST(words_of(other.hear(ends::unopened())) == "permit unused; settle");
    BOOST_TEST(other.fsm.attempts() == 1);
    BOOST_TEST(other.fsm.attempt_sent());
}

BOOST_AUTO_TEST_CASE(a_replacement_that_was_to_come_is_not_lost) {
    call_machine m;
    m.reach(state::exchanging);
    m.hear(ends::stale());
    // While others are told of the credentials, this call is ended.
    BOOST_TEST(words_of(m.hear(event::closing)) == "connection failed; finish: ended");
    BOOST_TEST((m.hear(event::settled).what == does::none));
}

/// The quota of the service may have counted what was lost with the connection.
BOOST_AUTO_TEST_CASE(what_replaces_a_sent_request_waits_for_the_rate_limit) {
    call_machine m;
    m.limits.patient = true;
    m.reach(state::exchanging);
    m.end(ends::stale());
    BOOST_TEST((m.hear(event::queued).what == does::none));
    m.now += std::chrono::hours(1);
    BOOST_TEST(words_of(m.hear(event::permit)) == "replay");
    BOOST_TEST((m.fsm.deadline() == m.now + m.limits.time));
    BOOST_TEST(m.fsm.attempts() == 1);
    call_machine late;
    late.reach(state::exchanging);
    late.end(ends::stale());
    late.now = late.fsm.deadline();
    BOOST_TEST(words_of(late.hear(event::permit)) ==
               "connection failed; permit unused; finish: deadline");
    call_machine impatient;
    impatient.reach(state::exchanging);
    impatient.end(ends::stale());
    impatient.now = impatient.fsm.deadline();
    BOOST_TEST(
        is_end(impatient.hear(event::queued), call_ending::rate_limit, stop_reason::deadline));
}

BOOST_AUTO_TEST_CASE(failed_is_tried_again_as_often_as_asked_for) {
    call_machine m;
    m.limits.retry_failed = 2;
    m.limits.retries.max_attempts = 1;
    m.reach(state::exchanging);
    for (int i = 0; i < 2; ++i) {
        BOOST_TEST(words_of(m.end(ends::decided(decision::failed))) == "keep; sleep (FAILED)");
        m.hear(event::backoff_over);
        m.next_exchange();
    }
    BOOST_TEST(
        is_end(m.end(ends::decided(decision::failed)), call_ending::answer, stop_reason::none));
    BOOST_TEST(m.fsm.attempts() == 3);
}

BOOST_AUTO_TEST_CASE(failed_is_an_answer_where_no_retry_fits) {
    call_machine m;
    m.tokens = mrs::pacing::retry_budget(0);
    m.limits.retry_failed = 1;
    m.reach(state::exchanging);
    BOOST_TEST(
        is_end(m.end(ends::decided(decision::failed)), call_ending::answer, stop_reason::none));
}

BOOST_AUTO_TEST_CASE(an_answer_gives_back_what_its_retry_cost) {
    call_machine m;
    m.reach_attempt(2);
    BOOST_TEST(m.tokens.tokens() == 500 - 14);
    m.end(ends::decided());
    BOOST_TEST(m.tokens.tokens() == 500);
}

// --- What must not be sent twice

BOOST_AUTO_TEST_CASE(a_submission_is_not_repeated_where_it_may_have_been_carried_out) {
    for (const auto& end : {ends::unanswered(), ends::stale(), ends::undecided(fault::transient)}) {
        call_machine m;
        m.limits.repeatable = false;
        m.reach(state::exchanging);
        const call_action last = m.end(end);
        BOOST_TEST(is_end(last, call_ending::failure, stop_reason::permanent));
        BOOST_TEST(last.in_doubt);
    }
}

BOOST_AUTO_TEST_CASE(a_submission_is_repeated_where_it_was_not_carried_out) {
    for (const auto& end : {ends::unsent(), ends::refused(fault::throttled)}) {
        call_machine m;
        m.limits.repeatable = false;
        m.reach(state::exchanging);
        BOOST_TEST((m.end(end).what == does::sleep));
        BOOST_TEST(!m.hear(event::deadline).in_doubt);
    }
    call_machine m;
    m.limits.repeatable = false;
    m.reach(state::exchanging);
    BOOST_TEST((m.end(ends::stale(false)).what == does::replay));
}

BOOST_AUTO_TEST_CASE(an_ended_submission_is_in_doubt_while_it_exchanges) {
    call_machine m;
    m.limits.repeatable = false;
    m.reach(state::exchanging);
    BOOST_TEST(m.hear(event::deadline).in_doubt);
    call_machine cancel;
    cancel.reach(state::exchanging);
    BOOST_TEST(!cancel.hear(event::deadline).in_doubt);
}

BOOST_AUTO_TEST_SUITE_END()
