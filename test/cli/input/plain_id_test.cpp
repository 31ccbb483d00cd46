// SPDX-License-Identifier: BSL-1.0
#include "cli/input/plain_id.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::cli::why_no_id;

BOOST_AUTO_TEST_SUITE(plain_ids)

BOOST_AUTO_TEST_CASE(may_be_those_of_any_engine) {
    for (const char* const id :
         {"20190909_011820_00151_xxxxx", "fedcba98-7654-3210-fedc-ba9876543210", "a", "a/b",
          "a%2Fb", "application_1", "job:1.2~3+4=5@6", "\xe4\xb8\xad"})
        BOOST_TEST(why_no_id(id) == "", id);
    BOOST_TEST(why_no_id(std::string(256, 'x')) == "");
}

BOOST_AUTO_TEST_CASE(are_not_rows_of_other_formats) {
    for (const char* const id :
         {"a b", "a\tb", "a,b", "a;b", "a|b", "\"a\"", "'a'", "`a`", "{\"id\":\"a\"}", "[a]", "(a)",
          "<a>", "a\xe2\x80\xae", "a\xc2\xa0", "a\xe2\x80\x8b", "\xff",
          "\xef\xbb\xbf"
          "a"})
        BOOST_TEST(why_no_id(id) != "", id);
    BOOST_TEST(why_no_id(std::string(257, 'x')) != "");
    BOOST_TEST(why_no_id("a,hunter2").find("hunter2") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
