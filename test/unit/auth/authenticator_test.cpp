// SPDX-License-Identifier: BSL-1.0
#include "authenticator_bench.hpp"

namespace authenticator_shell {
using namespace authenticator_bench;
} // namespace authenticator_shell

BOOST_FIXTURE_TEST_SUITE(authenticator_shell, fixture)

BOOST_AUTO_TEST_CASE(one_fetch_serves_all) {
    BOOST_TEST(!auth.ready(steady::now()));
    BOOST_TEST(source->fetches == 0);
    for (int i = 0; i < 10; ++i)
        wait();
    source->give(token("one"));
    for (const auto& user : users)
        BOOST_TEST((user.served == 1 && user.failed == 0));
    BOOST_TEST(source->fetches == 1);
    BOOST_TEST(auth.ready(steady::now()));
}

BOOST_AUTO_TEST_CASE(one_who_gives_up_hears_nothing_more) {
    auto& first = wait();
    auto& second = wait();
    auth.remove(first);
    source->give(token("one"));
    BOOST_TEST(first.served + first.failed == 0);
    BOOST_TEST(second.served == 1);
}

BOOST_AUTO_TEST_CASE(a_renewal_goes_on_beside_the_calls_and_may_fail) {
    wait();
    source->give(token("one", 1h));
    BOOST_TEST(auth.ready(steady::now() + 20min));
    BOOST_TEST(source->fetches == 1);
    BOOST_TEST(auth.ready(steady::now() + 40min));
    BOOST_TEST(source->fetches == 2);
    BOOST_TEST(auth.ready(steady::now() + 40min));
    BOOST_TEST(source->fetches == 2);
    source->fail(transient());
    BOOST_TEST(auth.ready(steady::now() + 40min));
    BOOST_TEST(source->fetches == 3);
    source->give(token("two", 1h));
    BOOST_TEST(auth.ready(steady::now()));
    BOOST_TEST(send().sent->token().reveal() == "two");
    BOOST_TEST((timers.next() == mrs::never));
}

BOOST_AUTO_TEST_CASE(a_token_that_is_over_is_not_used) {
    wait();
    source->give(token("one", 1h));
    BOOST_TEST(!auth.ready(steady::now() + 1h));
}

BOOST_AUTO_TEST_CASE(a_failure_that_may_pass_is_tried_again_while_somebody_waits) {
    auto& user = wait();
    source->fail(transient());
    BOOST_TEST(user.failed == 0);
    BOOST_TEST_REQUIRE((timers.next() != mrs::never));
    timers.run_due(timers.next());
    BOOST_TEST(source->fetches == 2);
    source->fail(transient());
    auth.remove(user);
    BOOST_TEST((timers.next() == mrs::never));
    BOOST_TEST(source->fetches == 2);
}

BOOST_AUTO_TEST_CASE(after_the_last_attempt_all_hear_the_cause) {
    auto& user = wait();
    for (int i = 0; i < 2; ++i) {
        source->fail(transient());
        timers.run_due(timers.next());
    }
    source->fail(transient());
    BOOST_TEST(user.failed == 1);
    BOOST_TEST(user.words == "it is down");
    BOOST_TEST((user.reason == stop_reason::attempts_exhausted));
    wait(); // It is asked again, but not at once.
    BOOST_TEST(source->fetches == 3);
    BOOST_TEST((timers.next() <= steady::now() + 1s));
}

BOOST_AUTO_TEST_CASE(who_cannot_wait_for_the_next_attempt_hears_the_cause_now) {
    auto& user = wait();
    user.until = steady::now();
    auto& other = wait();
    source->fail(transient());
    BOOST_TEST(user.failed == 1);
    BOOST_TEST((user.reason == stop_reason::deadline));
    BOOST_TEST(other.failed == 0);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_remembered) {
    wait();
    source->fail(source_failure::refused(errc::unauthorized, "wrong password"));
    BOOST_TEST(users.back().failed == 1);
    auto& next = wait();
    BOOST_TEST(next.failed == 1);
    BOOST_TEST(next.words == "wrong password");
    BOOST_TEST(source->fetches == 1);
}

BOOST_AUTO_TEST_CASE(a_plain_failure_is_not) {
    wait();
    source->fail(source_failure(errc::credentials_failed, "not now"));
    BOOST_TEST(users.back().failed == 1);
    BOOST_TEST(wait().failed == 0);
    BOOST_TEST(source->fetches == 2);
}

BOOST_AUTO_TEST_CASE(fault_R9_many_refusals_of_one_token_make_one_fetch) {
    wait();
    source->give(token("one"));
    std::list<attempt_credentials> attempts;
    for (int i = 0; i < 100; ++i)
        attempts.push_back(send());
    for (attempt_credentials& attempt : attempts) {
        BOOST_TEST(refuse(attempt));
        BOOST_TEST(!auth.ready(steady::now()));
        wait();
    }
    BOOST_TEST(source->fetches == 2);
    source->give(token("two"));
    BOOST_TEST(users.back().served == 1);
    attempt_credentials late;
    late.sent = attempts.front().sent;
    late.number = attempts.front().number;
    BOOST_TEST(refuse(late));
    BOOST_TEST(auth.ready(steady::now()));
}

BOOST_AUTO_TEST_CASE(what_is_refused_twice_in_a_row_is_not_tried_for_a_while) {
    wait();
    source->give(token("one"));
    attempt_credentials first = send();
    BOOST_TEST(refuse(first));
    wait();
    source->give(token("two"));
    attempt_credentials second = send();
    BOOST_TEST(!refuse(second));
    auto& next = wait();
    BOOST_TEST(next.failed == 1);
    BOOST_TEST(next.words.find("HTTP 401") != std::string::npos);
    BOOST_TEST(source->fetches == 2);
}

