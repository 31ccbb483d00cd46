// SPDX-License-Identifier: BSL-1.0
#include "api/echo.hpp"
#include "support/dice.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/evp.h>

#include <cstddef>
#include <string>
#include <string_view>

using mrs::api::echo;

namespace echoes {
namespace {

const std::string token =
    "MIIatAYJKoZIhvcNAQcCoIIapTCCGqECAQExDTALBglghkgBZQMEAgEwghjG/Bgkqh+kiG9w0=";

std::string hidden(std::string text, std::string_view secret = token) {
    const std::string before = text;
    const bool found = echo(secret).hide(text);
    BOOST_TEST(found == (text != before));
    return text;
}

std::string base64(const std::string& text) {
    std::string out((text.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(text.data()),
                    static_cast<int>(text.size()));
    out.pop_back();
    return out;
}

/// Whether two texts have that many characters in common in a row.
bool shares(std::string_view text, std::string_view secret, std::size_t size) {
    for (std::size_t at = 0; at + size <= secret.size(); ++at)
        if (text.find(secret.substr(at, size)) != std::string_view::npos)
            return true;
    return false;
}

} // namespace
} // namespace echoes

BOOST_AUTO_TEST_SUITE(echoes)

BOOST_AUTO_TEST_CASE(every_part_of_16_characters_is_hidden_wherever_it_stands) {
    const echo one(token);
    for (std::size_t from = 0; from + 16 <= token.size(); ++from)
        for (std::size_t size = 16; from + size <= token.size(); ++size)
            for (std::size_t before = 0; before < 9; ++before) {
                const std::string front(before, '.');
                std::string text = front + token.substr(from, size) + "~ rest";
                BOOST_REQUIRE(one.hide(text));
                BOOST_REQUIRE_EQUAL(text, front + "[secret]~ rest");
            }
}

BOOST_AUTO_TEST_CASE(what_is_shorter_is_left_alone) {
    for (std::size_t from = 0; from + 15 <= token.size(); ++from)
        for (const char* const front : {"", ".", "....."}) {
            const std::string text = front + token.substr(from, 15);
            BOOST_TEST(hidden(text + "~") == text + "~");
        }
    for (const char* const text :
         {"", "x", "the job does not exist", "MIIatAYJ", "\0\0\0\0\0\0\0\0"})
        BOOST_TEST(hidden(text) == text);
    const std::string zeros(64, '\0');
    BOOST_TEST(hidden(zeros) == zeros);
}

BOOST_AUTO_TEST_CASE(several_parts_are_hidden_each) {
    BOOST_TEST(hidden(token.substr(3, 20) + "|" + token.substr(30, 17) + "|" + token) ==
               "[secret]|[secret]|[secret]");
    BOOST_TEST(hidden(token + token) == "[secret][secret]");
}

BOOST_AUTO_TEST_CASE(disguises_are_known) {
    std::string slashes;
    for (const char c : token)
        slashes += c == '/' ? std::string("\\/") : std::string(1, c);
    BOOST_TEST(hidden("a " + slashes + " b") == "a [secret] b");
    BOOST_TEST(hidden("MEAgEwghjG%2FBgkqh%2BkiG9w0%3D") == "[secret]");
}

BOOST_AUTO_TEST_CASE(its_base64_is_known_at_any_place_of_a_longer_text) {
    for (std::size_t before = 0; before < 4; ++before)
        for (std::size_t from = 0; from < 4; ++from)
            for (const std::size_t size : {std::size_t(24), token.size() - from}) {
                const std::string text =
                    base64(std::string(before, '#') + token.substr(from, size) + " HTTP/1.1");
                const std::string rest = hidden(text);
                BOOST_TEST(rest.find("[secret]") != std::string::npos, text);
                for (std::size_t skip = 0; skip < 3; ++skip)
                    BOOST_TEST(!shares(rest, base64(token.substr(skip)), 16), rest);
            }
}

BOOST_AUTO_TEST_CASE(a_short_secret_is_hidden_whole) {
    BOOST_TEST(hidden("x hunter2-hunter y", "hunter2-hunter") == "x [secret] y");
    BOOST_TEST(hidden("x hunter2-hunte y", "hunter2-hunter") == "x hunter2-hunte y");
    BOOST_TEST(hidden("x hunter2\\/hunter y", "hunter2/hunter") == "x [secret] y");
    BOOST_TEST(hidden("a man", "a") == "a man");
    BOOST_TEST(hidden("text", "") == "text");
}

BOOST_AUTO_TEST_CASE(whole_alone_leaves_parts) {
    const echo one(token);
    std::string text = token.substr(1) + " " + token + " " + "MIIatAYJ";
    BOOST_TEST(one.hide_whole(text));
    BOOST_TEST(text == token.substr(1) + " [secret] MIIatAYJ");
    BOOST_TEST(!one.hide_whole(text));
    text.clear();
    for (const char c : token)
        text += c == '/' ? std::string("\\/") : std::string(1, c);
    BOOST_TEST(one.hide_whole(text));
    BOOST_TEST(text == "[secret]");
}

/// Random texts of a small alphabet, so that there are many accidents: nothing of 16 stays.
BOOST_AUTO_TEST_CASE(nothing_of_16_characters_stays) {
    dice random(15);
    for (int round = 0; round < 2'000; ++round) {
        std::string secret;
        while (secret.size() < 40)
            secret += static_cast<char>('a' + random.below(2));
        std::string text;
        while (text.size() < 200)
            text += random.once_in(3) ? secret.substr(random.below(24), 1 + random.below(16))
                                      : std::string(1, static_cast<char>('a' + random.below(3)));
        BOOST_TEST_REQUIRE(!shares(hidden(text, secret), secret, 16));
    }
}

BOOST_AUTO_TEST_SUITE_END()
