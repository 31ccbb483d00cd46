// SPDX-License-Identifier: BSL-1.0
#include "cli/output/escape.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using mrs::cli::escaped;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(escape)

BOOST_AUTO_TEST_CASE(leaves_what_is_harmless) {
    BOOST_TEST(escaped("") == "");
    BOOST_TEST(escaped("20261124_061500_00001") == "20261124_061500_00001");
    BOOST_TEST(escaped("取消失败 é 😀") == "取消失败 é 😀");
}

BOOST_AUTO_TEST_CASE(keeps_a_field_within_its_line) {
    BOOST_TEST(escaped("a\tb\nc\rd") == "a\\tb\\nc\\rd");
    BOOST_TEST(escaped("a\\tb") == "a\\\\tb");
    BOOST_TEST(escaped("\0"sv) == "\\x00");
}

BOOST_AUTO_TEST_CASE(takes_power_over_a_terminal_away) {
    BOOST_TEST(escaped("\x1b[2J") == "\\x1b[2J");
    BOOST_TEST(escaped("\x7f") == "\\x7f");
    // CSI as one character, in UTF-8 and as a single byte.
    BOOST_TEST(escaped("\xc2\x9b") == "\\xc2\\x9b");
    BOOST_TEST(escaped("\x9b") == "\\x9b");
}

BOOST_AUTO_TEST_CASE(shows_the_bytes_of_what_is_not_utf_8) {
    BOOST_TEST(escaped("\xe5\x8f") == "\\xe5\\x8f");                   // cut off
    BOOST_TEST(escaped("\xc0\x80") == "\\xc0\\x80");                   // overlong
    BOOST_TEST(escaped("\xe0\x80\x80") == "\\xe0\\x80\\x80");          // overlong
    BOOST_TEST(escaped("\xed\xa0\x80") == "\\xed\\xa0\\x80");          // surrogate
    BOOST_TEST(escaped("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80"); // beyond U+10FFFF
    BOOST_TEST(escaped("\xff"
                       "a") == "\\xff"
                               "a");
}

BOOST_AUTO_TEST_SUITE_END()
