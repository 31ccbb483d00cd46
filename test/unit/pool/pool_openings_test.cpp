// SPDX-License-Identifier: BSL-1.0
#include "pool_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using mrs::never;
using namespace std::chrono_literals;

namespace pool_openings {
using namespace pool_bench;
namespace {

/// `a` and `b` wait, each with a connection that opens.
struct two_opening : bench {
    two_opening() : bench(at_most(2)) {
        pool.enqueue(a);
        pool.enqueue(b);
        expect_open(one);
        expect_open(two);
    }
};

/// With one connection in use for `a`, `b` waits for a second, which cannot be opened.
struct trouble : bench {
    explicit trouble(const mrs::pool::limits& bounds = at_most(4)) : bench(bounds) {
        occupy(one, a);
        BOOST_TEST(pool.enqueue(b));
        expect_open(two);
        BOOST_TEST(open_failed(two) == nullptr);
    }
};

} // namespace
} // namespace pool_openings

BOOST_AUTO_TEST_SUITE(pool_openings)

BOOST_AUTO_TEST_CASE(opens_one_connection_for_each_waiter_up_to_the_limit) {
    bench t(at_most(2));
    for (auto* who : {&t.a, &t.b, &t.c})
        BOOST_TEST(t.pool.enqueue(*who));
    t.expect_open(t.one);
    t.expect_open(t.two);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.pool.opening() == 2u);
    BOOST_TEST(t.pool.waiting() == 3u);
}

BOOST_AUTO_TEST_CASE(a_failed_opening_concerns_the_one_it_was_for) {
    two_opening t;
    BOOST_TEST(t.open_failed(t.one) == &t.a);
    BOOST_TEST(!t.a.waiting());
    BOOST_TEST(t.open_failed(t.two) == &t.b);
    BOOST_TEST(t.dry());
}

BOOST_AUTO_TEST_CASE(a_failed_opening_concerns_nobody_where_others_open) {
    two_opening t;
    t.pool.remove(t.a);
    BOOST_TEST(t.open_failed(t.one) == nullptr);
    BOOST_TEST(t.open_failed(t.two) == &t.b);
}

BOOST_AUTO_TEST_CASE(K7_a_cancelled_waiters_connection_goes_to_the_next) {
    bench t(at_most(1));
    t.pool.enqueue(t.a);
    t.pool.enqueue(t.b);
    t.expect_open(t.one);
    t.pool.remove(t.a);
    t.opened(t.one);
    t.expect_grant(t.one, t.b, false);
}

BOOST_AUTO_TEST_CASE(warm_up_opens_what_is_missing) {
    bench t(at_most(3));
    t.occupy(t.one, t.a);
    t.pool.warm_up(2);
    t.expect_open(t.two);
    BOOST_TEST(t.dry());
    t.pool.warm_up(100);
    t.expect_open(t.three);
    BOOST_TEST(t.dry());
    t.opened(t.two);
    t.opened(t.three);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.pool.idle() == 2u);
    BOOST_TEST(!t.two.used());
}

BOOST_AUTO_TEST_CASE(a_failed_warm_up_is_not_repeated) {
    bench t(at_most(1));
    t.pool.warm_up(1);
    t.expect_open(t.one);
    BOOST_TEST(t.open_failed(t.one) == nullptr);
    BOOST_TEST(t.dry());
}

BOOST_AUTO_TEST_CASE(an_opening_that_is_taken_back_is_repeated_for_those_who_wait) {
    bench t(at_most(1));
    BOOST_TEST(t.pool.enqueue(t.a));
    t.expect_open(t.one);
    t.pool.not_opened(t.one);
    BOOST_TEST((t.one.state() == mrs::pool::slot::phase::closed));
    BOOST_TEST(t.a.waiting());
    t.expect_open(t.two);
    t.pool.remove(t.a);
    t.pool.not_opened(t.two);
    BOOST_TEST(t.dry());
}

BOOST_AUTO_TEST_CASE(an_opening_ahead_that_is_taken_back_is_repeated) {
    bench t(at_most(2));
    t.pool.warm_up(1);
    t.expect_open(t.one);
    t.pool.not_opened(t.one);
    t.expect_open(t.one);
    BOOST_TEST(t.dry());
}

BOOST_AUTO_TEST_CASE(D8_a_failed_opening_concerns_nobody_where_open_ones_serve) {
    trouble t;
    BOOST_TEST(t.b.waiting());
    BOOST_TEST(t.dry());
    t.released(t.one);
    t.expect_grant(t.one, t.b, false);
}

BOOST_AUTO_TEST_CASE(D8_beside_open_ones_the_next_opening_waits_for_the_end_of_the_pause) {
    trouble t;
    BOOST_TEST((t.pool.next_opening() == start + 100ms));
    t.now = start + 100ms - 1ns;
    BOOST_TEST(t.dry());
    t.now = start + 100ms;
    t.expect_open(t.two);
    BOOST_TEST(t.pool.enqueue(t.c));
    BOOST_TEST(t.dry()); // One at a time.
    BOOST_TEST((t.pool.next_opening() == never));
    t.opened(t.two);
    t.expect_grant(t.two, t.b, false);
    t.expect_open(t.three); // All is well again.
}

BOOST_AUTO_TEST_CASE(D8_a_pause_concerns_nobody_after_the_last_open_connection) {
    trouble t;
    t.pool.lost(t.one);
    BOOST_TEST((t.pool.next_opening() == never));
    t.expect_open(t.two);
    BOOST_TEST(t.open_failed(t.two) == &t.b);
}

BOOST_AUTO_TEST_CASE(D8_a_replacement_is_opened_without_a_pause_and_hears_of_failure) {
    bench t(at_most(4));
    t.occupy(t.one, t.a);
    t.occupy(t.two, t.b);
    t.pool.enqueue(t.c);
    t.expect_open(t.three);
    BOOST_TEST(t.open_failed(t.three) == nullptr);
    BOOST_TEST(t.dry());
    t.pool.replace(t.two, t.b);
    t.expect_open(t.three);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.open_failed(t.three) == &t.b);
    BOOST_TEST(t.c.waiting());
}

BOOST_AUTO_TEST_CASE(D8_whoever_waits_out_a_pause_counts_as_waiting) {
    mrs::pool::limits bounds = at_most(4);
    bounds.max_waiting = 1;
    trouble t(bounds);
    BOOST_TEST(!t.pool.enqueue(t.c));
}

BOOST_AUTO_TEST_CASE(a_pause_doubles_and_is_jittered) {
    mrs::pool::opening_pause pause(100ms, 300ms);
    BOOST_TEST(!pause.active());
    pause.failed(start, 0.0);
    BOOST_TEST(pause.active());
    BOOST_TEST((pause.until() == start + 100ms));
    pause.failed(start + 99ms, 0.0); // Began before the pause did.
    BOOST_TEST((pause.until() == start + 100ms));
    pause.failed(start + 100ms, 0.5);
    BOOST_TEST((pause.until() == start + 250ms));
    pause.failed(start + 1s, 0.0);
    BOOST_TEST((pause.until() == start + 1300ms));
    pause.succeeded();
    BOOST_TEST(!pause.active());
    pause.failed(start + 1s, 0.0);
    BOOST_TEST((pause.until() == start + 1100ms));
}

BOOST_AUTO_TEST_SUITE_END()
