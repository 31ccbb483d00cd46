// SPDX-License-Identifier: BSL-1.0
#include "run_scenes.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

using mrs::bulk_end;
using mrs::bulk::meaning;
using mrs::bulk::run_rules;
using namespace std::chrono_literals;

// What a bulk run takes and starts, and how it stops.

BOOST_AUTO_TEST_SUITE(run_fsm_feeding_and_stopping)

// Feeding.

BOOST_AUTO_TEST_CASE(it_takes_and_starts_while_there_is_room) {
    run_bench run(at_once(3), 5);
    run.obey();
    BOOST_TEST(run.active.size() == 3u);
    BOOST_TEST(run.taken == 3u);
    run.end(1, meaning::succeeded);
    BOOST_TEST(run.active.size() == 3u);
    BOOST_TEST(run.taken == 4u);
    run.end_all(meaning::succeeded);
    run.end_all(meaning::succeeded);
    BOOST_TEST(run.finished);
    BOOST_TEST(run.outcomes.size() == 5u);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
    BOOST_TEST(!run.fsm.cause().has_value());
}

BOOST_AUTO_TEST_CASE(a_source_is_asked_for_one_at_a_time) {
    run_bench run(at_once(3), 2, true);
    run.obey();
    BOOST_TEST(run.asked);
    BOOST_TEST(run.active.empty());
    run.give();
    run.obey();
    BOOST_TEST(run.active.size() == 1u);
    BOOST_TEST(run.asked);
    run.end(0, meaning::succeeded);
    BOOST_TEST(!run.finished);
    run.give();
    run.obey();
    run.give();
    run.obey();
    BOOST_TEST(!run.finished);
    run.end(1, meaning::succeeded);
    BOOST_TEST(run.finished);
}

BOOST_AUTO_TEST_CASE(who_is_waited_for_takes_no_place) {
    run_rules rules = at_once(1);
    rules.most_waiting = 2;
    run_bench run(rules, 4);
    run.obey();
    run.wait_for(0);
    run.obey();
    BOOST_TEST(run.active.contains(1));
    BOOST_TEST(run.fsm.waiting() == 1u);
    run.wait_for(1);
    run.obey();
    BOOST_TEST(run.active.empty());
    run.end_wait(0, meaning::succeeded);
    run.obey();
    BOOST_TEST(run.active.contains(2));
}

BOOST_AUTO_TEST_CASE(without_a_number_it_finds_how_many_may_be_in_flight) {
    run_rules rules;
    rules.most_connections = 64;
    run_bench run(rules, 10'000);
    run.obey();
    BOOST_TEST(run.active.size() == 8u);
    auto quick = run_bench::ending(meaning::succeeded);
    quick.latency = 1ms;
    while (!run.finished && run.taken < 5'000) {
        run.end(run.active.begin()->first, quick);
        run.obey();
    }
    BOOST_TEST(run.fsm.concurrency() == 64u);
    const std::size_t before = run.fsm.concurrency();
    run.end(run.active.begin()->first, meaning::faltering);
    BOOST_TEST(run.fsm.concurrency() < before);
}

BOOST_AUTO_TEST_CASE(an_outage_is_one_loss_for_the_number_in_flight) {
    run_rules rules;
    rules.most_connections = 64;
    run_bench run(rules, 100);
    run.obey();
    break_down(run);
    run.end_all(meaning::broken);
    const std::size_t before = run.fsm.concurrency();
    for (int i = 0; i < 20; ++i) {
        run.until_woken();
        if (!run.finished)
            run.end_all(meaning::broken);
    }
    BOOST_TEST(run.fsm.concurrency() == before);
}

// Stopping.

BOOST_AUTO_TEST_CASE(after_a_stop_nothing_is_taken_and_what_is_not_on_the_wire_ends) {
    run_bench run(at_once(4), 100);
    run.obey();
    run.active[1] = run.active[3] = false;
    run.fsm.stop();
    run.obey();
    BOOST_TEST(run.orders == "call_off ");
    BOOST_TEST(run.active.size() == 2u);
    BOOST_TEST(run.outcomes.size() == 2u);
    run.end(0, meaning::succeeded);
    run.end(2, meaning::broken);
    BOOST_TEST(run.finished);
    BOOST_TEST(run.taken == 4u);
    BOOST_TEST((run.fsm.end() == bulk_end::stopped));
}

BOOST_AUTO_TEST_CASE(what_waits_for_another_call_is_dropped) {
    run_bench run = answered_once(4);
    break_down(run);
    const std::size_t kept = run.kept.size();
    BOOST_TEST(kept >= 3u);
    run.fsm.stop();
    run.obey();
    BOOST_TEST(run.dropped == kept);
    run.end_all(meaning::broken);
    BOOST_TEST(run.finished);
    BOOST_TEST(run.outcomes.size() == run.taken);
}

BOOST_AUTO_TEST_CASE(what_the_source_gives_after_a_stop_is_dropped) {
    run_bench run(at_once(2), 10, true);
    run.obey();
    run.fsm.stop();
    run.obey();
    BOOST_TEST(!run.finished);
    run.give();
    run.obey();
    BOOST_TEST(run.dropped == 1u);
    BOOST_TEST(run.finished);
}

BOOST_AUTO_TEST_CASE(stopped_it_still_waits_for_what_was_cancelled) {
    run_bench run(at_once(2), 10);
    run.obey();
    run.wait_for(0);
    run.fsm.stop();
    run.obey();
    run.end_all(meaning::succeeded);
    BOOST_TEST(!run.finished);
    run.end_wait(0, meaning::succeeded);
    run.obey();
    BOOST_TEST(run.finished);
}

BOOST_AUTO_TEST_CASE(aborting_ends_everything) {
    run_bench run(at_once(4), 10);
    run.obey();
    run.wait_for(0);
    run.fsm.abort();
    run.obey();
    BOOST_TEST(run.orders == "end_all finish ");
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::aborted));
}

