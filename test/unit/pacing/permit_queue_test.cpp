// SPDX-License-Identifier: BSL-1.0
#include "permit_bench.hpp"

#include <boost/test/unit_test.hpp>

using mrs::never;

BOOST_AUTO_TEST_SUITE(permits)

BOOST_AUTO_TEST_CASE(without_rules_a_permit_is_there_at_once) {
    bench t{limiter()};
    for (std::size_t i = 0; i < t.users.size(); ++i)
        BOOST_TEST(t.ask(i));
    BOOST_TEST((t.timers.next() == never));
    BOOST_TEST(t.log.empty()); // Who gets it at once is not called back.
}

BOOST_AUTO_TEST_CASE(those_who_wait_are_served_in_their_order) {
    bench t(limiter::fixed(quota(1, 1s)));
    BOOST_TEST(t.ask(0));
    for (const std::size_t who : {2U, 1U, 3U})
        BOOST_TEST(!t.ask(who));
    for (int i = 1; i <= 4; ++i) {
        t.answered();
        t.pass_to(i * 1s);
    }
    BOOST_TEST(t.log == "cbd");
}

BOOST_AUTO_TEST_CASE(nobody_overtakes_one_who_waits) {
    bench t{limiter()};
    BOOST_TEST(t.ask(0));
    t.refused();
    BOOST_TEST(!t.ask(1));
    t.pass_to(own(1));
    BOOST_TEST(t.log == "b");
    BOOST_TEST(t.ask(2));
}

