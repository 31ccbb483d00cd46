// SPDX-License-Identifier: BSL-1.0
#include "authenticator_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <list>
#include <memory>
#include <string>
#include <vector>

// When a source is asked, to the moment; and what comes of what it gives.

namespace authenticator_times {
namespace {

using namespace authenticator_bench;
using mrs::duration;
using mrs::time_point;

/// An authenticator in virtual time.
struct bench {
    bench() { clock.monotonic = time_point(1000h); }

    [[nodiscard]] time_point now() const { return clock.monotonic; }
    void pass(duration time) {
        clock.monotonic += time;
        timers.run_due(now());
    }
    bool ready() { return auth.ready(now()); }
    waiting_user& wait() {
        users.emplace_back();
        auth.wait(users.back());
        return users.back();
    }
    void give(identity fresh) {
        if (!source->asked())
            wait();
        BOOST_TEST_REQUIRE(source->asked());
        source->give(std::move(fresh));
    }
    mrs::auth::attempt_credentials send() {
        std::string request;
        return auth.append_headers(request, "POST", "/", "", 0);
    }
    remedy refuse(mrs::auth::attempt_credentials attempt, const std::string& words = "HTTP 401") {
        credentials_feedback what;
        what.refused = true;
        what.words = words;
        return auth.answered(attempt, what);
    }
    void accept(mrs::auth::attempt_credentials attempt) {
        auth.answered(attempt, credentials_feedback());
    }
    /// How long no fetch begins though one is wanted: `ready` is asked each 10 ms.
    duration until_asked() {
        const int before = source->fetches;
        duration waited{0};
        while (source->fetches == before && waited < 1h) {
            pass(10ms);
            waited += 10ms;
            (void)ready();
        }
        return waited;
    }

    mrs::simulated_time clock;
    std::list<waiting_user> users;
    mrs::timer_queue timers{mrs::time_source(clock)};
    mrs::random_source random{1};
    mrs::pacing::retry_policy limits;
    scripted_source* source = new scripted_source;
    mrs::counters counts;
    mrs::observation nobody{nullptr, counts};
    authenticator auth{std::unique_ptr<mrs::auth::source>(source), timers, random, limits,
                       std::vector<mrs::auth::signed_fields>(1),   nobody, 30s};
};

} // namespace
} // namespace authenticator_times

BOOST_AUTO_TEST_SUITE(authenticator_times)

/// What the service locks for is not asked for each second, however good the old one still is.
BOOST_AUTO_TEST_CASE(a_refused_renewal_is_asked_for_again_after_a_minute) {
    bench t;
    t.give(token("one", 1h));
    t.pass(45min);
    BOOST_TEST(t.ready());
    BOOST_TEST_REQUIRE(t.source->asked());
    t.source->fail(source_failure::refused(errc::unauthorized, "wrong password"));
    BOOST_TEST(t.ready());
    BOOST_TEST((t.until_asked() == 60s));
    t.source->fail(source_failure::unusable(errc::credentials_failed, "half a token"));
    BOOST_TEST((t.until_asked() == 5s));
    t.source->fail(transient());
    const duration third = t.until_asked(); // The third failure in a row: 2 to 4 s.
    BOOST_TEST(third >= 2s);
    BOOST_TEST(third <= 4s);
    t.source->give(token("two", 1h));
    t.pass(45min);
    BOOST_TEST(t.ready());
    t.source->fail(transient());
    BOOST_TEST(t.until_asked() <= 1s); // The first one again.
}

BOOST_AUTO_TEST_CASE(a_refusal_is_everybodys_for_a_minute) {
    bench t;
    t.wait();
    t.source->fail(source_failure::refused(errc::unauthorized, "wrong password"));
    t.pass(60s - 1ns);
    BOOST_TEST(t.wait().failed == 1);
    BOOST_TEST((t.users.back().reason == stop_reason::permanent));
    BOOST_TEST(t.source->fetches == 1);
    t.pass(1ns);
    BOOST_TEST(t.wait().failed == 0);
    BOOST_TEST(t.source->fetches == 2);
}

/// A renewal goes on at most once a second, from the last token on.
BOOST_AUTO_TEST_CASE(a_new_token_is_not_renewed_within_a_second) {
    bench t;
    t.give(token("one", 100ms));
    t.pass(99ms); // It would be time.
    BOOST_TEST(t.ready());
    BOOST_TEST(t.source->fetches == 1);
    t.pass(901ms);
    BOOST_TEST(!t.ready());
    t.wait();
    BOOST_TEST(t.source->fetches == 2);
    t.source->give(token("two", 10s));
    BOOST_TEST((t.until_asked() >= 4500ms));
}

BOOST_AUTO_TEST_CASE(who_waits_for_the_pause_is_served_at_its_end) {
    bench t;
    t.give(token("one", 1ns));
    t.pass(1ns);
    auto& user = t.wait();
    BOOST_TEST((t.timers.next() == t.now() + 1s - 1ns));
    BOOST_TEST(t.source->fetches == 1);
    t.pass(1s - 1ns);
    BOOST_TEST(t.source->fetches == 2);
    t.source->give(token("two"));
    BOOST_TEST(user.served == 1);
    BOOST_TEST((t.timers.next() == mrs::never));
}

