// SPDX-License-Identifier: BSL-1.0
#include "cli/output/exit_status.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <vector>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace {

using event = std::function<void(tally&)>;

int status_after(const std::vector<event>& events) {
    tally counts;
    for (const event& happens : events)
        happens(counts);
    return static_cast<int>(counts.status());
}

event ended(outcome_kind kind) {
    return [kind](tally& counts) { counts.add(kind); };
}

event known(outcome_kind kind) {
    return [kind](tally& counts) { counts.answered_before(kind); };
}

const event hung_up = [](tally& counts) { counts.interrupted(SIGHUP); };
const event interrupted = [](tally& counts) { counts.interrupted(SIGINT); };
const event terminated = [](tally& counts) { counts.interrupted(SIGTERM); };
const event gave_up = [](tally& counts) { counts.gave_up(); };

struct happening {
    happening(int of, event what) : status(of), happens(std::move(what)) {}
    int status;
    event happens;
};

/// All that makes a status, that which goes before comes first.
const std::vector<happening>& ranked() {
    static const std::vector<happening> rows{
        {129, hung_up},
        {130, interrupted},
        {143, terminated},
        {3, &tally::output_lost},
        {4, ended(outcome_kind::unauthorized)},
        {6, &tally::refused_for_all},
        {10, &tally::deadline_passed},
        {5, ended(outcome_kind::unanswered)},
        {5, ended(outcome_kind::still_running)},
        {5, ended(outcome_kind::not_tried)},
        {2, &tally::input_failed},
        {2, ended(outcome_kind::refused)},
        {1, ended(outcome_kind::failed)},
        {1, ended(outcome_kind::unknown)},
        {1, known(outcome_kind::failed)},
        {1, known(outcome_kind::unknown)},
        {0, ended(outcome_kind::succeeded)},
        {0, known(outcome_kind::succeeded)},
        {0, [](tally& counts) { counts.add_end(end_kind::still_running); }},
        {0, [](tally& counts) { counts.duplicates(1); }},
        {0, [](tally& counts) { counts.other_shards(1); }},
    };
    return rows;
}

} // namespace

BOOST_AUTO_TEST_SUITE(status)

BOOST_AUTO_TEST_CASE(of_nothing_is_success) {
    BOOST_TEST(status_after({}) == 0);
}

BOOST_AUTO_TEST_CASE(of_one_event_and_of_each_pair_is_the_first_to_know) {
    const auto& rows = ranked();
    for (std::size_t first = 0; first < rows.size(); ++first) {
        BOOST_TEST(status_after({rows[first].happens}) == rows[first].status, first);
        // Among the signals, it is the first that counts: see below.
        for (std::size_t second = std::max(first + 1, std::size_t{3}); second < rows.size();
             ++second) {
            BOOST_TEST(status_after({rows[first].happens, rows[second].happens}) ==
                           rows[first].status,
                       first << " and " << second);
            BOOST_TEST(status_after({rows[second].happens, rows[first].happens}) ==
                           rows[first].status,
                       second << " and " << first);
        }
    }
}

BOOST_AUTO_TEST_CASE(is_6_where_nothing_but_refusals_for_good_came) {
    const event wrong = ended(outcome_kind::rejected);
    BOOST_TEST(status_after({wrong}) == 6);
    BOOST_TEST(status_after({wrong, ended(outcome_kind::not_tried)}) == 6);
    BOOST_TEST(status_after({wrong, ended(outcome_kind::unanswered)}) == 6);
    BOOST_TEST(status_after({wrong, ended(outcome_kind::unauthorized)}) == 4);
    // An answer shows that the command is right.
    using enum outcome_kind;
    for (const outcome_kind answer : {succeeded, failed, unknown})
        for (const event& right : {ended(answer), known(answer)})
            BOOST_TEST(status_after({wrong, right}) == 1);
    BOOST_TEST(status_after({wrong, ended(succeeded), ended(unanswered)}) == 5);
}

BOOST_AUTO_TEST_CASE(of_two_signals_is_the_first_ones) {
    BOOST_TEST(status_after({interrupted, terminated}) == 130);
    BOOST_TEST(status_after({terminated, interrupted}) == 143);
}

BOOST_AUTO_TEST_CASE(does_not_count_the_untried_of_a_run_that_was_to_end_early) {
    const event untried = ended(outcome_kind::not_tried);
    BOOST_TEST(status_after({gave_up, untried}) == 0);
    for (const happening& one : ranked())
        if (one.status != 5)
            BOOST_TEST(status_after({gave_up, untried, one.happens}) == one.status);
    BOOST_TEST(status_after({gave_up, untried, ended(outcome_kind::failed)}) == 1);
    BOOST_TEST(status_after({gave_up, untried, ended(outcome_kind::unanswered)}) == 5);
    BOOST_TEST(status_after({gave_up, ended(outcome_kind::unanswered)}) == 5);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(summary)

BOOST_AUTO_TEST_CASE(leaves_out_what_did_not_happen) {
    BOOST_TEST(tally().summary(0s) == "0 succeeded; 00:00:00");
    tally counts;
    counts.add(outcome_kind::succeeded);
    BOOST_TEST(counts.summary(0s) == "1 succeeded; 00:00:00");
    BOOST_TEST(counts.summary(1s) == "1 succeeded; 00:00:01 (60.0/min)");
}

BOOST_AUTO_TEST_CASE(counts_everything) {
    using enum outcome_kind;
    tally counts;
    counts.add(succeeded, 150);
    counts.add(failed, 7);
    counts.add(unknown, 2);
    counts.add(unauthorized, 1);
    counts.add(rejected, 5);
    counts.add(still_running, 4);
    counts.add(unanswered, 3);
    counts.add(refused, 9);
    counts.add(not_tried, 1000);
    counts.duplicates(1);
    counts.other_shards(1);
    counts.answered_before(succeeded);
    counts.answered_before(failed);
    BOOST_TEST(counts.summary(172s) ==
               "150 succeeded, 7 failed, 2 unknown to the service, 1 unauthorized, "
               "5 rejected for good, 4 still running, 3 without an answer, 9 refused, 1 duplicates "
               "dropped, 1 of other shards, "
               "2 answered before (1 not succeeded), 1000 not tried; 00:02:52 (60.0/min)");
}

BOOST_AUTO_TEST_CASE(of_ends_counts_each) {
    tally counts;
    BOOST_TEST(counts.end_summary() == "the executions: 0 stopped");
    using enum end_kind;
    for (const end_kind end : {unknown, stopped, failed, had_ended, unknown, still_running})
        counts.add_end(end);
    BOOST_TEST(counts.end_summary() == "the executions: 1 stopped, 1 had ended, 1 still running, "
                                       "1 not cancelled, 2 unknown");
}

BOOST_AUTO_TEST_SUITE_END()
