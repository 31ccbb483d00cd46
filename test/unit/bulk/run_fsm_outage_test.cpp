// SPDX-License-Identifier: BSL-1.0
#include "run_scenes.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

using mrs::bulk_end;
using mrs::duration;
using mrs::bulk::meaning;
using mrs::bulk::run_rules;
using namespace std::chrono_literals;

// How a bulk run fares while the service is away.

BOOST_AUTO_TEST_SUITE(run_fsm_outages)

BOOST_AUTO_TEST_CASE(failures_in_a_row_pause_it_and_use_up_no_id) {
    run_bench run = answered_once(8);
    run.active[5] = false;
    break_down(run);
    BOOST_TEST(run.orders == "call_off ");
    BOOST_TEST(run.outcomes.size() == 1u);
    BOOST_TEST(!run.active.contains(5));
    run.end_all(meaning::broken);
    BOOST_TEST(run.outcomes.size() == 1u);
    BOOST_TEST(run.active.empty());
    BOOST_TEST(run.fsm.next_try().has_value());
    BOOST_TEST((run.wake == *run.fsm.next_try()));
}

BOOST_AUTO_TEST_CASE(failures_with_answers_between_are_no_outage) {
    run_bench run(at_once(2), 1'000);
    run.obey();
    while (!run.finished) {
        run.end(run.active.begin()->first, meaning::broken);
        BOOST_TEST_REQUIRE(!run.away());
        if (run.finished)
            break;
        if (run.active.empty())
            run.until_woken();
        run.end(run.active.rbegin()->first, meaning::succeeded);
    }
    BOOST_TEST(run.outcomes.size() == 1'000u);
}

BOOST_AUTO_TEST_CASE(one_call_at_a_time_probes_by_turns_a_failed_and_a_fresh_one) {
    run_bench run = answered_once(4);
    break_down(run);
    run.end_all(meaning::broken);
    for (int i = 0; i < 8; ++i) {
        const std::uint64_t before = run.taken;
        run.until_woken();
        BOOST_TEST(run.active.size() == 1u);
        BOOST_TEST(run.taken - before == (i % 2 == 0 ? 0u : 1u));
        BOOST_TEST(!run.fsm.next_try().has_value());
        run.end_all(meaning::broken);
    }
}

BOOST_AUTO_TEST_CASE(the_pauses_grow_to_thirty_seconds) {
    run_bench run = answered_once(4, 1'000);
    break_down(run);
    run.end_all(meaning::broken);
    duration last{0};
    for (int i = 0; i < 10; ++i) {
        const duration pause = run.wake - run.now;
        BOOST_TEST((pause >= last && pause <= 30s));
        last = pause;
        run.until_woken();
        run.end_all(meaning::broken);
    }
    BOOST_TEST((last == 30s));
}

BOOST_AUTO_TEST_CASE(an_answer_ends_it) {
    for (const meaning what :
         {meaning::succeeded, meaning::failed, meaning::own, meaning::refused}) {
        run_bench run = answered_once(4);
        break_down(run);
        run.end_all(meaning::broken);
        run.until_woken();
        run.end_all(what);
        BOOST_TEST(!run.away());
        BOOST_TEST(run.active.size() == 4u);
        while (!run.finished)
            run.end_all(meaning::succeeded);
        BOOST_TEST(run.outcomes.size() == 100u);
        BOOST_TEST((run.fsm.end() == bulk_end::complete));
    }
}

BOOST_AUTO_TEST_CASE(what_says_nothing_of_the_service_does_not_end_it) {
    run_bench run = answered_once(1);
    break_down(run);
    run.until_woken();
    run.end_all(meaning::broken);
    run.until_woken();
    run.end_all(meaning::local);
    BOOST_TEST(run.away());
    BOOST_TEST(run.active.size() == 1u); // The next one probes at once.
}

BOOST_AUTO_TEST_CASE(it_ends_fifteen_minutes_after_the_last_answer) {
    run_bench run = answered_once(4);
    const auto first = run.now;
    break_down(run);
    run.end_all(meaning::broken);
    while (!run.finished) {
        run.until_woken();
        run.end_all(meaning::broken);
    }
    BOOST_TEST((run.now == first + 15min));
    BOOST_TEST((run.fsm.end() == bulk_end::unreachable));
    BOOST_TEST((run.fsm.cause()->kind == meaning::broken));
    BOOST_TEST(run.outcomes.size() == run.taken);
    BOOST_TEST(run.taken < 40u);
    BOOST_TEST(run.dropped == run.taken - 1);
}

BOOST_AUTO_TEST_CASE(a_service_that_never_answered_has_one_calls_time) {
    run_bench run(at_once(1), 100);
    run.obey();
    run.now += 59s; // The first call took so long.
    run.end_all(meaning::broken);
    while (!run.finished) {
        run.until_woken();
        run.end_all(meaning::broken);
    }
    BOOST_TEST((run.now == run_bench::epoch + 60s));
    BOOST_TEST((run.fsm.end() == bulk_end::unreachable));
}

BOOST_AUTO_TEST_CASE(the_limit_can_be_set) {
    for (const bool ever : {false, true}) {
        run_rules rules = at_once(1);
        rules.outage_limit = 5s;
        run_bench run(rules, 100);
        run.obey();
        if (ever)
            run.end_all(meaning::succeeded);
        while (!run.finished) {
            run.end_all(meaning::broken);
            if (!run.finished && run.active.empty())
                run.until_woken();
        }
        BOOST_TEST((run.now == run_bench::epoch + 5s));
        BOOST_TEST((run.fsm.end() == bulk_end::unreachable));
    }
}

BOOST_AUTO_TEST_CASE(without_limits_it_goes_on) {
    run_rules rules = at_once(1);
    rules.outage_limit = 0s;
    run_bench run(rules, 100);
    run.obey();
    for (int i = 0; i < 10'000; ++i) {
        run.end_all(meaning::broken);
        if (run.active.empty())
            run.until_woken();
    }
    BOOST_TEST(!run.finished);
    run_rules unlimited = at_once(1);
    unlimited.call_limit = 0s; // Then a service that never answered has the usual time.
    run_bench other(unlimited, 100);
    other.obey();
    while (!other.finished) {
        other.end_all(meaning::broken);
        if (!other.finished && other.active.empty())
            other.until_woken();
    }
    BOOST_TEST((other.now == run_bench::epoch + 15min));
}

BOOST_AUTO_TEST_CASE(the_deadline_ends_it_with_its_cause) {
    run_rules rules = at_once(4);
    rules.deadline = run_bench::epoch + 10s;
    run_bench run(rules, 100);
    run.obey();
    run.end(0, meaning::succeeded);
    while (!run.finished) {
        run.end_all(meaning::broken, 503);
        if (!run.finished && run.active.empty())
            run.until_woken();
    }
    BOOST_TEST((run.now == rules.deadline));
    BOOST_TEST((run.fsm.end() == bulk_end::deadline));
    BOOST_TEST(run.fsm.cause()->info->http_status == 503);
    BOOST_TEST(run.outcomes.size() == run.taken);
}

/// What could not be sent is not at fault.
BOOST_AUTO_TEST_CASE(a_single_id_waits_too) {
    run_bench run(at_once(4), 1);
    run.obey();
    auto unsent = run_bench::ending(meaning::broken);
    unsent.sent = false;
    for (int i = 0; i < 5; ++i) {
        run.end(0, unsent);
        run.obey();
        BOOST_TEST(run.active.empty());
        run.until_woken();
        BOOST_TEST(run.active.size() == 1u);
    }
    BOOST_TEST(run.away());
    run.end_all(meaning::succeeded);
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

/// With nothing else to ask for, nobody can tell an outage from an id that is at fault: three calls
/// are enough.
BOOST_AUTO_TEST_CASE(an_id_that_fails_alone_is_at_fault) {
    run_bench run = answered_once(4, 2);
    for (int calls = 1; calls <= 3; ++calls) {
        BOOST_TEST(!run.finished);
        run.end_all(meaning::broken);
        BOOST_TEST(!run.away());
        if (calls < 3)
            run.until_woken();
    }
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
    BOOST_TEST((run.now - run_bench::epoch == 1500ms));
}

BOOST_AUTO_TEST_CASE(two_ids_that_fail_are_an_outage) {
    run_bench run = answered_once(4, 3);
    for (int i = 0; i < 10; ++i) {
        run.end_all(meaning::broken);
        run.until_woken();
    }
    BOOST_TEST(run.away());
    BOOST_TEST(run.outcomes.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_id_that_fails_while_others_are_answered_is_at_fault) {
    run_bench run = answered_once(4, 1'000);
    int calls = 0;
    while (!run.outcomes.contains(1)) {
        if (run.active.contains(1)) {
            ++calls;
            run.end(1, meaning::broken);
        }
        run.end(run.active.rbegin()->first, meaning::succeeded);
    }
    BOOST_TEST(calls == 3);
    BOOST_TEST(!run.away());
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(an_id_that_fails_in_several_outages_is_not_at_fault) {
    run_bench run = answered_once(8, 1'000);
    for (int i = 0; i < 4; ++i) {
        while (!run.away())
            run.end(run.active.rbegin()->first, meaning::broken);
        BOOST_TEST_REQUIRE(run.active.contains(1));
        run.end(1, meaning::broken);
        BOOST_TEST(!run.outcomes.contains(1));
        run.end_all(meaning::called_off);
        run.pass(10min);
        run.end_all(meaning::succeeded);
        BOOST_TEST(!run.away());
    }
}

BOOST_AUTO_TEST_CASE(ids_that_are_at_fault_do_not_hold_the_others_up) {
    run_bench run(at_once(1), 1'000);
    run.obey();
    while (!run.finished) {
        if (run.active.empty())
            run.until_woken();
        const auto one = run.active.begin()->first;
        run.end(one, one % 10 < 4 ? meaning::broken : meaning::succeeded);
    }
    BOOST_TEST(run.outcomes.size() == 1'000u);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(a_request_that_brings_no_answer_is_sent_by_three_calls_at_most) {
    run_bench run = answered_once(1, 2);
    int calls = 0;
    while (!run.finished) {
        if (run.active.empty())
            run.until_woken();
        ++calls;
        run.end_all(meaning::faltering);
    }
    BOOST_TEST(calls == 3);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(a_second_outage_counts_from_its_own_beginning) {
    run_bench run = answered_once(4, 1'000);
    for (int i = 0; i < 3; ++i) {
        break_down(run);
        run.end_all(meaning::broken);
        run.pass(10min);
        run.end_all(meaning::succeeded);
        BOOST_TEST(!run.away());
    }
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_SUITE_END()
