// SPDX-License-Identifier: BSL-1.0
#include "auth/token_cache.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using mrs::auth_token;
using mrs::secret;
using mrs::time_point;
using mrs::auth::check_token;
using mrs::auth::token_cache;
using namespace std::chrono_literals;

namespace {

constexpr time_point start{1h};

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
        const auto complaint = check_token(secret(token));
        BOOST_TEST(complaint.has_value() == (byte <= ' ' || byte >= 0x7f), byte);
        if (complaint) {
            BOOST_TEST(complaint->find("hunter2") == std::string::npos);
            BOOST_TEST(complaint->find("tail") == std::string::npos);
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

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(token_cache_state)

BOOST_AUTO_TEST_CASE(starts_empty) {
    BOOST_TEST(!token_cache().usable(start));
}

BOOST_AUTO_TEST_CASE(keeps_a_token_without_lifetime_for_ever) {
    token_cache cache;
    cache.store(auth_token(secret("one")), start);
    BOOST_TEST(cache.usable(start));
    BOOST_TEST(cache.usable(time_point::max() - 1ns));
    BOOST_TEST(cache.token().reveal() == "one");
}

BOOST_AUTO_TEST_CASE(ends_with_the_lifetime) {
    token_cache cache;
    cache.store(auth_token(secret("one"), 10s), start);
    BOOST_TEST(cache.usable(start + 10s - 1ns));
    BOOST_TEST(!cache.usable(start + 10s));
}

BOOST_AUTO_TEST_CASE(takes_the_longest_lifetime) {
    token_cache cache;
    cache.store(auth_token(secret("one"), std::chrono::nanoseconds::max()), start);
    BOOST_TEST(cache.usable(start));
    BOOST_TEST(cache.usable(start + 24h));
}

BOOST_AUTO_TEST_CASE(is_never_usable_with_a_lifetime_of_nothing) {
    token_cache cache;
    cache.store(auth_token(secret("one"), 0s), start);
    BOOST_TEST(!cache.usable(start));
    cache.store(auth_token(secret("two"), -1s), start);
    BOOST_TEST(!cache.usable(start));
}

BOOST_AUTO_TEST_CASE(numbers_each_token) {
    token_cache cache;
    cache.store(auth_token(secret("one")), start);
    const auto first = cache.number();
    cache.store(auth_token(secret("one")), start);
    BOOST_TEST(cache.number() != first);
}

BOOST_AUTO_TEST_CASE(forgets_a_refused_token) {
    token_cache cache;
    cache.store(auth_token(secret("one")), start);
    cache.refuse(cache.number());
    BOOST_TEST(!cache.usable(start));
    cache.store(auth_token(secret("two")), start);
    BOOST_TEST(cache.usable(start));
    BOOST_TEST(cache.token().reveal() == "two");
}

BOOST_AUTO_TEST_CASE(R9_late_refusals_of_an_old_token_leave_the_new_one) {
    token_cache cache;
    cache.store(auth_token(secret("one")), start);
    const auto old = cache.number();
    cache.refuse(old);
    cache.store(auth_token(secret("two")), start);
    cache.refuse(old);
    BOOST_TEST(cache.usable(start));
}

BOOST_AUTO_TEST_CASE(a_new_token_brings_its_own_lifetime) {
    token_cache cache;
    cache.store(auth_token(secret("one"), 1s), start);
    cache.store(auth_token(secret("two")), start);
    BOOST_TEST(cache.usable(start + 24h));
    cache.store(auth_token(secret("three"), 1s), start);
    BOOST_TEST(!cache.usable(start + 1s));
}

BOOST_AUTO_TEST_SUITE_END()
