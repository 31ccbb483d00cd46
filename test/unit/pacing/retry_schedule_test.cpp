// SPDX-License-Identifier: BSL-1.0
#include "pacing/retry_policy.hpp"
#include "support/print.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <vector>

using mrs::duration;
using mrs::never;
using mrs::stop_reason;
using mrs::time_point;
using mrs::pacing::cost_of;
using mrs::pacing::failure;
using mrs::pacing::fault;
using mrs::pacing::retry_budget;
using mrs::pacing::retry_decision;
using mrs::pacing::retry_policy;
using mrs::pacing::retry_sequence;
using namespace std::chrono_literals;

namespace retry_schedules {
namespace {

/// A call under way, with what a model knows of it.
struct call {
    retry_sequence retries;
    time_point deadline = never;
    int failures = 0;
    int last_cost = 0;
};

/// Any number of calls that share one budget, in virtual time.
class schedule {
public:
    explicit schedule(std::uint64_t seed) : random_(seed) {
        limits_.max_attempts = 1 + static_cast<int>(random_.below(8));
        limits_.base_delay = duration(random_.below(200'000'000));
        limits_.throttled_delay = duration(random_.below(3'000'000'000));
        limits_.max_backoff = duration(random_.below(30'000'000'000));
        capacity_ = static_cast<int>(random_.below(200));
        model_ = capacity_;
        tokens_.emplace(capacity_);
        for (auto left = 1 + random_.below(5); left > 0; --left)
            calls_.push_back(new_call());
    }

    void run() {
        for (int step = 0; step < 60; ++step) {
            call& one = calls_[random_.below(calls_.size())];
            if (random_.once_in(4))
                succeed(one);
            else
                fail(one);
            expect(tokens_->tokens() == model_, "a token was lost or made");
            expect(model_ >= 0 && model_ <= capacity_, "the budget left its bounds");
        }
    }

private:
    call new_call() {
        call fresh;
        if (!random_.once_in(4))
            fresh.deadline = now_ + duration(random_.below(60'000'000'000));
        return fresh;
    }

    void succeed(call& one) {
        one.retries.succeeded(*tokens_);
        model_ = std::min(capacity_, model_ + (one.last_cost > 0 ? one.last_cost : 1));
        one = new_call();
    }

    failure any_failure() {
        static constexpr fault kinds[] = {fault::transient, fault::transient, fault::transient,
                                          fault::throttled, fault::throttled, fault::permanent};
        failure one;
        one.kind = kinds[random_.below(6)];
        if (random_.once_in(4))
            one.retry_after = duration(random_.below(600'000'000'000));
        return one;
    }

    void fail(call& one) {
        const failure last = any_failure();
        const double uniform = random_.once_in(8) ? 0.0 : random_.uniform();
        const retry_decision decision =
            one.retries.next(limits_, *tokens_, last, now_, one.deadline, uniform);
        ++one.failures;
        expect(one.retries.failures() == one.failures, "a failure was not counted");
        check(one, last, uniform, decision);
        if (decision.retry()) {
            one.last_cost = cost_of(last.kind);
            model_ -= one.last_cost;
            now_ += decision.wait;
            expect(now_ < one.deadline, "the wait passes the deadline");
        } else {
            one = new_call();
        }
        now_ += duration(random_.below(1'000'000'000));
    }

    /// The longest wait that the documentation allows, in nanoseconds.
    [[nodiscard]] double ceiling(fault kind, int n) const {
        const duration base =
            kind == fault::throttled ? limits_.throttled_delay : limits_.base_delay;
        return std::min(static_cast<double>(base.count()) * std::pow(2.0, n - 1),
                        static_cast<double>(limits_.max_backoff.count()));
    }

    void check(const call& one, const failure& last, double uniform,
               const retry_decision& decision) {
        if (last.kind == fault::permanent) {
            expect(decision.stop == stop_reason::permanent, "a permanent fault is tried again");
            return;
        }
        if (one.failures >= limits_.max_attempts) {
            expect(decision.stop == stop_reason::attempts_exhausted, "too many attempts");
            return;
        }
        double wait = uniform * ceiling(last.kind, one.failures);
        if (last.retry_after)
            wait = std::max(
                wait, static_cast<double>(std::min<duration>(*last.retry_after, 300s).count()));
        const auto left = static_cast<double>((one.deadline - now_).count());
        // A nanosecond is the rounding of the library's integers.
        if (one.deadline != never && std::abs(wait - left) <= 1)
            return;
        if (one.deadline != never && wait > left) {
            expect(decision.stop == stop_reason::deadline, "a wait past the deadline is begun");
        } else if (model_ < cost_of(last.kind)) {
            expect(decision.stop == stop_reason::budget_exhausted, "a retry without tokens");
        } else {
            expect(decision.retry(), "a retry that was due is not made");
            expect(decision.wait >= 0s, "a negative wait");
            expect(std::abs(static_cast<double>(decision.wait.count()) - wait) <= 1,
                   "the wait is not uniform * min(base * 2^(n-1), cap), or the server's wish");
        }
    }

    dice random_;
    retry_policy limits_;
    std::optional<retry_budget> tokens_;
    int capacity_ = 0;
    int model_ = 0;
    time_point now_{1h};
    std::vector<call> calls_;
};

/// One call to a service that is down: how many retries it made.
int retries_of_a_failing_call(retry_budget& tokens, fault kind) {
    retry_sequence retries;
    failure last;
    last.kind = kind;
    int made = 0;
    while (retries.next(retry_policy(), tokens, last, time_point(1h), never, 0.5).retry())
        ++made;
    return made;
}

} // namespace
} // namespace retry_schedules

BOOST_AUTO_TEST_SUITE(retry_schedules)

BOOST_AUTO_TEST_CASE(R1_keep_every_invariant) {
    run_schedules(20'000, [](std::uint64_t seed) { schedule(seed).run(); });
}

BOOST_AUTO_TEST_CASE(R2_a_full_outage_of_10000_calls_costs_35_retries) {
    retry_budget tokens(500);
    int retries = 0;
    for (int i = 0; i < 10'000; ++i)
        retries += retries_of_a_failing_call(tokens, fault::transient);
    BOOST_TEST(retries == 500 / 14);
}

BOOST_AUTO_TEST_CASE(R2_10000_throttled_calls_cost_100_retries) {
    retry_budget tokens(500);
    int retries = 0;
    for (int i = 0; i < 10'000; ++i)
        retries += retries_of_a_failing_call(tokens, fault::throttled);
    BOOST_TEST(retries == 500 / 5);
}

/// As above, but with every call begun before the first one ends.
BOOST_AUTO_TEST_CASE(R2_an_outage_of_calls_at_once_costs_no_more) {
    retry_budget tokens(500);
    std::vector<retry_sequence> calls(10'000);
    failure last;
    last.kind = fault::transient;
    int retries = 0;
    for (int round = 0; round < 3; ++round)
        for (retry_sequence& one : calls)
            if (one.next(retry_policy(), tokens, last, time_point(1h), never, 0.5).retry())
                ++retries;
    BOOST_TEST(retries == 500 / 14);
}

BOOST_AUTO_TEST_CASE(R2_recovery_refills_the_budget) {
    retry_budget tokens(500);
    while (retries_of_a_failing_call(tokens, fault::transient) > 0) {
    }
    const int left = tokens.tokens();
    BOOST_TEST(left < 14);
    for (int i = left; i < 14; ++i)
        retry_sequence().succeeded(tokens);
    BOOST_TEST(retries_of_a_failing_call(tokens, fault::transient) == 1);
    for (int i = 0; i < 500; ++i)
        retry_sequence().succeeded(tokens);
    BOOST_TEST(tokens.tokens() == 500);
    BOOST_TEST(retries_of_a_failing_call(tokens, fault::transient) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
