// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/profile.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::auth::fetched;
using mrs::auth::identity;
using mrs::auth::read_profile;
using mrs::auth::source_failure;

namespace profile {
namespace {

mrs::access_key key_of(const std::string& text) {
    const fetched result = read_profile(text, "the profile");
    BOOST_TEST_REQUIRE(std::holds_alternative<identity>(result));
    BOOST_TEST_REQUIRE(std::get<identity>(result).is_key());
    return std::get<identity>(result).key();
}

source_failure failure_of(const std::string& text) {
    const fetched result = read_profile(text, "the profile");
    BOOST_TEST_REQUIRE(std::holds_alternative<source_failure>(result));
    const auto& failure = std::get<source_failure>(result);
    BOOST_TEST(failure.detail.find("hunter2") == std::string::npos);
    BOOST_TEST(failure.detail.starts_with("the profile"));
    return failure;
}

} // namespace
} // namespace profile

BOOST_AUTO_TEST_SUITE(profile)

BOOST_AUTO_TEST_CASE(reads_the_section_basic) {
    const auto key = key_of("# a comment\n[global]\nak = other\nsk = other\n\n[basic]\r\n"
                            "ak = AKEXAMPLE\r\n; another\nsk= hunter2/+==  \n"
                            "security_token : st:1=2\nproject_id = p1\niam_endpoint=https://x\n"
                            "[other]\nak = no\n");
    BOOST_TEST(key.id() == "AKEXAMPLE");
    BOOST_TEST(key.key().reveal() == "hunter2/+==");
    BOOST_TEST(key.security_token().reveal() == "st:1=2");
    BOOST_TEST(!key.lifetime().has_value());
}

BOOST_AUTO_TEST_CASE(needs_no_line_end_and_no_lower_case) {
    const auto key = key_of("[ basic ]\nAK=a\nSK=b");
    BOOST_TEST(key.id() == "a");
    BOOST_TEST(key.key().reveal() == "b");
    BOOST_TEST(key.security_token().empty());
}

BOOST_AUTO_TEST_CASE(a_profile_without_keys_is_lacking) {
    for (const char* const text : {"", "\n\n", "[global]\nak=a\nsk=hunter2\n", "[basic]\n",
                                   "ak=a\nsk=hunter2\n", "[basic]\nproject_id=p\n"}) {
        const auto failure = failure_of(text);
        BOOST_TEST(failure.is_lacking, text);
    }
}

BOOST_AUTO_TEST_CASE(half_a_key_is_an_error) {
    BOOST_TEST(failure_of("[basic]\nak=a\n").detail == "the profile has ak but no sk");
    BOOST_TEST(failure_of("[basic]\nsk=hunter2\n").detail == "the profile has sk but no ak");
    BOOST_TEST(!failure_of("[basic]\nak=a\n").is_lacking);
    BOOST_TEST(!failure_of("[basic]\nak=a\nsk=\n").is_lacking);
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_refused_with_its_line) {
    BOOST_TEST(failure_of("[basic]\nak=a\nhunter2\n").detail ==
               "the profile, line 3: neither a section, nor a name with a value, nor a comment");
    BOOST_TEST(failure_of("[basic\nak=a\n").detail.starts_with("the profile, line 1: a section"));
    BOOST_TEST(failure_of("[basic]\nak=a\nak=b\nsk=hunter2\n").detail ==
               "the profile, line 3: ak comes twice");
}

BOOST_AUTO_TEST_CASE(unusable_keys_are_refused) {
    BOOST_TEST(failure_of("[basic]\nak=a b\nsk=hunter2\n").detail.find("id") != std::string::npos);
    BOOST_TEST(!failure_of("[basic]\nak=a\nsk=hunter2 hunter2\n").is_lacking);
}

BOOST_AUTO_TEST_SUITE_END()
