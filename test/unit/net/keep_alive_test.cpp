// SPDX-License-Identifier: BSL-1.0
#include "canned_answer.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using state = mrs::net::response_reader::state;

namespace keep_alive {
namespace {

struct connection_field {
    std::string lines;
    bool says_close;
    bool says_keep_alive;
};

const std::vector<connection_field> connection_fields = {
    {"", false, false},
    {"Connection: close\r\n", true, false},
    {"connection: CLOSE\r\n", true, false},
    {"Connection: keep-alive\r\n", false, true},
    {"Connection: Keep-Alive\r\n", false, true},
    {"Connection: keep-alive, close\r\n", true, true},
    {"Connection: close, keep-alive\r\n", true, true},
    {"Connection: close\r\nConnection: keep-alive\r\n", true, true},
    {"Connection: keep-alive\r\nConnection: close\r\n", true, true},
    {"Connection: x, , keep-alive\r\n", false, true},
    {"Connection:\r\n", false, false},
    {"Connection: closed\r\n", false, false},
    {"Proxy-Connection: close\r\n", false, false},
    {"Proxy-Connection: keep-alive\r\n", false, false},
    {"Proxy-Connection: close\r\nConnection: keep-alive\r\n", false, true},
    {"Proxy-Connection: keep-alive\r\nConnection: close\r\n", true, false},
};

struct framing {
    std::string lines;
    std::string body;
    bool is_chunked;
    bool ends_with_connection;
};

const std::vector<framing> framings = {
    {"Content-Length: 1\r\n", "x", false, false},
    {"Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\n\r\n", true, false},
    {"", "x", false, true},
};

/// RFC 9112, 9.3; and 6.1 for a transfer coding in HTTP/1.0.
bool stays_open(char minor, const connection_field& said, const framing& body) {
    if (said.says_close || body.ends_with_connection)
        return false;
    return minor >= '1' || (said.says_keep_alive && !body.is_chunked);
}

} // namespace
} // namespace keep_alive

BOOST_AUTO_TEST_SUITE(keep_alive)

BOOST_AUTO_TEST_CASE(K14_every_combination) {
    for (const char minor : {'0', '1', '2', '9'})
        for (const auto& said : connection_fields)
            for (const auto& body : framings)
                for (const bool fields_first : {true, false}) {
                    const std::string bytes =
                        std::string("HTTP/1.") + minor + " 200 OK\r\n" +
                        (fields_first ? said.lines + body.lines : body.lines + said.lines) +
                        "\r\n" + body.body;
                    const auto found =
                        read_whole(bytes, body.ends_with_connection ? ending::clean : ending::open);
                    BOOST_TEST_CONTEXT(bytes) {
                        BOOST_TEST_REQUIRE(found.state == state::complete);
                        BOOST_TEST(found.answer.body == "x");
                        BOOST_TEST(found.answer.reusable == stays_open(minor, said, body));
                    }
                }
}

BOOST_AUTO_TEST_CASE(K14_answers_without_a_body) {
    for (const char minor : {'0', '1', '2'})
        for (const auto& said : connection_fields) {
            const auto found =
                read_whole(std::string("HTTP/1.") + minor + " 204 x\r\n" + said.lines + "\r\n");
            BOOST_TEST_REQUIRE(found.state == state::complete);
            BOOST_TEST(found.answer.reusable ==
                           (!said.says_close && (minor != '0' || said.says_keep_alive)),
                       minor << said.lines);
        }
}

BOOST_AUTO_TEST_SUITE_END()
