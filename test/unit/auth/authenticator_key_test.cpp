// SPDX-License-Identifier: BSL-1.0
#include "authenticator_bench.hpp"

// Keys, each trial of which may lock them, and the clock that they are signed by.

namespace authenticator_keys {
using namespace authenticator_bench;
namespace {

std::chrono::sys_seconds service_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace
} // namespace authenticator_keys

BOOST_FIXTURE_TEST_SUITE(authenticator_keys, fixture)

BOOST_AUTO_TEST_CASE(a_new_key_is_tried_by_one_alone) {
    wait();
    source->give(key("one"));
    BOOST_TEST(auth.ready(steady::now()));
    attempt_credentials trial = send();
    BOOST_TEST(trial.trial);
    BOOST_TEST(!auth.ready(steady::now()));
    auto& second = wait();
    auto& third = wait();
    auth.unanswered(trial);
    BOOST_TEST(second.served == 1);
    BOOST_TEST(third.served == 0);
    BOOST_TEST(auth.ready(steady::now()));
    attempt_credentials next = send();
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
    attempt_credentials trial = send();
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
    attempt_credentials proof = send();
    accept(proof);
    attempt_credentials first = send();
    attempt_credentials beside = send();
    BOOST_TEST((refuse_at(first, service_now() - 1h) == remedy::renewed));
    attempt_credentials second = send();
    BOOST_TEST(second.trial); // Alone, though the key was proven.
    BOOST_TEST(!auth.ready(steady::now()));
    accept(beside); // It was sent by the clock before.
    BOOST_TEST(!auth.ready(steady::now()));
    BOOST_TEST((refuse_at(second, service_now()) == remedy::undone));
    BOOST_TEST(auth.ready(steady::now()));
    attempt_credentials third = send();
    BOOST_TEST(third.trial);
    accept(third);
    BOOST_TEST(!send().trial);
    BOOST_TEST(source->fetches == 1);
}

BOOST_AUTO_TEST_CASE(a_key_that_another_clock_does_not_cure_is_wrong) {
    source->is_renewable = false;
    wait();
    source->give(key("one"));
    attempt_credentials first = send();
    BOOST_TEST((refuse_at(first, service_now() + 2h) == remedy::renewed));
    attempt_credentials second = send();
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
        attempt_credentials proof = other.send();
        other.accept(proof);
        attempt_credentials first = other.send();
        attempt_credentials beside = other.send();
        BOOST_TEST((other.refuse_at(first, std::nullopt) == remedy::renewed));
        BOOST_TEST((other.refuse_at(beside, std::nullopt) == remedy::renewed));
        attempt_credentials second = other.send();
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
    attempt_credentials first = send();
    BOOST_TEST((refuse_at(first, std::nullopt) == remedy::none));
    BOOST_TEST(wait().failed == 1);
}

/// Where the service says what time it is, a token is as refused as without that.
BOOST_AUTO_TEST_CASE(a_token_teaches_no_clock) {
    source->is_renewable = false;
    wait();
    source->give(token("one"));
    attempt_credentials first = send();
    BOOST_TEST((refuse_at(first, service_now() + 2h) == remedy::none));
}

BOOST_AUTO_TEST_CASE(the_end_of_an_old_trial_does_not_end_a_new_one) {
    wait();
    source->give(key("one"));
    attempt_credentials old = send();
    source->has_changed = true;
    BOOST_TEST(!auth.ready(steady::now()));
    source->give(key("two"));
    attempt_credentials trial = send();
    BOOST_TEST(trial.trial);
    auth.unanswered(old);
    BOOST_TEST(!auth.ready(steady::now()));
    accept(trial);
    BOOST_TEST(auth.ready(steady::now()));
}

BOOST_AUTO_TEST_SUITE_END()