BOOST_AUTO_TEST_CASE(one_who_leaves_is_not_served_and_holds_nobody_up) {
    bench t(limiter::fixed(quota(1, 1s)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST(!t.ask(1));
    BOOST_TEST(!t.ask(2));
    t.queue.remove(*t.users[1]);
    BOOST_TEST(!t.users[1]->waiting_for_permit());
    t.answered();
    t.pass_to(1s);
    BOOST_TEST(t.log == "c");
    t.answered();
    BOOST_TEST(!t.ask(3));
    BOOST_TEST((t.timers.next() == epoch + 2s));
    t.queue.remove(*t.users[3]);
    BOOST_TEST((t.timers.next() == never)); // Nothing is left to wake for.
}

BOOST_AUTO_TEST_CASE(one_who_is_served_may_come_back_at_once) {
    bench t(limiter::fixed(quota(2, 1s)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST(t.ask(1));
    BOOST_TEST(!t.ask(2));
    BOOST_TEST(!t.ask(3));
    t.users[2]->then([&] {
        t.queue.unused(t.now);
        BOOST_TEST(!t.ask(2)); // Behind the one who waits.
        t.users[2]->then({});
    });
    t.answered();
    t.answered();
    t.pass_to(1s);
    BOOST_TEST(t.log == "cdc");
}

/// What was given back unused does not count for the quota.
BOOST_AUTO_TEST_CASE(a_permit_that_was_not_used_goes_to_the_next_one) {
    bench t(limiter::fixed(quota(1, 60s)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST(!t.ask(1));
    t.queue.unused(t.now);
    BOOST_TEST(t.log == "b");
}

BOOST_AUTO_TEST_CASE(an_answer_lets_the_next_one_go_a_window_later) {
    bench t(limiter::fixed(quota(1, 2s)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST(!t.ask(1));
    BOOST_TEST((t.timers.next() == never)); // Nobody knows when the answer comes.
    t.pass_to(5s);
    t.answered();
    t.pass_to(6999ms);
    BOOST_TEST(t.log.empty());
    t.pass_to(7s);
    BOOST_TEST(t.log == "b");
}

/// Two a window of 2 s. The first one is told to wait for 6 s after 1.3 s, when the third could go.
BOOST_AUTO_TEST_CASE(a_throttled_answer_pauses_before_a_queued_one_may_go) {
    bench t(limiter::fixed(quota(2, 2s)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST(t.ask(1));
    BOOST_TEST(!t.ask(2));
    t.pass_to(1300ms);
    BOOST_TEST((t.refused(6s) == 6s));
    BOOST_TEST(t.log.empty());
    t.pass_to(7299ms);
    BOOST_TEST(t.log.empty());
    t.pass_to(7300ms);
    BOOST_TEST(t.log == "c");
}

BOOST_AUTO_TEST_CASE(a_permit_that_is_out_may_not_be_used_in_a_pause) {
    for (const auto& [name, rules, first] : all_rules())
        BOOST_TEST_CONTEXT(name) {
            bench t(rules);
            BOOST_TEST(t.ask(0));
            BOOST_TEST(t.ask(1));
            BOOST_TEST(!t.queue.paused(t.now));
            t.refused(6s);
            BOOST_TEST(t.queue.paused(t.now));
            t.queue.unused(t.now);
            BOOST_TEST(!t.ask(1));
            t.pass_to(5999ms);
            BOOST_TEST(t.queue.paused(t.now));
            BOOST_TEST(t.log.empty());
            t.pass_to(6s);
            BOOST_TEST(!t.queue.paused(t.now));
            BOOST_TEST(t.log == "b");
        }
}

/// Row B13.
BOOST_AUTO_TEST_CASE(fault_B13_what_the_service_asks_for_never_shortens_a_pause) {
    for (const auto& [name, rules, first] : all_rules())
        for (const std::optional<duration> wish :
             {std::optional<duration>(), std::optional<duration>(0s), std::optional<duration>(-1s),
              std::optional<duration>(duration::min()), std::optional<duration>(1ms)})
            BOOST_TEST_CONTEXT(name) {
                bench t(rules);
                BOOST_TEST(t.ask(0));
                BOOST_TEST((t.refused(wish) >= own(1, first)));
            }
}

BOOST_AUTO_TEST_CASE(fault_B13_what_the_service_asks_for_lengthens_a_pause) {
    for (const auto& [name, rules, first] : all_rules())
        BOOST_TEST_CONTEXT(name) {
            bench t(rules);
            BOOST_TEST(t.ask(0));
            BOOST_TEST(t.ask(1));
            BOOST_TEST(t.ask(2));
            BOOST_TEST((t.refused(40s) == 40s));
            t.pass_to(1s);
            BOOST_TEST((t.refused(2s) == 39s)); // A shorter wish changes nothing.
            BOOST_TEST((t.refused(24h) == 300s));
        }
}

/// A service that refuses for ever, whatever it says with it: a request a pause, not a storm.
BOOST_AUTO_TEST_CASE(fault_B13_pauses_grow_while_nothing_goes_through) {
    for (const auto& [name, rules, first] : all_rules())
        for (const std::optional<duration> wish : {std::optional<duration>(), {0s}})
            BOOST_TEST_CONTEXT(name) {
                bench t(rules);
                for (int n = 1; n <= 8; ++n) {
                    BOOST_TEST_REQUIRE(t.ask(0));
                    const duration pause = t.refused(wish);
                    BOOST_TEST((pause >= own(n, first)), n);
                    t.pass_to(t.now - epoch + pause);
                }
            }
}

BOOST_AUTO_TEST_CASE(pauses_are_jittered_and_bounded) {
    for (const double uniform : {0.0, 0.5, 1.0}) {
        bench t{limiter()};
        for (int n = 1; n <= 40; ++n) {
            BOOST_TEST_REQUIRE(t.ask(0));
            const duration pause = t.refused(std::nullopt, uniform);
            BOOST_TEST((pause == std::chrono::duration_cast<duration>(own(n) * (1 + uniform))), n);
            t.pass_to(t.now - epoch + pause);
        }
    }
}

/// Sixteen in flight are told the same by sixteen answers.
BOOST_AUTO_TEST_CASE(the_answers_of_one_moment_tell_one_thing) {
    bench t{limiter()};
    for (std::size_t i = 0; i < t.users.size(); ++i)
        BOOST_TEST(t.ask(i));
    for (std::size_t i = 0; i < t.users.size(); ++i)
        BOOST_TEST((t.refused() == own(1)));
}

BOOST_AUTO_TEST_CASE(an_answer_after_a_pause_ends_the_growth) {
    bench t{limiter()};
    for (int n = 1; n <= 3; ++n) {
        BOOST_TEST(t.ask(0));
        BOOST_TEST(t.ask(1));
        const duration pause = t.refused();
        BOOST_TEST((pause == own(n)));
        t.answered(); // Of the same moment: it tells nothing of the next one.
        t.pass_to(t.now - epoch + pause);
    }
    BOOST_TEST(t.ask(0));
    t.answered();
    BOOST_TEST(t.ask(0));
    BOOST_TEST((t.refused() == own(1)));
}

BOOST_AUTO_TEST_CASE(the_back_off_is_the_policys) {
    mrs::pacing::retry_policy limits;
    limits.throttled_delay = 4s;
    limits.max_backoff = 6s;
    limiter rules;
    bench t(rules.backs_off(limits));
    BOOST_TEST(t.ask(0));
    BOOST_TEST((t.refused() == 2s));
    t.pass_to(2s);
    BOOST_TEST(t.ask(0));
    BOOST_TEST((t.refused() == 3s));
}

BOOST_AUTO_TEST_CASE(other_rules_take_over_who_waits_and_the_pause) {
    bench t{limiter()};
    BOOST_TEST(t.ask(0));
    t.refused(6s);
    BOOST_TEST(!t.ask(1));
    BOOST_TEST(!t.ask(2));
    t.queue.replace(limiter::fixed(quota(2, 2s)), t.now);
    BOOST_TEST(t.log.empty());
    t.pass_to(5999ms);
    BOOST_TEST(t.log.empty());
    t.pass_to(6s);
    BOOST_TEST(t.log == "b"); // One who was throttled does not begin with a burst.
    t.pass_to(7s);
    BOOST_TEST(t.log == "bc");
    t.refused();
    t.queue.replace(limiter(), t.now);
    BOOST_TEST(t.queue.paused(t.now));
    BOOST_TEST((t.estimate() == 2 * own(1))); // The second one in a row.
    BOOST_TEST(!t.queue.current().has_value());
}

BOOST_AUTO_TEST_CASE(other_rules_know_what_is_in_flight) {
    bench t{limiter()};
    BOOST_TEST(t.ask(0));
    t.queue.replace(limiter::fixed(quota(1, 2s)), t.now);
    BOOST_TEST(!t.ask(1));
    t.pass_to(1s);
    t.answered();
    t.pass_to(2999ms);
    BOOST_TEST(t.log.empty());
    t.queue.replace(limiter(), t.now);
    BOOST_TEST(t.log == "b"); // Without rules it goes at once.
}

/// One a window of 200 ms. The second one needs the first one's answer, which may come now.
BOOST_AUTO_TEST_CASE(an_unknown_wait_is_not_an_endless_one) {
    bench t(limiter::fixed(quota(1, 200ms)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST(!t.ask(1));
    BOOST_TEST((t.estimate() == 200ms));
    t.pass_to(1h);
    BOOST_TEST((t.estimate() == 200ms));
    t.answered();
    BOOST_TEST((t.estimate() == 200ms));
    t.pass_to(1h + 200ms);
    BOOST_TEST(t.log == "b");
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_probe_may_go_now_as_far_as_can_be_told) {
    bench t(limiter::learning({}));
    BOOST_TEST(t.ask(0));
    t.pass_to(t.refused());
    BOOST_TEST(t.ask(0)); // Alone.
    BOOST_TEST(!t.ask(1));
    BOOST_TEST((t.timers.next() == never));
    BOOST_TEST((t.estimate() == 0s));
    t.answered();
    BOOST_TEST(t.users[1]->waiting_for_permit()); // By what was measured.
}

BOOST_AUTO_TEST_CASE(an_estimate_counts_the_pace) {
    bench t(limiter::fixed(quota(4, 4s)));
    BOOST_TEST(t.ask(0));
    BOOST_TEST((t.refused() == own(1)));
    for (std::size_t i = 1; i < 4; ++i)
        BOOST_TEST(!t.ask(i));
    BOOST_TEST((t.estimate() == 3s)); // The burst is over: one a second.
    t.pass_to(1s);
    BOOST_TEST(t.log == "b");
    BOOST_TEST((t.estimate() == 2s));
    t.pass_to(2999ms);
    BOOST_TEST(t.log == "bc");
    t.pass_to(3s);
    BOOST_TEST(t.log == "bcd");
}

BOOST_AUTO_TEST_CASE(an_estimate_counts_the_burst_that_is_left) {
    bench t{limiter()};
    for (std::size_t i = 0; i < 4; ++i)
        BOOST_TEST(t.ask(i));
    t.queue.replace(limiter::fixed(quota(4, 4s)), t.now);
    for (std::size_t i = 4; i < 8; ++i)
        BOOST_TEST(!t.ask(i));
    BOOST_TEST((t.estimate() == 4s)); // All of them at once, when the four have left the window.
    for (int i = 0; i < 4; ++i)
        t.answered();
    t.pass_to(4s);
    BOOST_TEST(t.log == "efgh");
}

BOOST_AUTO_TEST_CASE(an_estimate_does_not_overflow) {
    bench t(limiter::fixed(quota(1, mrs::pacing::longest_window)));
    BOOST_TEST(t.ask(0));
    for (std::size_t i = 1; i < 8; ++i)
        BOOST_TEST(!t.ask(i));
    BOOST_TEST((t.estimate() >= mrs::pacing::longest_window));
    limiter rules = limiter::fixed(quota(1, mrs::pacing::longest_window));
    rules.started(t.now);
    BOOST_TEST((rules.earliest(t.now, 1'000'000'000) == never));
}

/// What is announced can take the pace down, never up.
BOOST_AUTO_TEST_CASE(fault_B13_an_announced_quota_never_makes_it_faster) {
    const auto current = [](limiter rules, const quota& told) {
        bench t(std::move(rules));
        BOOST_TEST(t.ask(0));
        t.refused_telling(told);
        return *t.queue.current();
    };
    const limiter known = limiter::learning(quota(60, 60s));
    BOOST_TEST((current(known, quota(30, 60s)) == quota(30, 60s)));
    for (const quota& faster : {quota(61, 60s), quota(1'000'000, 1s), quota(2, 1s)}) {
        BOOST_TEST((current(known, faster).window == 60s));
        BOOST_TEST((current(known, faster).limit <= 60U));
        BOOST_TEST((current(limiter::fixed(quota(60, 60s)), faster) == quota(60, 60s)));
    }
    BOOST_TEST((current(limiter::fixed(quota(60, 60s)), quota(1, 60s)) == quota(60, 60s)));
    BOOST_TEST((current(limiter::learning({}), quota(1'000'000, 1s)) == quota(1'000'000, 1s)));
}

/// 60 a minute, of which others use so much that half is left: 40 a minute is no news.
BOOST_AUTO_TEST_CASE(fault_B13_an_announced_quota_keeps_a_smaller_share) {
    bench t(limiter::learning(quota(60, 60s)));
    for (int i = 1; t.queue.current()->limit > 30; ++i) {
        BOOST_TEST_REQUIRE(t.ask(0));
        t.refused_telling(quota(60, 60s));
        t.pass_to(i * 61s);
    }
    BOOST_TEST(t.ask(0));
    const std::size_t before = t.queue.current()->limit;
    t.refused_telling(quota(40, 60s));
    BOOST_TEST(t.queue.current()->limit <= before);
    BOOST_TEST((t.queue.current()->window == 60s));
}

/// Alternating announcements, each "new", at a service that refuses for ever.
BOOST_AUTO_TEST_CASE(fault_B13_new_announcements_make_no_storm) {
    bench t(limiter::learning({}));
    int sent = 0;
    while (t.now < epoch + 10min) {
        const quota told(sent % 2 == 0 ? 1'000'000 : 999'999, 1s);
        if (t.ask(0)) {
            ++sent;
            t.refused_telling(told);
        } else {
            t.queue.remove(*t.users[0]);
        }
        t.pass_to(t.now - epoch + std::max<duration>(t.estimate(), 1ms));
    }
    BOOST_TEST(sent <= 70);
}

BOOST_AUTO_TEST_SUITE_END()
