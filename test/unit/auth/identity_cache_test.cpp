// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/identity_cache.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>

using mrs::access_key;
using mrs::auth_token;
using mrs::secret;
using mrs::time_point;
using mrs::auth::check_access_key;
using mrs::auth::check_token;
using mrs::auth::identity;
using mrs::auth::identity_cache;
using namespace std::chrono_literals;

namespace {

constexpr time_point start{1h};

identity token(const char* text) {
    return identity(auth_token(secret(text)));
}

identity token(const char* text, std::chrono::nanoseconds lifetime) {
    return identity(auth_token(secret(text)).lifetime(lifetime));
}

} // namespace

BOOST_AUTO_TEST_SUITE(token_checks)

BOOST_AUTO_TEST_CASE(accepts_visible_ascii) {
    std::string visible;
    for (char c = '!'; c < '\x7f'; ++c)
        visible += c;
    BOOST_TEST(!check_token(secret(visible)).has_value());
    BOOST_TEST(!check_token(secret("x")).has_value());
}

BOOST_AUTO_TEST_CASE(I3_accepts_20_KiB_and_refuses_what_the_gateway_would) {
    BOOST_TEST(!check_token(secret(std::string(20'480, 'x'))).has_value());
    BOOST_TEST(!check_token(secret(std::string(32'000, 'x'))).has_value());
    BOOST_TEST(check_token(secret(std::string(32'001, 'x'))).has_value());
}

BOOST_AUTO_TEST_CASE(I2_refuses_every_other_byte_and_never_quotes_it) {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string token = std::string("hunter2") + static_cast<char>(byte) + "tail";
        const auto problem = check_token(secret(token));
        BOOST_TEST(problem.has_value() == (byte <= ' ' || byte >= 0x7f), byte);
        if (problem) {
            BOOST_TEST(problem->find("hunter2") == std::string::npos);
            BOOST_TEST(problem->find("tail") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(I2_refuses_an_empty_token) {
    BOOST_TEST(check_token(secret()).value() == "the token is empty");
    BOOST_TEST(check_token(secret("")).value() == "the token is empty");
}

BOOST_AUTO_TEST_CASE(I2_refuses_a_line_break_at_either_end) {
    for (const char* const token :
         {"\rtoken", "\ntoken", "token\r\n", "token\n", " token", "token "})
        BOOST_TEST(check_token(secret(token)).has_value());
}

BOOST_AUTO_TEST_CASE(I2_unusable_keys_are_refused_and_never_quoted) {
    const secret good("hunter2hunter2");
    BOOST_TEST(!check_access_key(access_key("AK", good)).has_value());
    for (const access_key& key :
         {access_key("", good), access_key("a,b", good), access_key("a\r\nb", good),
          access_key(std::string(129, 'a'), good), access_key("AK", secret()),
          access_key("AK", secret("hunter2\nhunter2")),
          access_key("AK", secret(std::string(1025, 'x'))),
          access_key("AK", good).security_token(secret("hunter2\r\nX-Evil: 1")),
          access_key("AK", good).security_token(secret(std::string(32'001, 'x')))}) {
        const auto problem = check_access_key(key);
        BOOST_TEST_REQUIRE(problem.has_value());
        BOOST_TEST(problem->find("hunter2") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(I2_an_identity_whose_life_is_over_is_refused) {
    BOOST_TEST(!token("one").problem().has_value());
    BOOST_TEST(!token("one", 1ns).problem().has_value());
    BOOST_TEST(token("one", 0s).problem().value() == "its lifetime is over");
    BOOST_TEST(token("one", -1s).problem().has_value());
    const access_key ended = access_key("AK", secret("hunter2hunter2")).lifetime(0s);
    BOOST_TEST(identity(ended).problem().value() == "its lifetime is over");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(identity_cache_state)

BOOST_AUTO_TEST_CASE(starts_empty) {
    const identity_cache cache;
    BOOST_TEST(!cache.usable(start));
    BOOST_TEST(!cache.wants_renewal(start));
    BOOST_TEST(!cache.proven());
}

BOOST_AUTO_TEST_CASE(keeps_an_identity_without_lifetime_for_ever) {
    identity_cache cache;
    cache.store(token("one"), start, 0.5);
    BOOST_TEST(cache.usable(start));
    BOOST_TEST(cache.usable(time_point::max() - 1ns));
    BOOST_TEST(!cache.wants_renewal(time_point::max() - 1ns));
    BOOST_TEST(cache.current()->token().reveal() == "one");
}

BOOST_AUTO_TEST_CASE(an_end_is_forgotten_with_its_identity) {
    identity_cache cache;
    cache.store(token("one", 10s), start, 0.5);
    cache.store(token("two"), start, 0.5);
    BOOST_TEST(cache.usable(start + 24h));
    BOOST_TEST(!cache.wants_renewal(start + 24h));
}

BOOST_AUTO_TEST_CASE(ends_with_the_lifetime) {
    identity_cache cache;
    cache.store(token("one", 10s), start, 0.5);
    BOOST_TEST(cache.usable(start + 10s - 1ns));
    BOOST_TEST(!cache.usable(start + 10s));
}

BOOST_AUTO_TEST_CASE(takes_the_longest_lifetime) {
    identity_cache cache;
    cache.store(token("one", std::chrono::nanoseconds::max()), start, 0.5);
    BOOST_TEST(cache.usable(start));
    BOOST_TEST(cache.usable(start + 24h));
    BOOST_TEST(!cache.wants_renewal(start + 24h));
}

BOOST_AUTO_TEST_CASE(asks_for_the_next_one_40_minutes_ahead_or_after_half_the_life) {
    identity_cache cache;
    cache.store(token("long", 24h), start, 0.5);
    BOOST_TEST(!cache.wants_renewal(start + 24h - 40min - 1s));
    BOOST_TEST(cache.wants_renewal(start + 24h - 40min + 1s));
    cache.store(token("short", 200ms), start, 0.5);
    BOOST_TEST(!cache.wants_renewal(start + 99ms));
    BOOST_TEST(cache.wants_renewal(start + 101ms));
}

BOOST_AUTO_TEST_CASE(spreads_renewals_by_a_tenth_either_way) {
    identity_cache early;
    early.store(token("one", 24h), start, 0.999);
    BOOST_TEST(early.wants_renewal(start + 24h - 44min + 1s));
    BOOST_TEST(!early.wants_renewal(start + 24h - 44min - 1s));
    identity_cache late;
    late.store(token("one", 24h), start, 0.0);
    BOOST_TEST(late.wants_renewal(start + 24h - 36min));
    BOOST_TEST(!late.wants_renewal(start + 24h - 36min - 1s));
}

BOOST_AUTO_TEST_CASE(puts_a_renewal_off_for_longer_with_each_failure) {
    identity_cache cache;
    cache.store(token("one", 1h), start, 0.5);
    const time_point due = start + 30min;
    BOOST_TEST(cache.wants_renewal(due));
    std::chrono::nanoseconds expected = 1s;
    for (int i = 0; i < 10; ++i) {
        cache.renewal_failed(due, 0.0);
        BOOST_TEST(cache.wants_renewal(due + expected / 2));
        BOOST_TEST(!cache.wants_renewal(due + expected / 2 - 1ns));
        expected = std::min<std::chrono::nanoseconds>(expected * 2, 60s);
    }
    cache.store(token("two", 1h), due, 0.5);
    BOOST_TEST(!cache.wants_renewal(due + 29min));
    BOOST_TEST(cache.wants_renewal(due + 31min));
}

BOOST_AUTO_TEST_CASE(numbers_each_identity) {
    identity_cache cache;
    cache.store(token("one"), start, 0.5);
    const auto first = cache.number();
    cache.store(token("one"), start, 0.5);
    BOOST_TEST(cache.number() != first);
    const auto second = cache.number();
    cache.renumber();
    BOOST_TEST(cache.number() != second);
    BOOST_TEST(cache.usable(start));
}

BOOST_AUTO_TEST_CASE(forgets_a_dropped_identity) {
    identity_cache cache;
    cache.store(token("one"), start, 0.5);
    BOOST_TEST(cache.refused(cache.number()));
    cache.drop();
    BOOST_TEST(!cache.usable(start));
    BOOST_TEST(!cache.refused(cache.number()));
    cache.store(token("two"), start, 0.5);
    BOOST_TEST(cache.usable(start));
    BOOST_TEST(cache.current()->token().reveal() == "two");
}

BOOST_AUTO_TEST_CASE(R9_late_refusals_of_an_old_identity_leave_the_new_one) {
    identity_cache cache;
    cache.store(token("one"), start, 0.5);
    const auto old = cache.number();
    BOOST_TEST(cache.refused(old));
    cache.store(token("two"), start, 0.5);
    BOOST_TEST(!cache.refused(old));
    BOOST_TEST(cache.refusals() == 1);
    BOOST_TEST(cache.usable(start));
}

BOOST_AUTO_TEST_CASE(counts_refusals_until_one_is_accepted) {
    identity_cache cache;
    cache.store(token("one"), start, 0.5);
    const auto old = cache.number();
    cache.refused(old);
    cache.store(token("two"), start, 0.5);
    cache.accepted(old); // A late answer says nothing of the new one.
    BOOST_TEST(!cache.proven());
    cache.refused(cache.number());
    BOOST_TEST(cache.refusals() == 2);
    cache.store(token("three"), start, 0.5);
    cache.accepted(cache.number());
    BOOST_TEST(cache.proven());
    BOOST_TEST(cache.refusals() == 0);
}

BOOST_AUTO_TEST_CASE(a_renewed_identity_is_proven_if_the_last_one_was) {
    identity_cache cache;
    cache.store(token("one"), start, 0.5);
    cache.accepted(cache.number());
    cache.store(token("two"), start, 0.5);
    BOOST_TEST(cache.proven());
    cache.refused(cache.number());
    BOOST_TEST(!cache.proven());
}

BOOST_AUTO_TEST_SUITE_END()
