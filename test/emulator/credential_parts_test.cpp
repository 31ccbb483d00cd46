// SPDX-License-Identifier: BSL-1.0
#include "access_keys.hpp"
#include "crypto.hpp"
#include "hexadecimal.hpp"
#include "lockout.hpp"
#include "token_store.hpp"
#include "utc_time.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>

using namespace mrs_emulator;
using namespace std::chrono_literals;

namespace credential_parts {
namespace {

const utc_time start = parse_short_time("20261124T061500Z").value();

} // namespace
} // namespace credential_parts

BOOST_AUTO_TEST_SUITE(credential_parts)

BOOST_AUTO_TEST_CASE(hash_as_the_standards_say) {
    // FIPS 180-2, and RFC 4231's second and sixth cases.
    BOOST_TEST(hexadecimal(sha256("abc")) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(hexadecimal(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(hexadecimal(hmac_sha256(std::string(131, '\xaa'),
                                       "Test Using Larger Than Block-Size Key - Hash Key First")) ==
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

BOOST_AUTO_TEST_CASE(compare_secrets) {
    BOOST_TEST(equal_secrets("", ""));
    BOOST_TEST(equal_secrets("abc", "abc"));
    BOOST_TEST(!equal_secrets("abc", "abd"));
    BOOST_TEST(!equal_secrets("abc", "abcd"));
    BOOST_TEST(!equal_secrets("abc", ""));
}

BOOST_AUTO_TEST_CASE(write_and_read_times) {
    BOOST_TEST(long_time(start + 7us) == "2026-11-24T06:15:00.000007Z");
    BOOST_TEST(short_time(start + 999ms) == "20261124T061500Z");
    BOOST_TEST(short_time(utc_time(-1us)) == "19691231T235959Z");
    BOOST_TEST(parse_short_time("20240229T235959Z").has_value());
    for (const char* const text :
         {"", "20261124T061500", "20261124t061500Z", "20261124T061500z", "2026-1124T061500Z",
          "20260229T000000Z", "20261324T000000Z", "20261100T000000Z", "20261124T240000Z",
          "20261124T006000Z", "20261124T000060Z", "20261124T061500Z ", " 0261124T061500Z",
          "20261124T-61500Z"}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(!parse_short_time(text).has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(lock_a_name_after_five_failures_in_a_row) {
    lockout locks(5min);
    for (int count = 0; count < 4; ++count)
        locks.fail("a", start);
    locks.succeed("a");
    for (int count = 0; count < 4; ++count) {
        locks.fail("a", start);
        BOOST_TEST(!locks.is_locked("a", start));
    }
    locks.fail("a", start);
    BOOST_TEST(locks.is_locked("a", start));
    BOOST_TEST(!locks.is_locked("b", start));
    BOOST_TEST(locks.is_locked("a", start + 5min - 1us));
    BOOST_TEST(!locks.is_locked("a", start + 5min));
    // It takes five again.
    locks.fail("a", start + 5min);
    BOOST_TEST(!locks.is_locked("a", start + 5min));
}

BOOST_AUTO_TEST_CASE(tell_live_tokens_from_expired_and_unknown_ones) {
    token_store tokens(100);
    const issued_token token = tokens.issue(start, 200ms);
    BOOST_TEST(token.text.size() == 100U);
    BOOST_TEST(token.text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                            "0123456789+-") == std::string::npos);
    BOOST_TEST((token.expires == start + 200ms));
    BOOST_TEST((tokens.check(token.text, start) == token_state::live));
    BOOST_TEST((tokens.check(token.text, start + 200ms - 1us) == token_state::live));
    BOOST_TEST((tokens.check(token.text, start + 200ms) == token_state::expired));
    BOOST_TEST((tokens.check(token.text + 'a', start) == token_state::unknown));
    BOOST_TEST((tokens.check(token.text.substr(1), start) == token_state::unknown));
    BOOST_TEST((tokens.check("", start) == token_state::unknown));
    BOOST_TEST(tokens.issue(start, 1h).text != token.text);
    BOOST_TEST(tokens.live(start) == 2U);
    BOOST_TEST(tokens.live(start + 1s) == 1U);
}

BOOST_AUTO_TEST_CASE(keep_revoked_tokens_in_mind) {
    token_store tokens(64);
    const issued_token token = tokens.issue(start, 24h);
    tokens.revoke_all(start);
    BOOST_TEST(tokens.live(start) == 0U);
    tokens.issue(start + 1h, 24h);
    BOOST_TEST((tokens.check(token.text, start + 1h) == token_state::revoked));
    const issued_token short_lived = tokens.issue(start, 1h);
    tokens.revoke_all(start + 1h);
    BOOST_TEST((tokens.check(short_lived.text, start + 1h) == token_state::expired));
    BOOST_TEST((tokens.expiry(short_lived.text) == start + 1h));
}

BOOST_AUTO_TEST_CASE(forget_what_expired_a_day_ago) {
    token_store tokens(64);
    const issued_token token = tokens.issue(start, 1h);
    tokens.issue(start + 25h, 1h);
    BOOST_TEST((tokens.check(token.text, start + 25h) == token_state::expired));
    tokens.issue(start + 25h + 1us, 1h);
    BOOST_TEST((tokens.check(token.text, start + 25h) == token_state::unknown));

    access_keys keys;
    const access_key key = keys.issue(start, 1h);
    BOOST_TEST(key.secret.size() == 40U);
    BOOST_TEST(!key.security_token.empty());
    BOOST_TEST(keys.issue(start + 25h, 1h).id != key.id);
    BOOST_TEST(keys.find(key.id) != nullptr);
    keys.issue(start + 25h + 1us, 1h);
    BOOST_TEST(keys.find(key.id) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
