// SPDX-License-Identifier: BSL-1.0
#include "pool_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

using mrs::never;
using mrs::retire_reason;
using mrs::pool::limits;
using namespace std::chrono_literals;

namespace pool_rules {
using namespace pool_bench;
} // namespace pool_rules

BOOST_AUTO_TEST_SUITE(pool_rules)

BOOST_AUTO_TEST_CASE(an_idle_pool_does_nothing) {
    bench t(at_most(2));
    BOOST_TEST(t.dry());
    BOOST_TEST(t.pool.total() == 0u);
    BOOST_TEST(t.pool.front() == nullptr);
    BOOST_TEST((t.pool.next_expiry() == never));
}

BOOST_AUTO_TEST_CASE(serves_waiters_in_the_order_of_their_arrival) {
    bench t(at_most(1));
    for (auto* who : {&t.a, &t.b, &t.c})
        t.pool.enqueue(*who);
    BOOST_TEST(t.pool.front() == &t.a);
    t.expect_open(t.one);
    t.opened(t.one);
    t.expect_grant(t.one, t.a, false);
    BOOST_TEST(!t.a.waiting());
    BOOST_TEST(t.dry());
    t.released(t.one);
    t.expect_grant(t.one, t.b, false);
    t.released(t.one);
    t.expect_grant(t.one, t.c, false);
}

BOOST_AUTO_TEST_CASE(a_returned_connection_serves_a_waiter_before_the_one_that_opens_for_it) {
    bench t(at_most(2));
    t.occupy(t.one, t.a);
    t.pool.enqueue(t.b);
    t.expect_open(t.two);
    t.released(t.one);
    t.expect_grant(t.one, t.b, false);
    t.opened(t.two);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.pool.idle() == 1u);
}

BOOST_AUTO_TEST_CASE(reuses_last_in_first_out_after_a_probe) {
    bench t(at_most(2));
    t.occupy(t.one, t.a);
    t.occupy(t.two, t.b);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.released(t.two);
    BOOST_TEST(t.dry());
    t.pool.enqueue(t.a);
    t.expect_grant(t.two, t.a, true);
    t.pool.enqueue(t.b);
    t.expect_grant(t.one, t.b, true);
    BOOST_TEST(t.one.used());
}

BOOST_AUTO_TEST_CASE(probes_what_has_been_idle_for_long_enough) {
    limits bounds = at_most(1);
    bounds.trusted = 100ms;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.now += 100ms - 1ns;
    t.pool.enqueue(t.a);
    t.expect_grant(t.one, t.a, false);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.now += 100ms;
    t.pool.enqueue(t.a);
    t.expect_grant(t.one, t.a, true);
}

BOOST_AUTO_TEST_CASE(K2_a_refused_grant_puts_its_receiver_first_in_line) {
    bench t(at_most(1));
    t.occupy(t.one, t.a);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.pool.enqueue(t.b);
    t.pool.enqueue(t.c);
    t.expect_grant(t.one, t.b, true);
    t.pool.refused(t.one, t.b);
    BOOST_TEST(t.pool.front() == &t.b);
    t.expect_open(t.two);
    t.opened(t.two);
    t.expect_grant(t.two, t.b, false);
}

BOOST_AUTO_TEST_CASE(S3_a_replacement_comes_before_all_who_wait) {
    bench t(at_most(1));
    t.occupy(t.one, t.a);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.pool.enqueue(t.a);
    t.expect_grant(t.one, t.a, true);
    t.pool.enqueue(t.b);
    t.pool.replace(t.one, t.a);
    BOOST_TEST(t.pool.waiting() == 2u);
    t.expect_open(t.two);
    t.opened(t.two);
    t.expect_grant(t.two, t.a, false);
}

BOOST_AUTO_TEST_CASE(S3_a_replacement_takes_no_used_connection) {
    bench t(at_most(2));
    t.occupy(t.one, t.a);
    t.occupy(t.two, t.b);
    t.pool.replace(t.one, t.a);
    t.expect_open(t.three);
    t.released(t.two);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.a.waiting());
    t.opened(t.three);
    t.expect_grant(t.three, t.a, false);
}

BOOST_AUTO_TEST_CASE(idle_time_ends_a_connection) {
    limits bounds = at_most(1);
    bounds.idle_timeout = 10s;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.released(t.one);
    BOOST_TEST(t.dry());
    BOOST_TEST((t.pool.next_expiry() == start + 10s));
    t.now = start + 10s - 1ns;
    BOOST_TEST(t.dry());
    t.now = start + 10s;
    t.pool.enqueue(t.b);
    t.expect_close(t.one, retire_reason::idle);
    t.expect_open(t.two);
}

BOOST_AUTO_TEST_CASE(K5_the_servers_shorter_idle_time_wins) {
    limits bounds = at_most(1);
    bounds.idle_timeout = 10s;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.released(t.one, 3s);
    BOOST_TEST(t.dry());
    BOOST_TEST((t.pool.next_expiry() == start + 3s));
    t.pool.enqueue(t.a);
    t.expect_grant(t.one, t.a, true);
    t.released(t.one, 1h);
    BOOST_TEST(t.dry());
    t.now = start + 10s;
    t.expect_close(t.one, retire_reason::idle);
}