BOOST_AUTO_TEST_CASE(a_refusal_after_an_acceptance_is_the_first_one_again) {
    wait();
    source->give(token("one"));
    for (int i = 0; i < 5; ++i) {
        attempt_credentials bad = send();
        BOOST_TEST(refuse(bad));
        wait();
        if (i > 0)
            timers.run_due(timers.next());
        source->give(token("next"));
        attempt_credentials good = send();
        accept(good);
    }
}

/// However short a life the source gives to it, and though it is good for the one who asked.
BOOST_AUTO_TEST_CASE(a_token_of_a_short_life_makes_no_storm) {
    wait();
    for (int i = 1; i <= 5; ++i) {
        const time_point before = steady::now();
        source->give(token("one", 1ns));
        BOOST_TEST(!auth.ready(steady::now()));
        auto& user = wait();
        BOOST_TEST(source->fetches == i);
        BOOST_TEST_REQUIRE((timers.next() != mrs::never));
        BOOST_TEST((timers.next() >= before + 1s));
        timers.run_due(timers.next());
        BOOST_TEST(source->fetches == i + 1);
        BOOST_TEST(user.failed == 0);
    }
}

BOOST_AUTO_TEST_CASE(what_has_ended_before_it_came_is_not_asked_for_again_at_once) {
    for (const std::chrono::nanoseconds lifetime : {0ns, -1ns}) {
        fixture other;
        BOOST_TEST(other.wait().failed == 0);
        other.source->give(token("one", lifetime));
        BOOST_TEST(other.users.back().failed == 1);
        BOOST_TEST(other.wait().failed == 1);
        BOOST_TEST(other.source->fetches == 1);
    }
}

/// A service that takes each token once, and one that takes none.
BOOST_AUTO_TEST_CASE(refusals_without_end_make_no_storm_of_fetches) {
    mrs::pacing::retry_policy slow;
    slow.throttled_delay = slow.max_backoff = 1h;
    for (const bool sometimes_good : {false, true}) {
        fixture other(slow);
        other.source->is_cautious = false;
        other.wait();
        other.source->give(token("first"));
        for (int i = 1; i <= 5; ++i) {
            if (sometimes_good) {
                attempt_credentials good = other.send();
                other.accept(good);
            }
            attempt_credentials bad = other.send();
            BOOST_TEST(other.refuse(bad));
            other.wait();
            BOOST_TEST(other.source->fetches == (i == 1 ? 2 : i));
            if (i > 1) {
                BOOST_TEST_REQUIRE((other.timers.next() != mrs::never));
                other.timers.run_due(other.timers.next());
            }
            other.source->give(token("next"));
        }
    }
}

BOOST_AUTO_TEST_CASE(secrets_of_every_age_are_redacted) {
    wait();
    source->give(token("token-hunter-1"));
    const attempt_credentials first = send();
    source->has_changed = true;
    (void)auth.ready(steady::now());
    source->give(token("token/hunter/2"));
    source->has_changed = true;
    (void)auth.ready(steady::now());
    source->give(token("token-hunter-3"));
    std::string text = "1 token-hunter-1, 2 token/hunter/2, token\\/hunter\\/2, 3 token-hunter-3";
    auth.redact(text, first);
    BOOST_TEST(text == "1 [secret], 2 [secret], [secret], 3 [secret]");
}

BOOST_AUTO_TEST_CASE(nothing_happens_after_it_was_stopped) {
    auto& user = wait();
    auth.stop();
    BOOST_TEST(!source->asked());
    BOOST_TEST(!auth.ready(steady::now()));
    wait();
    BOOST_TEST(source->fetches == 1);
    BOOST_TEST(user.served + user.failed == 0);
    BOOST_TEST((timers.next() == mrs::never));
}

BOOST_AUTO_TEST_CASE(L3_a_source_that_hangs_is_left_and_asked_again) {
    auto* const hanging = new scripted_source;
    authenticator bounded{std::unique_ptr<mrs::auth::source>(hanging), timers, random, limits,
                          std::vector<mrs::auth::signed_fields>(1),    nobody, 30s};
    const time_point now = steady::now();
    users.emplace_back();
    bounded.wait(users.back());
    BOOST_TEST(hanging->asked());
    timers.run_due(now + 29s);
    BOOST_TEST(hanging->asked());
    timers.run_due(now + 31s); // The pauses are over by then too, and the further fetches.
    BOOST_TEST(!hanging->asked());
    BOOST_TEST(hanging->fetches == 3);
    BOOST_TEST(users.back().failed == 1);
    BOOST_TEST(users.back().words == "the script gave nothing within 30000 ms");
    BOOST_TEST((timers.next() == mrs::never));
    users.emplace_back();
    bounded.wait(users.back());
    timers.run_due(steady::now() + 2s);
    BOOST_TEST_REQUIRE(hanging->asked());
    hanging->give(token("one"));
    BOOST_TEST(users.back().served == 1);
    BOOST_TEST((timers.next() == mrs::never));
}

BOOST_AUTO_TEST_CASE(L3_the_limit_of_a_fetch_ends_with_the_fetch) {
    auto* const bounded = new scripted_source;
    {
        authenticator one{std::unique_ptr<mrs::auth::source>(bounded), timers, random, limits,
                          std::vector<mrs::auth::signed_fields>(1),    nobody, 30s};
        users.emplace_back();
        one.wait(users.back());
        bounded->fail(source_failure(errc::credentials_failed, "not now"));
        BOOST_TEST((timers.next() == mrs::never));
        users.emplace_back();
        one.wait(users.back());
        BOOST_TEST((timers.next() != mrs::never));
        one.stop();
        BOOST_TEST((timers.next() == mrs::never));
    }
}

BOOST_AUTO_TEST_SUITE_END()
