// SPDX-License-Identifier: BSL-1.0
#include "cli/base/escape.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace mrs::cli;
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

/// What turns the direction, has no width, or looks like a blank.
BOOST_AUTO_TEST_CASE(shows_what_is_not_seen) {
    BOOST_TEST(escaped("a\xe2\x80\xae"
                       "b") == "a\\xe2\\x80\\xaeb"); // U+202E
    for (const char* const hidden :
         {"\xc2\xa0", "\xc2\xad", "\xd8\x9c", "\xe1\xa0\x8e", "\xe2\x80\x8b", "\xe2\x80\x8d",
          "\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaa", "\xe2\x81\xa0",
          "\xe2\x81\xa6", "\xe2\x81\xa9", "\xef\xbb\xbf", "\xef\xbf\xb9", "\xef\xb8\x8f",
          "\xf3\xa0\x80\x81", "\xf0\x9d\x85\xb3"})
        BOOST_TEST(escaped(hidden).find_first_not_of("\\x0123456789abcdef") == std::string::npos,
                   escaped(hidden));
    for (const char* const seen : {"\xc2\xa1", "\xe3\x80\x80", "\xe2\x80\x90", "\xe2\x80\xb0",
                                   "\xe2\x80\xa7", "\xf0\x9f\x98\x80", "\xef\xbc\x88"})
        BOOST_TEST(escaped(seen) == seen);
}

BOOST_AUTO_TEST_CASE(leaves_the_backslashes_of_a_sentence) {
    BOOST_TEST(printable("cannot read \\x1b\x1b[2J\xe2\x80\xae") ==
               "cannot read \\x1b\\x1b[2J\\xe2\\x80\\xae");
    BOOST_TEST(printable(printable("\n\\\x9b")) == printable("\n\\\x9b"));
}

BOOST_AUTO_TEST_CASE(of_json_means_the_same) {
    BOOST_TEST(ascii_where_invisible("{\"id\":\"a\"}") == "{\"id\":\"a\"}");
    BOOST_TEST(ascii_where_invisible("\"中 \\u001b\xc2\x9b\xe2\x80\xae\x7f\"") ==
               "\"中 \\u001b\\u009b\\u202e\\u007f\"");
    BOOST_TEST(ascii_where_invisible("\"\xf3\xa0\x80\x81\"") == "\"\\udb40\\udc01\"");
}

BOOST_AUTO_TEST_SUITE_END()
