// SPDX-License-Identifier: BSL-1.0
#include "pacing/limiter.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

// How much of a quota a limiter takes, in exact numbers.

using mrs::duration;
using mrs::never;
using mrs::time_point;
using mrs::pacing::limiter;
using mrs::pacing::quota;
using mrs::pacing::throttling;
using namespace std::chrono_literals;

namespace limiter_shares {
namespace {

const time_point epoch{1000h};

/// A limiter, and a request at a time.
struct bench {
    explicit bench(limiter own) : rules(std::move(own)) {}

    void pass(duration time) { now += time; }
    /// When the next one may start, from now on.
    duration next() {
        const time_point at = rules.next_start(now);
        return at == never ? duration::max() : at - now;
    }
    void start() {
        BOOST_TEST_REQUIRE((next() == 0s));
        rules.started(now);
    }
    void send() {
        start();
        rules.finished(now);
    }
    void refuse(std::optional<quota> announced = std::nullopt) {
        throttling told;
        told.announced = announced;
        until = rules.throttled(now, told);
    }
    void send_in_vain() {
        pass(next());
        start();
        refuse();
    }
    std::size_t limit() {
        (void)rules.next_start(now); // What has passed is noticed when it is asked.
        return rules.current()->limit;
    }

    limiter rules;
    time_point now = epoch;
    time_point until{};
};

} // namespace
} // namespace limiter_shares

BOOST_AUTO_TEST_SUITE(limiter_shares)

BOOST_AUTO_TEST_CASE(a_told_quota_that_others_use_too_is_taken_less_of_once_a_window) {
    bench t(limiter::learning(quota(1000, 100s)));
    t.send_in_vain();
    BOOST_TEST(t.limit() == 850U);
    BOOST_TEST((t.until == epoch + duration(100s) / 3)); // A third of the window goes by.
    t.send_in_vain();
    BOOST_TEST(t.limit() == 850U);
    t.now = epoch + 100s - 1ns;
    t.send_in_vain();
    BOOST_TEST(t.limit() == 850U);
    t.now = epoch + 200s - 2ns; // The share grows a window after it was taken down.
    BOOST_TEST(t.limit() == 875U);
    t.send_in_vain();
    BOOST_TEST(t.limit() == 744U); // 875 * 0.85
}

BOOST_AUTO_TEST_CASE(a_share_grows_by_a_fortieth_a_window_up_to_the_whole) {
    bench t(limiter::learning(quota(1000, 100s)));
    t.send_in_vain();
    t.pass(100s - 1ns);
    BOOST_TEST(t.limit() == 850U);
    t.pass(1ns);
    for (const std::size_t limit : {875U, 900U, 925U, 950U, 975U, 1000U, 1000U}) {
        BOOST_TEST(t.limit() == limit);
        BOOST_TEST(t.limit() == limit); // Once a window.
        t.pass(100s);
    }
}

