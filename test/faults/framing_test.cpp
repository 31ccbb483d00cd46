// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::errc;
using namespace mrs_test;

// Answers whose framing is wrong, doubtful or unusual. The unit tests split each of them at every
// byte; here the connection's fate is what counts.

namespace framing {
namespace {

const std::string ok = "HTTP/1.1 200 OK\r\n";
const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
const std::string good_chunk = "21\r\n" + succeed_body + "\r\n";

/// `text` with the good body after it, so that only the framing is at fault.
std::string before_body(const std::string& header) {
    return header + "\r\n" + succeed_body;
}

void check_refused(const std::vector<std::string>& rows, errc code = errc::protocol_violation) {
    for (const std::string& row : rows)
        BOOST_TEST_CONTEXT(row.substr(0, 120))
    check_fault(answering(row), code, repetition::final);
}

} // namespace
} // namespace framing

BOOST_AUTO_TEST_SUITE(framing)

BOOST_AUTO_TEST_CASE(fault_S8_interim_answers_without_end) {
    const auto endless = after_request([](fault_peer& peer) {
        while (peer.write("HTTP/1.1 102 Processing\r\n\r\n")) {
        }
    });
    check_fault(endless, errc::protocol_violation, repetition::final);
    check_refused({repeated("HTTP/1.1 102 x\r\n\r\n", 9) + succeed_answer(),
                   "HTTP/1.1 101 x\r\nUpgrade: h2c\r\n\r\n"});
}

BOOST_AUTO_TEST_CASE(fault_S9_interim_answers_then_the_answer) {
    check_good(answering("HTTP/1.1 100 Continue\r\n\r\n" + succeed_answer()), fate::kept);
    check_good(answering("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + succeed_answer()),
               fate::kept);
    check_good(answering(repeated("HTTP/1.1 102 x\r\n\r\n", 8) + succeed_answer()), fate::kept);
}

BOOST_AUTO_TEST_CASE(fault_S12_chunks_that_are_none) {
    check_good(answering(chunked + good_chunk + "0\r\n\r\n"), fate::kept);
    check_refused({chunked + "-1\r\n" + succeed_body, chunked + "+21\r\n" + succeed_body,
                   chunked + "10000000000000000\r\n" + succeed_body, chunked + "zz\r\n",
                   chunked + "0x21\r\n" + succeed_body + "\r\n0\r\n\r\n",
                   chunked + "\r\n" + succeed_body,
                   chunked + "21\n" + succeed_body + "\r\n0\r\n\r\n",

                   chunked + "20\r\n" + succeed_body + "\r\n0\r\n\r\n"});
    check_refused({chunked + "ffffffffffffffff\r\n" + succeed_body,
                   chunked + "21;x=" + std::string(20'000'000, 'x') + "\r\n"},
                  errc::limit_exceeded);
}

BOOST_AUTO_TEST_CASE(fault_S14_lengths_that_contradict) {
    const std::string coding = "Transfer-Encoding: chunked\r\n";
    check_refused(
        {ok + coding + "Content-Length: 33\r\n\r\n" + good_chunk + "0\r\n\r\n",
         ok + "Content-Length: 33\r\n" + coding + "\r\n" + good_chunk + "0\r\n\r\n",
         before_body(ok + "Content-Length: 33\r\nContent-Length: 34\r\n"),
         before_body(ok + "Content-Length: 33\r\nContent-Length: 33\r\n"),
         before_body(ok + "Content-Length: 33, 33\r\n"),
         before_body(ok + "Content-Length: +33\r\n"), before_body(ok + "Content-Length: -1\r\n"),
         before_body(ok + "Content-Length: 18446744073709551616\r\n"),
         before_body(ok + "Content-Length: 0x21\r\n"), before_body(ok + "Content-Length:\r\n")});
}

BOOST_AUTO_TEST_CASE(fault_S15_codings_that_nobody_asked_for) {
    check_refused({ok + "Transfer-Encoding: gzip\r\n\r\n" + succeed_body,
                   ok + "Transfer-Encoding: gzip, chunked\r\n\r\n" + good_chunk + "0\r\n\r\n",
                   ok + "Transfer-Encoding: identity\r\n\r\n" + succeed_body,
                   answer(200, succeed_body, "Content-Encoding: gzip\r\n"),
                   answer(200, succeed_body, "Content-Encoding: br\r\n")});
}

BOOST_AUTO_TEST_CASE(fault_S18_other_versions_and_statuses) {
    const std::string length = "Content-Length: 33\r\n";
    check_good(answering_last(before_body("HTTP/1.0 200 OK\r\n" + length)), fate::dropped);
    check_good(answering(before_body("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + length)),
               fate::kept);
    check_good(answering(before_body("HTTP/1.1 200 \r\n" + length)), fate::kept);
    check_good(answering(before_body("HTTP/1.1 200\r\n" + length)), fate::kept);
    check_good(answering(before_body("HTTP/1.2 200 OK\r\n" + length)), fate::kept);
    check_refused({before_body("HTTP/1.1 99 x\r\n" + length),
                   before_body("HTTP/1.1 2000 x\r\n" + length),
                   before_body("HTTP/2.0 200 OK\r\n" + length), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                   std::string("\0\0\x12\x04\0\0\0\0\0", 9)});
    check_fault(answering_last(succeed_body), errc::protocol_violation, repetition::final);
}

BOOST_AUTO_TEST_CASE(fault_S13_trailers) {
    check_good(answering(chunked + good_chunk + "0\r\nX-Sum: 1\r\n\r\n"), fate::kept);
    const std::string end = chunked + good_chunk + "0\r\n";
    check_refused({end + "X-Long: " + std::string(200'000, 'x') + "\r\n\r\n",
                   end + repeated("X-Short: 1\r\n", 300'000) + "\r\n"},
                  errc::limit_exceeded);
    check_refused({end + "Content-Length: 33\r\n\r\n", end + "Transfer-Encoding: chunked\r\n\r\n"});
}

BOOST_AUTO_TEST_SUITE_END()
