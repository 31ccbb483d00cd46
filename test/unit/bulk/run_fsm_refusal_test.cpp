// SPDX-License-Identifier: BSL-1.0
#include "run_scenes.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <memory>

namespace data = boost::unit_test::data;
using mrs::bulk_end;
using mrs::bulk::meaning;
using mrs::bulk::run_rules;

// Which refusals end a bulk run.

BOOST_AUTO_TEST_SUITE(run_fsm_refusals)

BOOST_DATA_TEST_CASE(fault_B11_identical_refusals_end_it_while_nothing_has_succeeded,
                     data::make({1, 2, 5, 50}), most) {
    run_rules rules = at_once(1);
    rules.most_refusals = static_cast<std::uint64_t>(most);
    run_bench run(rules, 100);
    run.obey();
    for (int i = 0; i < most - 1; ++i)
        run.end_all(meaning::refused, 404);
    BOOST_TEST(!run.finished);
    run.end_all(meaning::refused, 404);
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::refused));
    BOOST_TEST(run.started == static_cast<std::uint64_t>(most));
    BOOST_TEST(run.fsm.cause()->info->http_status == 404);
}

BOOST_AUTO_TEST_CASE(zero_lets_refusals_go_on) {
    run_rules rules = at_once(1);
    rules.most_refusals = 0;
    run_bench run(rules, 100);
    run.obey();
    while (!run.finished)
        run.end_all(meaning::refused, 404);
    BOOST_TEST(run.started == 100u);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(different_refusals_are_counted_apart) {
    run_bench run(at_once(1), 100);
    run.obey();
    for (int i = 0; i < 4; ++i)
        for (const int status : {403, 404})
            run.end_all(meaning::refused, status);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
    run.end_all(meaning::refused, 403);
    BOOST_TEST((run.fsm.end() == bulk_end::refused));
}

BOOST_AUTO_TEST_CASE(refusals_differ_by_error_status_and_code) {
    run_bench run(at_once(1), 100);
    run.obey();
    for (int i = 0; i < 12; ++i) {
        auto how = run_bench::ending(meaning::refused, 400);
        auto info = std::make_shared<mrs::diagnostics>(*how.info);
        info->service_code = i % 3 == 0 ? "12000003" : "12000064";
        how.info = info;
        if (i % 3 == 2)
            how.error = make_error_code(mrs::errc::rejected);
        run.end(run.active.begin()->first, how);
        run.obey();
    }
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

/// An answer about one id shows that the cluster, the project and the permission are right.
BOOST_AUTO_TEST_CASE(refusals_after_an_answer_about_an_id_are_its_own) {
    for (const meaning proof : {meaning::succeeded, meaning::failed, meaning::own}) {
        run_bench run(at_once(1), 100);
        run.obey();
        for (int i = 0; i < 4; ++i)
            run.end_all(meaning::refused, 404);
        run.end_all(proof);
        while (!run.finished)
            run.end_all(meaning::refused, 404);
        BOOST_TEST(run.started == 100u);
        BOOST_TEST((run.fsm.end() == bulk_end::complete));
    }
}

BOOST_AUTO_TEST_CASE(answers_about_one_id_never_count) {
    for (const meaning what : {meaning::own, meaning::failed, meaning::local}) {
        run_bench run(at_once(1), 100);
        run.obey();
        while (!run.finished)
            run.end_all(what, 500);
        BOOST_TEST(run.started == 100u);
        BOOST_TEST((run.fsm.end() == bulk_end::complete));
    }
}

BOOST_AUTO_TEST_CASE(a_way_that_was_never_right_is_refused_for_all) {
    run_bench run(at_once(1), 100);
    run.obey();
    for (int i = 0; i < 5; ++i)
        run.end_all(meaning::unreachable);
    BOOST_TEST(run.finished);
    BOOST_TEST((run.fsm.end() == bulk_end::refused));
    BOOST_TEST(run.started == 5u);
}

BOOST_AUTO_TEST_CASE(a_way_that_was_right_is_an_outage) {
    run_bench run = answered_once(1);
    break_down(run, meaning::unreachable, 0);
    BOOST_TEST(run.outcomes.size() == 1u);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

// Credentials.

BOOST_AUTO_TEST_CASE(credentials_that_were_never_accepted_end_it_at_once) {
    for (const meaning what : {meaning::unauthorized, meaning::no_credentials}) {
        run_bench run(at_once(2), 100);
        run.obey();
        run.active[1] = false;
        run.end(0, what);
        BOOST_TEST(run.finished);
        BOOST_TEST((run.fsm.end() == bulk_end::unauthorized));
        BOOST_TEST(run.started == 2u);
        BOOST_TEST((run.fsm.cause()->kind == what));
    }
}

BOOST_AUTO_TEST_CASE(fault_B12_one_refusal_of_accepted_credentials_is_no_verdict) {
    run_bench run = answered_once(2, 200);
    run.end(1, meaning::unauthorized);
    BOOST_TEST(run.outcomes.size() == 1u);
    BOOST_TEST(run.active.contains(1)); // Its second attempt.
    BOOST_TEST(run.active.size() == 2u);
    while (!run.finished)
        run.end_all(meaning::succeeded);
    BOOST_TEST(run.outcomes.size() == 200u);
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(a_second_refusal_with_nothing_accepted_between_ends_it) {
    run_bench run = answered_once(2);
    run.end(1, meaning::unauthorized);
    run.end(1, meaning::unauthorized);
    BOOST_TEST((run.fsm.end() == bulk_end::unauthorized));
    run.end_all(meaning::unauthorized);
    BOOST_TEST(run.finished);
}

BOOST_AUTO_TEST_CASE(fault_B12_a_refusal_of_one_id_alone_is_its_own) {
    run_bench run = answered_once(2);
    run.end(1, meaning::unauthorized);
    for (int i = 0; i < 2; ++i) {
        run.end(run.active.rbegin()->first, meaning::succeeded);
        run.end(1, meaning::unauthorized);
    }
    BOOST_TEST(run.outcomes.contains(1));
    BOOST_TEST((run.fsm.end() == bulk_end::complete));
}

BOOST_AUTO_TEST_CASE(a_source_of_credentials_that_fails_later_is_an_outage) {
    run_bench run = answered_once(1);
    break_down(run, meaning::no_credentials, 0);
    BOOST_TEST(run.outcomes.size() == 1u);
}

// Throttling.

BOOST_AUTO_TEST_CASE(a_throttled_item_is_not_used_up) {
    run_bench run(at_once(1), 3);
    run.obey();
    for (int i = 0; i < 20; ++i)
        run.end_all(meaning::throttled, 429);
    BOOST_TEST(run.outcomes.empty());
    while (!run.finished)
        run.end_all(meaning::succeeded);
    BOOST_TEST(run.outcomes.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_service_that_throttles_is_not_away) {
    run_bench run(at_once(8), 100);
    run.obey();
    break_down(run);
    run.fsm.throttled();
    run.obey();
    BOOST_TEST(!run.away());
    BOOST_TEST(run.active.size() == 8u);
}

BOOST_AUTO_TEST_SUITE_END()
