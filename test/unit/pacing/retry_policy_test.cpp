// SPDX-License-Identifier: BSL-1.0
#include "pacing/retry_policy.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <optional>
#include <vector>

using mrs::duration;
using mrs::never;
using mrs::stop_reason;
using mrs::time_point;
using mrs::pacing::failure;
using mrs::pacing::fault;
using mrs::pacing::retry_budget;
using mrs::pacing::retry_decision;
using mrs::pacing::retry_policy;
using mrs::pacing::retry_sequence;
using namespace std::chrono_literals;

namespace retry_decisions {
namespace {

constexpr time_point start{1h};
constexpr double almost_one = 1 - std::numeric_limits<double>::epsilon();

failure of(fault kind, std::optional<duration> retry_after = std::nullopt) {
    failure one;
    one.kind = kind;
    one.retry_after = retry_after;
    return one;
}

/// The first decision of a new retry_sequence under the default limits and a full budget.
retry_decision first(const failure& last, double uniform, time_point deadline = never) {
    retry_sequence retries;
    retry_budget tokens(500);
    return retries.next(retry_policy(), tokens, last, start, deadline, uniform);
}

retry_policy patient() {
    retry_policy limits;
    limits.max_attempts = 100;
    return limits;
}

/// The longest wait before retry `n`.
duration ceiling(const retry_policy& limits, fault kind, int n) {
    retry_sequence retries;
    retry_decision decision;
    retry_budget tokens(1'000'000);
    for (int i = 0; i < n; ++i)
        decision = retries.next(limits, tokens, of(kind), start, never, almost_one);
    BOOST_TEST(decision.retry());
    return decision.wait;
}

} // namespace
} // namespace retry_decisions

BOOST_AUTO_TEST_SUITE(retry_decisions)

BOOST_AUTO_TEST_CASE(permanent_faults_stop_at_once_and_cost_nothing) {
    retry_sequence retries;
    retry_budget tokens(500);
    const auto decision =
        retries.next(retry_policy(), tokens, of(fault::permanent), start, never, 0.5);
    BOOST_TEST(decision.stop == stop_reason::permanent);
    BOOST_TEST(!decision.retry());
    BOOST_TEST(tokens.tokens() == 500);
    BOOST_TEST(retries.failures() == 1);
}

BOOST_AUTO_TEST_CASE(stops_after_max_attempts) {
    retry_sequence retries;
    retry_budget tokens(500);
    for (int i = 1; i < retry_policy().max_attempts; ++i)
        BOOST_TEST(
            retries.next(retry_policy(), tokens, of(fault::transient), start, never, 0.5).retry());
    const auto last = retries.next(retry_policy(), tokens, of(fault::transient), start, never, 0.5);
    BOOST_TEST(last.stop == stop_reason::attempts_exhausted);
    BOOST_TEST(tokens.tokens() == 500 - 2 * 14);
}

BOOST_AUTO_TEST_CASE(one_attempt_means_no_retry) {
    retry_policy limits;
    limits.max_attempts = 1;
    retry_sequence retries;
    retry_budget tokens(500);
    BOOST_TEST(retries.next(limits, tokens, of(fault::transient), start, never, 0.5).stop ==
               stop_reason::attempts_exhausted);
}

BOOST_AUTO_TEST_CASE(jitter_is_full) {
    BOOST_TEST((first(of(fault::transient), 0.0).wait == 0ms));
    BOOST_TEST((first(of(fault::transient), 0.5).wait == 25ms));
    BOOST_TEST((first(of(fault::transient), almost_one).wait <= 50ms));
    BOOST_TEST((first(of(fault::transient), almost_one).wait > 49ms));
    BOOST_TEST((first(of(fault::throttled), 0.5).wait == 500ms));
}

BOOST_AUTO_TEST_CASE(back_off_doubles_up_to_its_cap) {
    const std::vector<duration> transient = {50ms,   100ms,  200ms,   400ms, 800ms, 1600ms,
                                             3200ms, 6400ms, 12800ms, 20s,   20s};
    const std::vector<duration> throttled = {1s, 2s, 4s, 8s, 16s, 20s, 20s};
    const auto close = [](duration found, duration expected) {
        return found <= expected && found >= expected - 1ms;
    };
    for (std::size_t i = 0; i < transient.size(); ++i)
        BOOST_TEST(close(ceiling(patient(), fault::transient, int(i) + 1), transient[i]), i);
    for (std::size_t i = 0; i < throttled.size(); ++i)
        BOOST_TEST(close(ceiling(patient(), fault::throttled, int(i) + 1), throttled[i]), i);
}

BOOST_AUTO_TEST_CASE(back_off_does_not_overflow) {
    retry_policy limits = patient();
    limits.base_delay = duration::max() / 3;
    limits.max_backoff = duration::max() / 2;
    BOOST_TEST((ceiling(limits, fault::transient, 99) <= limits.max_backoff));
    BOOST_TEST((ceiling(limits, fault::transient, 99) > limits.max_backoff / 2));
}