BOOST_AUTO_TEST_CASE(an_idle_time_of_zero_keeps_nothing_but_hands_on) {
    limits bounds = at_most(1);
    bounds.idle_timeout = 0s;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.pool.enqueue(t.b);
    t.released(t.one);
    t.expect_grant(t.one, t.b, false);
    t.released(t.one);
    t.expect_close(t.one, retire_reason::idle);
    BOOST_TEST(t.dry());
}

BOOST_AUTO_TEST_CASE(age_ends_a_connection_idle_or_returned) {
    limits bounds = at_most(2);
    bounds.max_lifetime = 60s;
    bounds.idle_timeout = 1h;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.occupy(t.two, t.b);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.now = start + 60s;
    t.released(t.two);
    t.expect_close(t.two, retire_reason::lifetime);
    t.expect_close(t.one, retire_reason::lifetime);
    BOOST_TEST(t.dry());
}

BOOST_AUTO_TEST_CASE(jitter_shortens_both_times_by_up_to_a_tenth) {
    limits bounds = at_most(1);
    bounds.idle_timeout = 10s;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.pool.released(t.one, t.now, 0.5, std::nullopt);
    BOOST_TEST(t.dry());
    BOOST_TEST((t.pool.next_expiry() == start + 9500ms));
}

BOOST_AUTO_TEST_CASE(uses_end_a_connection) {
    limits bounds = at_most(1);
    bounds.max_uses = 2;
    bench t(bounds);
    t.occupy(t.one, t.a);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.pool.enqueue(t.a);
    t.expect_grant(t.one, t.a, true);
    t.pool.enqueue(t.b);
    t.released(t.one);
    t.expect_close(t.one, retire_reason::uses);
    t.expect_open(t.two);
}

BOOST_AUTO_TEST_CASE(K5_a_connection_ends_after_the_uses_that_the_server_allows) {
    bench t(at_most(1));
    const auto released_with = [&t](std::optional<std::size_t> server_uses) {
        t.pool.released(t.one, t.now, 0.0, std::nullopt, server_uses);
    };
    const auto used_again = [&](std::optional<std::size_t> server_uses) {
        BOOST_TEST(t.dry());
        t.pool.enqueue(t.a);
        t.expect_grant(t.one, t.a, true);
        released_with(server_uses);
    };
    for (const bool by_a_later_word : {false, true}) {
        t.occupy(t.one, t.a);
        released_with(2);
        used_again(std::nullopt);
        used_again(by_a_later_word ? std::optional<std::size_t>(5) : std::nullopt);
        if (by_a_later_word)
            used_again(0);
        t.expect_close(t.one, retire_reason::uses);
    }
}

BOOST_AUTO_TEST_CASE(K3_what_was_idle_before_the_silence_is_not_used_again) {
    bench t(at_most(3));
    t.occupy(t.one, t.a);
    t.occupy(t.two, t.b);
    t.occupy(t.three, t.c);
    t.released(t.one);
    BOOST_TEST(t.dry());
    const auto silent_since = t.now += std::chrono::seconds(1);
    t.now += std::chrono::seconds(1);
    t.released(t.two);
    BOOST_TEST(t.dry());
    t.pool.distrust(silent_since);
    t.pool.lost(t.three);
    t.expect_close(t.one, retire_reason::silent);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.pool.idle() == 1u);
}

BOOST_AUTO_TEST_CASE(a_connection_that_opens_again_starts_anew) {
    limits bounds = at_most(1);
    bounds.max_uses = 1;
    bench t(bounds);
    for (int round = 0; round < 2; ++round) {
        t.occupy(t.one, t.a);
        BOOST_TEST(!t.one.used());
        t.released(t.one);
        t.expect_close(t.one, retire_reason::uses);
    }
}

BOOST_AUTO_TEST_CASE(K6_max_waiting_counts_those_for_whom_nothing_opens) {
    limits bounds = at_most(1);
    bounds.max_waiting = 1;
    bench t(bounds);
    BOOST_TEST(t.pool.enqueue(t.a));
    t.expect_open(t.one);
    BOOST_TEST(t.pool.enqueue(t.b));
    BOOST_TEST(!t.pool.enqueue(t.c));
    BOOST_TEST(!t.c.waiting());
    t.opened(t.one);
    t.expect_grant(t.one, t.a, false);
    BOOST_TEST(!t.pool.enqueue(t.c));
    t.pool.remove(t.b);
    BOOST_TEST(t.pool.enqueue(t.c));
    t.released(t.one);
    t.expect_grant(t.one, t.c, false);
    BOOST_TEST(t.pool.enqueue(t.d));
}

BOOST_AUTO_TEST_CASE(K11_draining_closes_what_comes_back_and_grants_nothing) {
    bench t(at_most(3));
    t.occupy(t.one, t.a);
    t.occupy(t.two, t.b);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.pool.enqueue(t.c);
    t.expect_grant(t.one, t.c, true);
    t.released(t.one);
    BOOST_TEST(t.dry());
    t.pool.drain();
    t.pool.warm_up(3);
    t.pool.enqueue(t.d);
    t.expect_close(t.one, retire_reason::closing);
    BOOST_TEST(t.dry());
    t.released(t.two);
    t.expect_close(t.two, retire_reason::closing);
    BOOST_TEST(t.dry());
    BOOST_TEST(t.pool.total() == 0u);
    BOOST_TEST(t.d.waiting());
}

BOOST_AUTO_TEST_SUITE_END()
