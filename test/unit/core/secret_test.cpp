// SPDX-License-Identifier: BSL-1.0
#include <mrs/secret.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

using mrs::secret;

namespace secrets {
namespace {

template<typename T>
concept streamable = requires(std::ostream& out, const T& value) {
    out << value;
};

static_assert(streamable<std::string>);
static_assert(!streamable<secret>);
static_assert(!std::is_convertible_v<secret, std::string>);
static_assert(!std::is_convertible_v<secret, std::string_view>);
static_assert(!std::is_convertible_v<const char*, secret>);
static_assert(std::is_nothrow_move_constructible_v<secret>);

const std::string token = "a token that does not fit into a small string's own buffer";

} // namespace
} // namespace secrets

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(reveals_what_it_was_given) {
    BOOST_TEST(secret(token).reveal() == token);
    BOOST_TEST(secret(std::string_view(token)).reveal() == token);
    BOOST_TEST(secret(token.c_str()).reveal() == token);
    BOOST_TEST(secret(std::string("a\0b", 3)).reveal() == std::string_view("a\0b", 3));
}

BOOST_AUTO_TEST_CASE(may_be_empty) {
    BOOST_TEST(secret().empty());
    BOOST_TEST(secret().reveal().empty());
    BOOST_TEST(secret("").empty());
    BOOST_TEST(!secret("x").empty());
}

BOOST_AUTO_TEST_CASE(copies_share_one_buffer) {
    const secret original(token);
    secret copy;
    copy = original;
    BOOST_TEST(static_cast<const void*>(copy.reveal().data()) ==
               static_cast<const void*>(original.reveal().data()));
}

BOOST_AUTO_TEST_CASE(a_copy_outlives_the_original) {
    secret copy;
    {
        const secret original(token);
        copy = original;
    }
    BOOST_TEST(copy.reveal() == token);
}

BOOST_AUTO_TEST_CASE(wipes_the_string_that_it_is_moved_from) {
    std::string text = token;
    const secret moved(std::move(text));
    BOOST_TEST(moved.reveal() == token);
    // NOLINTNEXTLINE(bugprone-use-after-move): what is left is documented
    BOOST_TEST(text.empty());
    BOOST_TEST_REQUIRE(text.capacity() >= token.size());
    // It still has its buffer, so that its old bytes may be looked at.
    const char* const bytes = text.data();
    BOOST_TEST(std::all_of(bytes, bytes + token.size(), [](char c) { return c == '\0'; }));
}

BOOST_AUTO_TEST_CASE(leaves_the_string_that_it_copies) {
    const std::string text = token;
    const secret copied(text);
    BOOST_TEST(text == token);
}

BOOST_AUTO_TEST_SUITE_END()