BOOST_AUTO_TEST_CASE(a_share_is_a_hundredth_at_least_and_one_request) {
    bench small(limiter::learning(quota(10, 1s)));
    for (int i = 0; i < 40; ++i)
        small.send_in_vain();
    BOOST_TEST(small.rules.current()->limit == 1U);
    bench least(limiter::learning(quota(100'000, 1s)));
    for (int i = 0; i < 60; ++i) {
        least.rules.started(least.now);
        least.refuse();
        least.pass(1s);
    }
    BOOST_TEST(least.rules.current()->limit == 1000U);
}

BOOST_AUTO_TEST_CASE(a_burst_comes_back_with_the_whole_share_alone) {
    bench t(limiter::learning(quota(10, 10s)));
    t.send_in_vain();
    t.pass(t.next());
    t.send(); // It ends the row of throttlings.
    for (int i = 0; i < 5; ++i) {
        t.pass(10s); // Quiet for a window, but a part of the share is with others.
        t.send();
        BOOST_TEST(t.next() > 0s);
    }
    t.pass(10s);
    BOOST_TEST(t.limit() == 10U);
    for (int i = 0; i < 10; ++i)
        t.send();
    BOOST_TEST((t.next() == 10s));
}

/// Five went through in 2 s, and one more after the pauses.
BOOST_AUTO_TEST_CASE(what_nobody_tells_is_measured_from_the_first_request_to_the_probe) {
    bench t(limiter::learning({}));
    for (int i = 0; i < 5; ++i) {
        t.send();
        t.pass(400ms);
    }
    t.start();
    t.start();
    t.refuse();
    BOOST_TEST((t.next() == duration::max())); // What is out is to be answered before it tries.
    t.refuse();
    BOOST_TEST(!t.rules.current().has_value());
    t.pass(t.next());
    t.start();
    BOOST_TEST((t.next() == duration::max())); // It tries with one.
    t.pass(1s);
    const duration measured = t.now - epoch;
    t.rules.finished(t.now);
    BOOST_TEST((*t.rules.current() == quota(6, measured)));
}

/// Where it may be far too little, it grows by a twentieth, and above what was measured.
BOOST_AUTO_TEST_CASE(a_measured_quota_grows_faster_and_without_end) {
    bench t(limiter::learning({}));
    for (int i = 0; i < 99; ++i)
        t.send();
    t.send_in_vain();
    t.pass(t.next());
    t.send();
    const quota first = *t.rules.current();
    BOOST_TEST_REQUIRE(first.limit == 100U);
    t.pass(first.window - 1ns);
    BOOST_TEST(t.limit() == 100U);
    t.pass(1ns);
    for (const std::size_t limit : {105U, 110U, 115U}) {
        BOOST_TEST(t.limit() == limit);
        t.pass(first.window);
    }
    for (int i = 0; i < 2100; ++i) {
        t.limit();
        t.pass(first.window);
    }
    BOOST_TEST(t.limit() == 10'000U);
}

BOOST_AUTO_TEST_CASE(a_measured_quota_is_taken_less_of_once_and_then_tried_alone) {
    bench t(limiter::learning({}));
    for (int i = 0; i < 99; ++i)
        t.send();
    t.send_in_vain();
    t.pass(t.next());
    t.send();
    const duration window = t.rules.current()->window;
    t.send_in_vain();
    BOOST_TEST(t.limit() == 85U);
    for (int i = 0; i < 3; ++i) {
        t.send_in_vain();
        BOOST_TEST(t.limit() == 85U);
    }
    t.pass(2 * window); // Nor does it grow before one goes through.
    BOOST_TEST(t.limit() == 85U);
    t.pass(t.next());
    t.start();
    BOOST_TEST((t.next() == duration::max()));
    t.pass(1ms);
    t.rules.finished(t.now);
    BOOST_TEST(t.next() < window);
    BOOST_TEST(t.limit() == 90U);
}

BOOST_AUTO_TEST_CASE(an_announced_quota_ends_the_trying_alone) {
    bench t(limiter::learning({}));
    t.send_in_vain();
    t.pass(t.next());
    t.start();
    t.refuse(quota(60, 60s));
    BOOST_TEST((*t.rules.current() == quota(60, 60s)));
    t.pass(t.next());
    t.start();
    BOOST_TEST((t.next() == 1s)); // Spaced, and not after the answer.
    t.pass(60s);
    BOOST_TEST(t.limit() == 60U); // It does not grow above what was told.
}

/// Above the whole by an idle moment: what is given back unused is never more than the burst.
BOOST_AUTO_TEST_CASE(a_burst_is_the_quota_at_most) {
    limiter before;
    before.started(epoch);
    before.started(epoch);
    limiter after = limiter::fixed(quota(4, 4s));
    before.hand_over(after);
    bench t(after);
    t.rules.unsent();
    t.rules.unsent();
    for (int i = 0; i < 4; ++i)
        t.start();
    for (int i = 0; i < 3; ++i)
        t.rules.finished(t.now);
    t.pass(4s);
    t.start();
    BOOST_TEST((t.next() == 1s));
}

BOOST_AUTO_TEST_CASE(no_burst_comes_back_after_throttling) {
    bench t(limiter::fixed(quota(4, 4s)));
    t.start();
    t.start();
    t.refuse();
    t.rules.unsent();
    BOOST_TEST((t.next() == 1s)); // The pause of 500 ms is over before.
    t.pass(1s);
    t.start();
    BOOST_TEST((t.next() == 1s));
}

BOOST_AUTO_TEST_CASE(all_that_counts_is_handed_over) {
    bench one(limiter::fixed(quota(10, 1s)));
    one.start();
    one.start();
    one.refuse();
    const duration pause = one.next();
    const auto successor = [&](limiter rules) {
        one.rules.hand_over(rules);
        bench next(std::move(rules));
        next.now = one.now;
        return next;
    };
    bench paused = successor(limiter::fixed(quota(10, 1s)));
    BOOST_TEST((paused.next() == pause));
    paused.pass(pause);
    paused.start();
    BOOST_TEST((paused.next() == 100ms)); // No burst.
    bench full = successor(limiter::fixed(quota(1, 10s)));
    full.pass(pause);
    BOOST_TEST((full.next() == duration::max())); // One is in flight.
    bench again = successor(limiter());
    again.pass(pause);
    again.start();
    again.refuse();
    BOOST_TEST((again.next() == 2 * pause)); // The second in a row.
    one.pass(pause);
    one.start();
    BOOST_TEST((successor(limiter::fixed(quota(10, 1s))).next() == 100ms)); // Since the last start.
}

/// What ended a window ago, to the moment, counts no more.
BOOST_AUTO_TEST_CASE(a_request_counts_until_one_window_after_its_end) {
    bench t(limiter::fixed(quota(2, 10s)));
    t.send();
    t.pass(1s);
    t.send();
    BOOST_TEST((t.next() == 9s));
    t.pass(9s);
    t.start();
    BOOST_TEST((t.next() == 5s)); // By the pace.
}

BOOST_AUTO_TEST_SUITE_END()