BOOST_AUTO_TEST_CASE(an_abort_overrides_a_stop) {
    run_bench run(at_once(4), 10);
    run.obey();
    run.fsm.stop();
    run.obey();
    run.fsm.abort();
    run.obey();
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::aborted));
}

BOOST_AUTO_TEST_CASE(the_first_reason_to_stop_counts) {
    run_bench run(at_once(4), 10);
    run.obey();
    run.fsm.stop();
    run.obey();
    run.end(0, meaning::unauthorized);
    BOOST_TEST((run.fsm.end() == bulk_end::stopped));
}

BOOST_AUTO_TEST_CASE(the_deadline_stops_it) {
    run_rules rules = at_once(4);
    rules.deadline = run_bench::epoch + 3s;
    run_bench run(rules, 100);
    run.obey();
    BOOST_TEST((run.wake == rules.deadline));
    run.active[0] = false;
    run.pass(3s - 1ns);
    BOOST_TEST(run.orders.empty());
    run.pass(1ns);
    BOOST_TEST(run.orders == "call_off ");
    BOOST_TEST(run.outcomes.size() == 1u);
    run.end_all(meaning::succeeded);
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::deadline));
}

BOOST_AUTO_TEST_CASE(what_ends_with_the_deadline_is_complete) {
    run_rules rules = at_once(4);
    rules.deadline = run_bench::epoch + 3s;
    run_bench run(rules, 2);
    run.obey();
    run.now += 3s;
    run.end(0, meaning::succeeded);
    BOOST_TEST((run.fsm.end() == bulk_end::deadline));
    run_bench other(rules, 1);
    other.obey();
    other.now += 3s;
    other.end(0, meaning::succeeded);
    BOOST_TEST((other.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(a_sink_that_fails_ends_the_waiting_too) {
    run_bench run(at_once(3), 10);
    run.obey();
    run.wait_for(0);
    run.active[1] = false;
    run.fsm.sink_failed();
    run.obey();
    BOOST_TEST(run.orders == "call_off end_waiting ");
    BOOST_TEST(run.active.size() == 1u);
    run.wait_for(2); // Whose cancel was on the wire then.
    run.obey();
    BOOST_TEST(run.orders == "end_waiting finish ");
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::aborted));
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_ends_it) {
    run_bench run(at_once(3), 10, true);
    run.obey();
    run.asked = false;
    run.fsm.source_failed();
    run.obey();
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::aborted));
}

BOOST_AUTO_TEST_CASE(a_closed_client_ends_it) {
    run_bench run(at_once(3), 10);
    run.obey();
    run.end(0, meaning::closed);
    BOOST_TEST(run.orders == "call_off ");
    BOOST_TEST((run.fsm.end() == bulk_end::aborted));
}

// What the user asked to stop at.

BOOST_AUTO_TEST_CASE(the_first_failure_can_stop_it) {
    for (const meaning what : {meaning::failed, meaning::own, meaning::local, meaning::refused}) {
        run_rules rules = at_once(2);
        rules.fail_fast = true;
        run_bench run(rules, 10);
        run.obey();
        run.end(0, meaning::succeeded);
        BOOST_TEST((run.fsm.end() == bulk_end::complete));
        run.end(1, what);
        BOOST_TEST((run.fsm.end() == bulk_end::first_failed));
        BOOST_TEST((run.fsm.cause()->kind == what));
    }
}

BOOST_AUTO_TEST_CASE(an_outage_is_no_failure_to_stop_at) {
    run_rules rules = at_once(2);
    rules.fail_fast = true;
    rules.max_error_ratio = 0;
    run_bench run(rules, 10);
    run.obey();
    break_down(run);
    run.end_all(meaning::broken);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(too_many_failures_can_stop_it) {
    run_rules rules = at_once(1);
    rules.max_error_ratio = 0.1;
    run_bench run(rules, 100);
    run.obey();
    for (std::uint64_t i = 0; i < 19; ++i)
        run.end(i, i < 3 ? meaning::failed : meaning::succeeded);
    BOOST_TEST((run.fsm.end() == bulk_end::complete)); // Too few to tell.
    run.end(19, meaning::succeeded);
    BOOST_TEST((run.fsm.end() == bulk_end::error_ratio));
    run_bench fewer(rules, 100);
    fewer.obey();
    for (std::uint64_t i = 0; i < 20; ++i)
        fewer.end(i, i < 2 ? meaning::failed : meaning::succeeded);
    BOOST_TEST((fewer.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(an_end_that_is_not_learnt_counts_as_a_failure) {
    run_rules rules = at_once(1);
    rules.fail_fast = true;
    run_bench run(rules, 10);
    run.obey();
    run.wait_for(0);
    run.obey();
    run.end_wait(0, meaning::local);
    run.obey();
    BOOST_TEST((run.fsm.end() == bulk_end::first_failed));
}

BOOST_AUTO_TEST_SUITE_END()
