// SPDX-License-Identifier: BSL-1.0
#include "json_answer.hpp"
#include "text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace mrs_emulator;

BOOST_AUTO_TEST_SUITE(texts)

BOOST_AUTO_TEST_CASE(keep_what_is_utf8_and_mark_the_rest) {
    const std::string mark = "\xef\xbf\xbd";
    BOOST_TEST(valid_utf8("a\xc3\xa9\xe5\x8f\x96\xf0\x9f\x98\x80") ==
               "a\xc3\xa9\xe5\x8f\x96\xf0\x9f\x98\x80");
    BOOST_TEST(valid_utf8("") == "");
    BOOST_TEST(valid_utf8("\xff") == mark);
    BOOST_TEST(valid_utf8("a\xe5\x8f") == "a" + mark + mark);
    BOOST_TEST(valid_utf8("\xc0\xaf") == mark + mark);
    BOOST_TEST(valid_utf8("\xed\xa0\x80") == mark + mark + mark);
    BOOST_TEST(valid_utf8("\xc3(") == mark + "(");
}

BOOST_AUTO_TEST_CASE(make_valid_json_of_any_bytes) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    const http_answer answer = json_answer(200, {{"text", all}, {all, 1}});
    boost::system::error_code error;
    const auto parsed = boost::json::parse(answer.body, error);
    BOOST_TEST(!error.failed());
    BOOST_TEST(parsed.as_object().size() == 2U);
}

BOOST_AUTO_TEST_CASE(are_shown_to_a_terminal_as_printable_ascii) {
    BOOST_TEST(printable("GET /a b") == "GET /a b");
    BOOST_TEST(printable("a\n\x1b[31m\x7f\xc2\x9b\\") == "a\\x0a\\x1b[31m\\x7f\\xc2\\x9b\\x5c");
}

BOOST_AUTO_TEST_SUITE_END()
