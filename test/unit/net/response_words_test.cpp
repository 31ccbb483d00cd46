// SPDX-License-Identifier: BSL-1.0
#include "canned_answer.hpp"
#include "support/print.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

// What is told of an answer that could not be taken.

using mrs::errc;
using mrs::error_code;
using mrs::pacing::fault;
namespace http = boost::beast::http;

namespace response_words {
namespace {

struct told {
    std::string bytes;
    ending end;
    errc code;
    fault kind;
    error_code cause;
    std::string words;
};

const std::string too_large = "the answer is larger than the limits";
const std::string unacceptable = "the answer is not acceptable HTTP/1.1";
const std::string endless = "the peer sends interim answers without end, or switches protocols";
const std::string interim = "HTTP/1.1 103 Early Hints\r\n\r\n";

} // namespace
} // namespace response_words

BOOST_AUTO_TEST_SUITE(response_words)

BOOST_AUTO_TEST_CASE(each_failure_says_what_is_wrong_and_what_the_parser_said) {
    const told rows[] = {
        {ok + "Content-Length: x\r\n\r\n", ending::open, errc::protocol_violation, fault::permanent,
         http::error::bad_content_length, unacceptable},
        {ok + "Transfer-Encoding: gzip\r\n\r\n", ending::open, errc::protocol_violation,
         fault::permanent, http::error::bad_transfer_encoding, unacceptable},
        {ok + "Content-Encoding: gzip\r\n\r\n", ending::open, errc::protocol_violation,
         fault::permanent, http::error::bad_value, unacceptable},
        {with_length(test_body_limit + 1, ""), ending::open, errc::limit_exceeded, fault::permanent,
         http::error::body_limit, too_large},
        {ok + repeat("A: b\r\n", 101) + "\r\n", ending::open, errc::limit_exceeded,
         fault::permanent, make_error_code(errc::limit_exceeded), too_large},
        {repeat(interim, 9), ending::open, errc::protocol_violation, fault::permanent, {}, endless},
        {"HTTP/1.1 101 Switching Protocols\r\n\r\n",
         ending::open,
         errc::protocol_violation,
         fault::permanent,
         {},
         endless},
        {"", ending::clean, errc::connection_closed, fault::transient, boost::asio::error::eof,
         "the peer closed the connection before it answered"},
        {ok, ending::clean, errc::truncated, fault::transient, boost::asio::error::eof,
         "the connection ended inside the answer"},
        {ok + "\r\n", ending::torn, errc::truncated, fault::transient, boost::asio::error::eof,
         "the connection ended inside the answer"},
    };
    for (const told& row : rows)
        BOOST_TEST_CONTEXT(row.bytes.substr(0, 60)) {
            feeder peer;
            peer.feed(row.bytes);
            const reading found = peer.finish(row.end);
            BOOST_TEST_REQUIRE(found.state == mrs::net::response_reader::state::failed);
            BOOST_TEST(found.code == row.code);
            BOOST_TEST(found.kind == row.kind);
            BOOST_TEST(peer.reader().failure().cause == row.cause);
            const bool parsers = row.cause && row.cause != boost::asio::error::eof;
            BOOST_TEST(found.detail ==
                       row.words + (parsers ? ": " + row.cause.message() : std::string()));
        }
}

BOOST_AUTO_TEST_CASE(eight_interim_answers_are_passed_over_before_each_answer) {
    feeder peer;
    for (int i = 0; i < 3; ++i) {
        peer.start();
        peer.feed(repeat(interim, 8) + with_length(2, "ab"));
        const reading found = peer.finish(ending::open);
        BOOST_TEST_REQUIRE(found.state == mrs::net::response_reader::state::complete);
        BOOST_TEST(found.answer.body == "ab");
        BOOST_TEST(found.answer.reusable);
    }
}

BOOST_AUTO_TEST_CASE(a_body_of_just_the_limit_is_taken) {
    const reading found =
        read_whole(with_length(test_body_limit, std::string(test_body_limit, 'x')));
    BOOST_TEST_REQUIRE(found.state == mrs::net::response_reader::state::complete);
    BOOST_TEST(found.answer.body.size() == test_body_limit);
}

/// What comes behind an answer belongs to none: nobody is to read it as the next one.
BOOST_AUTO_TEST_CASE(a_connection_with_more_than_the_answer_carries_no_other) {
    const reading found = read_whole(with_length(2, "ab") + "H");
    BOOST_TEST_REQUIRE(found.state == mrs::net::response_reader::state::complete);
    BOOST_TEST(!found.answer.reusable);
}

BOOST_AUTO_TEST_SUITE_END()