BOOST_AUTO_TEST_CASE(after_the_last_attempt_there_is_a_pause_and_a_new_beginning) {
    bench t;
    for (int round = 1; round <= 3; ++round) {
        auto& user = t.wait();
        for (int i = 1; i < t.limits.max_attempts; ++i) {
            t.source->fail(transient());
            t.pass(t.timers.next() - t.now());
        }
        BOOST_TEST(user.failed == 0);
        t.source->fail(transient());
        BOOST_TEST(user.failed == 1);
        BOOST_TEST(t.source->fetches == round * t.limits.max_attempts);
        t.wait();
        BOOST_TEST((t.timers.next() == t.now() + t.limits.throttled_delay));
        t.pass(t.limits.throttled_delay);
        BOOST_TEST_REQUIRE(t.source->asked());
        t.source->fail(source_failure(errc::credentials_failed, "not now"));
        BOOST_TEST(t.users.back().failed == 1);
        t.source->fetches -= 1; // That one was beside.
    }
}

/// Whoever has no time left when the next fetch begins hears it now: with one more moment it waits.
BOOST_AUTO_TEST_CASE(who_has_time_until_the_next_fetch_alone_does_not_wait_for_it) {
    bench first;
    first.wait();
    first.source->fail(transient());
    const time_point next = first.timers.next(); // The same in each bench: by the same numbers.
    for (const duration more : {-1ns, 0ns, 1ns}) {
        bench t;
        t.users.emplace_back().until = next + more;
        t.auth.wait(t.users.back());
        t.source->fail(transient());
        BOOST_TEST(t.users.back().failed == (more > 0ns ? 0 : 1));
    }
}

/// By the policy's pause for a throttled call, twice as long with each refusal in a row.
BOOST_AUTO_TEST_CASE(tokens_that_are_refused_again_and_again_are_fetched_less_often) {
    bench t;
    t.source->is_cautious = false;
    t.give(token("first"));
    duration pause = t.limits.throttled_delay;
    BOOST_TEST((t.refuse(t.send()) == remedy::renewed));
    t.wait();
    BOOST_TEST(t.source->asked()); // The first time at once.
    t.source->give(token("next"));
    for (int i = 0; i < 4; ++i) {
        pause = std::min<duration>(pause * 2, t.limits.max_backoff);
        BOOST_TEST((t.refuse(t.send()) == remedy::renewed));
        t.wait();
        BOOST_TEST(!t.source->asked());
        BOOST_TEST((t.timers.next() == t.now() + pause));
        t.pass(pause);
        BOOST_TEST_REQUIRE(t.source->asked());
        t.source->give(token("next"));
    }
    t.accept(t.send());
    t.pass(t.limits.throttled_delay);
    BOOST_TEST((t.refuse(t.send()) == remedy::renewed));
    t.wait();
    BOOST_TEST(t.source->asked()); // The first one again, and long ago.
}

BOOST_AUTO_TEST_CASE(credentials_that_are_refused_twice_rest_for_a_minute) {
    for (const bool renewable : {false, true}) {
        bench t;
        t.source->is_renewable = renewable;
        t.give(token("one"));
        if (renewable) {
            BOOST_TEST((t.refuse(t.send()) == remedy::renewed));
            t.give(token("two"));
        }
        BOOST_TEST((t.refuse(t.send(), "HTTP 401 x") == remedy::none));
        BOOST_TEST(!t.ready());
        auto& user = t.wait();
        BOOST_TEST(user.failed == 1);
        BOOST_TEST(user.words ==
                   "the service refused the credentials from the script (HTTP 401 x); they are "
                   "not tried again for 60 s, for the service locks what fails too often");
        t.pass(60s - 1ns);
        BOOST_TEST(t.wait().failed == 1);
        t.pass(1ns);
        BOOST_TEST(t.wait().failed == 0);
    }
}

/// One that is not cautious, and has no other: the next call tries the same.
BOOST_AUTO_TEST_CASE(what_costs_nothing_to_try_again_is_tried_again) {
    bench t;
    t.source->is_renewable = t.source->is_cautious = false;
    t.give(token("one"));
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST((t.refuse(t.send()) == remedy::none));
        BOOST_TEST(t.ready());
    }
    BOOST_TEST(t.source->fetches == 1);
}

BOOST_AUTO_TEST_CASE(it_tells_whether_there_was_a_secret) {
    bench t;
    t.give(token("token-hunter-1"));
    const mrs::auth::attempt_credentials first = t.send();
    t.source->has_changed = true;
    (void)t.ready();
    t.source->give(token("token-hunter-2"));
    for (const std::string text : {"a token-hunter-1", "a token-hunter-2", "a token-hunter-3"}) {
        const bool there = text.back() != '3';
        std::string hidden = text;
        BOOST_TEST(t.auth.redact(hidden, first) == there);
        BOOST_TEST(hidden == (there ? "a [secret]" : text));
        hidden = text;
        BOOST_TEST(t.auth.redact_whole(hidden, first) == there);
        BOOST_TEST(hidden == (there ? "a [secret]" : text));
    }
}

BOOST_AUTO_TEST_CASE(what_a_call_waits_for_is_told) {
    bench t;
    BOOST_TEST(t.auth.progress() == "what comes from the script");
    t.wait();
    t.source->fail(transient());
    BOOST_TEST(t.auth.progress() ==
               "what comes from the script; asking it failed last with: it is down");
    t.pass(t.timers.next() - t.now());
    t.source->give(key("one"));
    (void)t.send();
    BOOST_TEST(t.auth.progress() == "whether the service accepts those from the script");
}

BOOST_AUTO_TEST_SUITE_END()
