// SPDX-License-Identifier: BSL-1.0
#include "cli/exit_status.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>

using namespace mrs::cli;

namespace {

int status_of(std::initializer_list<outcome_kind> kinds) {
    tally counts;
    for (const outcome_kind kind : kinds)
        counts.add(kind);
    return static_cast<int>(counts.status());
}

} // namespace

BOOST_AUTO_TEST_SUITE(status)

BOOST_AUTO_TEST_CASE(of_one_kind_alone) {
    BOOST_TEST(status_of({}) == 0);
    BOOST_TEST(status_of({outcome_kind::succeeded}) == 0);
    BOOST_TEST(status_of({outcome_kind::failed}) == 1);
    BOOST_TEST(status_of({outcome_kind::refused}) == 2);
    BOOST_TEST(status_of({outcome_kind::unauthorized}) == 4);
    BOOST_TEST(status_of({outcome_kind::unanswered}) == 5);
}

BOOST_AUTO_TEST_CASE(of_several_kinds_is_the_first_to_know) {
    using enum outcome_kind;
    BOOST_TEST(status_of({succeeded, refused}) == 2);
    BOOST_TEST(status_of({refused, failed}) == 1);
    BOOST_TEST(status_of({refused, failed, unanswered}) == 5);
    BOOST_TEST(status_of({refused, unauthorized, failed, unanswered}) == 4);
}

BOOST_AUTO_TEST_CASE(of_a_list_that_was_not_read_to_its_end) {
    tally counts;
    counts.add(outcome_kind::succeeded);
    counts.input_failed();
    BOOST_TEST((counts.status() == exit_status::unanswered));
}

BOOST_AUTO_TEST_CASE(of_lost_output_goes_before_all) {
    tally counts;
    counts.add(outcome_kind::unauthorized);
    counts.output_lost();
    BOOST_TEST((counts.status() == exit_status::output_lost));
}

BOOST_AUTO_TEST_CASE(summary_counts_every_kind) {
    tally counts;
    counts.add(outcome_kind::succeeded);
    counts.add(outcome_kind::succeeded);
    counts.add(outcome_kind::failed);
    counts.add(outcome_kind::unanswered);
    BOOST_TEST(counts.summary(std::chrono::milliseconds(1250)) ==
               "4 ids: 2 succeeded, 1 failed, 0 unauthorized, 1 without an answer, 0 refused, in "
               "1.25 s");
}

BOOST_AUTO_TEST_SUITE_END()