BOOST_AUTO_TEST_CASE(a_base_above_the_cap_is_cut) {
    retry_policy limits;
    limits.max_backoff = 10ms;
    BOOST_TEST((ceiling(limits, fault::transient, 1) <= 10ms));
    limits.max_backoff = 0ms;
    BOOST_TEST((ceiling(limits, fault::throttled, 2) == 0ms));
}

BOOST_AUTO_TEST_CASE(S24_retry_after_is_a_floor) {
    BOOST_TEST((first(of(fault::throttled, 2s), 0.5).wait == 2s));
    BOOST_TEST((first(of(fault::transient, 2s), 0.5).wait == 2s));
    BOOST_TEST((first(of(fault::throttled, 100ms), 0.5).wait == 500ms));
    BOOST_TEST((first(of(fault::throttled, 0s), 0.5).wait == 500ms));
    BOOST_TEST((first(of(fault::throttled, -1s), 0.5).wait == 500ms));
}

BOOST_AUTO_TEST_CASE(S24_retry_after_is_at_most_300_s) {
    BOOST_TEST((first(of(fault::throttled, 24h), 0.5).wait == 300s));
    BOOST_TEST((first(of(fault::throttled, duration::max()), 0.5).wait == 300s));
}

BOOST_AUTO_TEST_CASE(S24_retry_after_beyond_the_deadline_fails_at_once) {
    BOOST_TEST(first(of(fault::throttled, 24h), 0.5, start + 60s).stop == stop_reason::deadline);
    BOOST_TEST(first(of(fault::throttled, 2s), 0.5, start + 2s).stop == stop_reason::deadline);
    BOOST_TEST(first(of(fault::throttled, 2s), 0.5, start + 2s + 1ns).retry());
}

BOOST_AUTO_TEST_CASE(a_permanent_fault_is_permanent_whatever_the_server_asks_for) {
    BOOST_TEST(first(of(fault::permanent, 1s), 0.5).stop == stop_reason::permanent);
}

BOOST_AUTO_TEST_CASE(a_wait_that_does_not_fit_the_deadline_costs_nothing) {
    retry_sequence retries;
    retry_budget tokens(500);
    const auto at = [&](time_point deadline) {
        return retries.next(patient(), tokens, of(fault::transient), start, deadline, 0.5).stop;
    };
    BOOST_TEST(at(start) == stop_reason::deadline);
    BOOST_TEST(at(start - 1h) == stop_reason::deadline);
    BOOST_TEST(at(start + 1ms) == stop_reason::deadline);
    BOOST_TEST(tokens.tokens() == 500);
}

BOOST_AUTO_TEST_CASE(no_tokens_means_no_retry) {
    retry_sequence retries;
    retry_budget tokens(13);
    BOOST_TEST(retries.next(patient(), tokens, of(fault::transient), start, never, 0.5).stop ==
               stop_reason::budget_exhausted);
    BOOST_TEST(tokens.tokens() == 13);
    BOOST_TEST(retries.next(patient(), tokens, of(fault::throttled), start, never, 0.5).retry());
    BOOST_TEST(tokens.tokens() == 8);
}

BOOST_AUTO_TEST_CASE(a_success_gives_back_what_its_last_retry_cost) {
    retry_budget tokens(500);
    retry_sequence retries;
    retries.next(patient(), tokens, of(fault::transient), start, never, 0.5);
    retries.next(patient(), tokens, of(fault::throttled), start, never, 0.5);
    BOOST_TEST(tokens.tokens() == 500 - 14 - 5);
    retries.succeeded(tokens);
    BOOST_TEST(tokens.tokens() == 500 - 14);
}

BOOST_AUTO_TEST_CASE(a_success_without_retry_gives_back_one) {
    retry_budget tokens(500);
    tokens.withdraw(14);
    retry_sequence().succeeded(tokens);
    BOOST_TEST(tokens.tokens() == 487);
}

BOOST_AUTO_TEST_CASE(a_refused_retry_is_not_given_back) {
    retry_budget tokens(10);
    retry_sequence retries;
    retries.next(patient(), tokens, of(fault::transient), start, never, 0.5);
    BOOST_TEST(tokens.tokens() == 10);
    tokens.withdraw(10);
    retries.succeeded(tokens);
    BOOST_TEST(tokens.tokens() == 1);
}

BOOST_AUTO_TEST_CASE(budget_stays_within_its_bounds) {
    retry_budget tokens(20);
    tokens.deposit(14);
    BOOST_TEST(tokens.tokens() == 20);
    BOOST_TEST(tokens.withdraw(14));
    BOOST_TEST(!tokens.withdraw(14));
    BOOST_TEST(tokens.tokens() == 6);
    tokens.deposit(std::numeric_limits<int>::max());
    BOOST_TEST(tokens.tokens() == 20);
    retry_budget none(0);
    BOOST_TEST(!none.withdraw(1));
    none.deposit(14);
    BOOST_TEST(none.tokens() == 0);
}

BOOST_AUTO_TEST_CASE(costs) {
    BOOST_TEST(mrs::pacing::cost_of(fault::transient) == 14);
    BOOST_TEST(mrs::pacing::cost_of(fault::throttled) == 5);
}

BOOST_AUTO_TEST_SUITE_END()
