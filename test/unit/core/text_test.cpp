// SPDX-License-Identifier: BSL-1.0
#include "core/text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using mrs::core::redact;
using mrs::core::snippet;

namespace text {
namespace {

std::string redacted(std::string text, std::string_view hidden) {
    redact(text, hidden);
    return text;
}

} // namespace
} // namespace text

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(snippet_keeps_visible_ascii) {
    std::string visible;
    for (char c = ' '; c < '\x7f'; ++c)
        if (c != '\\')
            visible += c;
    BOOST_TEST(snippet(visible) == visible);
    BOOST_TEST(snippet("").empty());
}

BOOST_AUTO_TEST_CASE(snippet_escapes_the_rest) {
    BOOST_TEST(snippet("a\r\n\t\x1b[0m") == R"(a\x0d\x0a\x09\x1b[0m)");
    BOOST_TEST(snippet(std::string("\0\x7f\x80\xff", 4)) == R"(\x00\x7f\x80\xff)");
    BOOST_TEST(snippet("\\x41") == R"(\x5cx41)");
    BOOST_TEST(snippet("\xe4\xbd\x9c") == R"(\xe4\xbd\x9c)");
}

BOOST_AUTO_TEST_CASE(snippet_stays_within_its_limit) {
    for (std::size_t limit = 3; limit < 40; ++limit)
        for (const std::string& bytes : {std::string(100, 'x'), std::string(100, '\0'),
                                         std::string("x\0y\0z\0x\0y\0z\0", 12)}) {
            const std::string cut = snippet(bytes, limit);
            BOOST_TEST(cut.size() <= limit);
            BOOST_TEST(
                (cut.size() < 3 || bytes.size() <= limit || cut.substr(cut.size() - 3) == "..."));
        }
}

BOOST_AUTO_TEST_CASE(snippet_cuts_no_escape_in_half) {
    const std::string cut = snippet(std::string(1000, '\n'));
    BOOST_TEST(cut.size() <= 256u);
    BOOST_TEST(cut.substr(cut.size() - 3) == "...");
    BOOST_TEST((cut.size() - 3) % 4 == 0u);
}

BOOST_AUTO_TEST_CASE(redact_hides_every_occurrence) {
    const std::string token = "gAAAAABtoken";
    BOOST_TEST(redacted(token, token) == "[secret]");
    BOOST_TEST(redacted("a " + token + " b " + token, token) == "a [secret] b [secret]");
    BOOST_TEST(redacted(token + token, token) == "[secret][secret]");
    BOOST_TEST(redacted("nothing here", token) == "nothing here");
    BOOST_TEST(redacted("", token).empty());
}

BOOST_AUTO_TEST_CASE(redact_leaves_text_alone_where_the_secret_is_short) {
    BOOST_TEST(redacted("a man a plan", "a").find("secret") == std::string::npos);
    BOOST_TEST(redacted("text", "") == "text");
}

BOOST_AUTO_TEST_CASE(redact_ends_where_the_secret_is_its_own_replacement,
                     *boost::unit_test::timeout(10)) {
    BOOST_TEST(redacted("x [secret] y", "[secret]") == "x [secret] y");
    BOOST_TEST(redacted("ab[secret]b[secret]", "b[secret]") == "a[secret][secret]");
}

BOOST_AUTO_TEST_SUITE_END()
