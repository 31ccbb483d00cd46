// SPDX-License-Identifier: BSL-1.0
#include "client/wait_policy.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <utility>

using mrs::cancel_status;
using mrs::duration;
using mrs::sql_state;
using mrs::time_point;
using mrs::wait_options;
using mrs::wait_outcome;
using mrs::detail::wait_policy;
using mrs::detail::wait_step;
using namespace std::chrono_literals;
using kind = wait_step::kind;

namespace wait_policy_ {
namespace {

const time_point start{1h};

bool finished_as(const wait_step& step, wait_outcome outcome) {
    return step.what == kind::finish && step.outcome == outcome;
}

/// A policy whose cancel was taken at `start`.
wait_policy waiting(std::optional<sql_state> before, const wait_options& options = wait_options()) {
    wait_policy policy(options);
    BOOST_TEST((policy.looked(before).what == kind::cancel));
    BOOST_TEST((policy.cancelled(cancel_status::succeed, start).what == kind::query));
    return policy;
}

} // namespace
} // namespace wait_policy_

BOOST_AUTO_TEST_SUITE(wait_policy_)

BOOST_AUTO_TEST_CASE(what_has_ended_is_not_cancelled) {
    for (const sql_state state : {sql_state::finished, sql_state::failed})
        BOOST_TEST(finished_as(wait_policy(wait_options()).looked(state), wait_outcome::had_ended));
    for (const sql_state state : {sql_state::queued, sql_state::running, sql_state::finishing,
                                  sql_state::unknown, sql_state::none})
        BOOST_TEST((wait_policy(wait_options()).looked(state).what == kind::cancel));
    BOOST_TEST((wait_policy(wait_options()).looked(std::nullopt).what == kind::cancel));
}

BOOST_AUTO_TEST_CASE(failed_ends_it) {
    wait_policy policy{wait_options()};
    BOOST_TEST(
        finished_as(policy.cancelled(cancel_status::failed, start), wait_outcome::not_cancelled));
}

BOOST_AUTO_TEST_CASE(stopped_is_told_from_ended) {
    const auto outcome = [](std::optional<sql_state> before, sql_state after, const char* message) {
        auto policy = waiting(before);
        const auto step = policy.queried(after, message, start, 0);
        BOOST_TEST((step.what == kind::finish));
        return step.outcome;
    };
    const auto stopped = wait_outcome::stopped;
    const auto ended = wait_outcome::had_ended;
    BOOST_TEST((outcome(sql_state::running, sql_state::failed, "") == stopped));
    BOOST_TEST((outcome(sql_state::running, sql_state::finished, "") == ended));
    BOOST_TEST((outcome(std::nullopt, sql_state::failed, "Query was canceled") == stopped));
    BOOST_TEST((outcome(std::nullopt, sql_state::failed, "QUERY CANCELLED") == stopped));
    BOOST_TEST((outcome(std::nullopt, sql_state::failed, "no such table") == ended));
    BOOST_TEST((outcome(std::nullopt, sql_state::failed, "") == ended));
    BOOST_TEST((outcome(std::nullopt, sql_state::finished, "canceled") == ended));
}

BOOST_AUTO_TEST_CASE(pauses_double_up_to_the_longest) {
    auto policy = waiting(sql_state::running, wait_options().timeout(1h));
    for (const auto expected : {200ms, 400ms, 800ms, 1600ms, 3200ms, 5000ms, 5000ms}) {
        const auto step = policy.queried(sql_state::running, "", start, 1.0);
        BOOST_TEST((step.what == kind::pause));
        BOOST_TEST((step.pause == duration(expected)));
        BOOST_TEST((policy.paused().what == kind::query));
    }
    BOOST_TEST((policy.queried(sql_state::running, "", start, 0).pause == duration(2500ms)));
}

BOOST_AUTO_TEST_CASE(patience_ends_with_a_last_query) {
    auto policy = waiting(sql_state::running, wait_options().timeout(300ms));
    BOOST_TEST((policy.deadline() == start + 300ms));
    BOOST_TEST(
        (policy.queried(sql_state::running, "", start + 200ms, 1.0).pause == duration(100ms)));
    BOOST_TEST(finished_as(policy.queried(sql_state::running, "", start + 300ms, 1.0),
                           wait_outcome::still_running));
}

BOOST_AUTO_TEST_CASE(no_patience_asks_once) {
    auto policy = waiting(sql_state::running, wait_options().timeout(0ms));
    BOOST_TEST(
        finished_as(policy.queried(sql_state::queued, "", start, 0), wait_outcome::still_running));
}

BOOST_AUTO_TEST_CASE(endless_patience_does_not_overflow) {
    auto policy = waiting(sql_state::running, wait_options().timeout(duration::max()));
    BOOST_TEST((policy.deadline() == mrs::never));
    BOOST_TEST((policy.queried(sql_state::running, "", start, 0).what == kind::pause));
}

BOOST_AUTO_TEST_CASE(a_failed_query_is_made_again_where_that_may_help) {
    auto policy = waiting(sql_state::running, wait_options().timeout(1s));
    BOOST_TEST((policy.query_failed(true, start, 0).what == kind::pause));
    BOOST_TEST((policy.query_failed(false, start, 0).what == kind::fail));
    // Nothing is known since the cancel.
    BOOST_TEST((policy.query_failed(true, start + 1s, 0).what == kind::fail));
    BOOST_TEST((policy.queried(sql_state::running, "", start, 0).what == kind::pause));
    BOOST_TEST(finished_as(policy.query_failed(true, start + 1s, 0), wait_outcome::still_running));
}

BOOST_AUTO_TEST_CASE(outcomes_have_words) {
    for (const auto& [outcome, words] : {std::pair(wait_outcome::stopped, "stopped"),
                                         {wait_outcome::had_ended, "had ended"},
                                         {wait_outcome::still_running, "still running"},
                                         {wait_outcome::not_cancelled, "not cancelled"},
                                         {wait_outcome::none, "none"}})
        BOOST_TEST(to_string(outcome) == words);
}

BOOST_AUTO_TEST_SUITE_END()
