// SPDX-License-Identifier: BSL-1.0
#include "authenticator_bench.hpp"

namespace authenticator_shell {
using namespace authenticator_bench;
namespace {

std::chrono::sys_seconds service_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace
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
    std::list<pass> attempts;
    for (int i = 0; i < 100; ++i)
        attempts.push_back(send());
    for (pass& attempt : attempts) {
        BOOST_TEST(refuse(attempt));
        BOOST_TEST(!auth.ready(steady::now()));
        wait();
    }
    BOOST_TEST(source->fetches == 2);
    source->give(token("two"));
    BOOST_TEST(users.back().served == 1);
    pass late;
    late.sent = attempts.front().sent;
    late.number = attempts.front().number;
    BOOST_TEST(refuse(late));
    BOOST_TEST(auth.ready(steady::now()));
}

BOOST_AUTO_TEST_CASE(what_is_refused_twice_in_a_row_is_not_tried_for_a_while) {
    wait();
    source->give(token("one"));
    pass first = send();
    BOOST_TEST(refuse(first));
    wait();
    source->give(token("two"));
    pass second = send();
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
        pass bad = send();
        BOOST_TEST(refuse(bad));
        wait();
        if (i > 0)
            timers.run_due(timers.next());
        source->give(token("next"));
        pass good = send();
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
    mrs::retry::policy slow;
    slow.throttled_delay = slow.max_backoff = 1h;
    for (const bool sometimes_good : {false, true}) {
        fixture other(slow);
        other.source->is_cautious = false;
        other.wait();
        other.source->give(token("first"));
        for (int i = 1; i <= 5; ++i) {
            if (sometimes_good) {
                pass good = other.send();
                other.accept(good);
            }
            pass bad = other.send();
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

BOOST_AUTO_TEST_CASE(a_new_key_is_tried_by_one_alone) {
    wait();
    source->give(key("one"));
    BOOST_TEST(auth.ready(steady::now()));
    pass trial = send();
    BOOST_TEST(trial.trial);
    BOOST_TEST(!auth.ready(steady::now()));
    auto& second = wait();
    auto& third = wait();
    auth.unanswered(trial);
    BOOST_TEST(second.served == 1);
    BOOST_TEST(third.served == 0);
    BOOST_TEST(auth.ready(steady::now()));
    pass next = send();
    accept(next);
    BOOST_TEST(third.served == 1);
    BOOST_TEST(auth.ready(steady::now()));
    BOOST_TEST(!send().trial);
    BOOST_TEST(auth.ready(steady::now()));
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_sent_once) {
    source->is_renewable = false;
    wait();
    source->give(key("one"));
    pass trial = send();
    auto& second = wait();
    BOOST_TEST(!refuse(trial));
    BOOST_TEST(second.served == 1); // It asks again, and then:
    BOOST_TEST(!auth.ready(steady::now()));
    auth.wait(second);
    BOOST_TEST(second.failed == 1);
    BOOST_TEST(source->fetches == 1);
}

/// By two peers whose clocks differ, the second of which is the service.
BOOST_AUTO_TEST_CASE(a_key_outlives_a_clock_that_was_set_wrong) {
    source->is_renewable = false;
    wait();
    source->give(key("one"));
    pass proof = send();
    accept(proof);
    pass first = send();
    pass beside = send();
    BOOST_TEST((refuse_at(first, service_now() - 1h) == remedy::renewed));
    pass second = send();
    BOOST_TEST(second.trial); // Alone, though the key was proven.
    BOOST_TEST(!auth.ready(steady::now()));
    accept(beside); // It was sent by the clock before.
    BOOST_TEST(!auth.ready(steady::now()));
    BOOST_TEST((refuse_at(second, service_now()) == remedy::undone));
    BOOST_TEST(auth.ready(steady::now()));
    pass third = send();
    BOOST_TEST(third.trial);
    accept(third);
    BOOST_TEST(!send().trial);
    BOOST_TEST(source->fetches == 1);
}

BOOST_AUTO_TEST_CASE(a_key_that_another_clock_does_not_cure_is_wrong) {
    source->is_renewable = false;
    wait();
    source->give(key("one"));
    pass first = send();
    BOOST_TEST((refuse_at(first, service_now() + 2h) == remedy::renewed));
    pass second = send();
    BOOST_TEST((refuse_at(second, service_now() + 2h) == remedy::none));
    BOOST_TEST(wait().failed == 1);
}

/// Whoever refused it: what the service has accepted is worth one more signature.
BOOST_AUTO_TEST_CASE(a_key_that_was_accepted_is_tried_once_more_by_one_alone) {
    for (const bool accepted_again : {true, false}) {
        fixture other;
        other.source->is_renewable = false;
        other.wait();
        other.source->give(key("one"));
        pass proof = other.send();
        other.accept(proof);
        pass first = other.send();
        pass beside = other.send();
        BOOST_TEST((other.refuse_at(first, std::nullopt) == remedy::renewed));
        BOOST_TEST((other.refuse_at(beside, std::nullopt) == remedy::renewed));
        pass second = other.send();
        BOOST_TEST(second.trial);
        BOOST_TEST(!other.auth.ready(steady::now()));
        if (accepted_again) {
            other.accept(second);
            BOOST_TEST(!other.send().trial);
        } else {
            BOOST_TEST((other.refuse_at(second, std::nullopt) == remedy::none));
            BOOST_TEST(other.wait().failed == 1);
        }
        BOOST_TEST(other.source->fetches == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_without_a_date_is_the_keys) {
    source->is_renewable = false;
    wait();
    source->give(key("one"));
    pass first = send();
    BOOST_TEST((refuse_at(first, std::nullopt) == remedy::none));
    BOOST_TEST(wait().failed == 1);
}

/// Where the service says what time it is, a token is as refused as without that.
BOOST_AUTO_TEST_CASE(a_token_teaches_no_clock) {
    source->is_renewable = false;
    wait();
    source->give(token("one"));
    pass first = send();
    BOOST_TEST((refuse_at(first, service_now() + 2h) == remedy::none));
}

BOOST_AUTO_TEST_CASE(the_end_of_an_old_trial_does_not_end_a_new_one) {
    wait();
    source->give(key("one"));
    pass old = send();
    source->has_changed = true;
    BOOST_TEST(!auth.ready(steady::now()));
    source->give(key("two"));
    pass trial = send();
    BOOST_TEST(trial.trial);
    auth.unanswered(old);
    BOOST_TEST(!auth.ready(steady::now()));
    accept(trial);
    BOOST_TEST(auth.ready(steady::now()));
}

BOOST_AUTO_TEST_CASE(secrets_of_every_age_are_redacted) {
    wait();
    source->give(token("token-hunter-1"));
    const pass first = send();
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
