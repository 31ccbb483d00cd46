// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <sys/resource.h>

using mrs::errc;
using namespace mrs_test;

// Answers that are larger than they may be, some of them without end.

namespace limits {
namespace {

const std::string ok = "HTTP/1.1 200 OK\r\n";

/// Writes `begin`, and then `piece` for as long as the client takes it.
fault_server::script endless(std::string begin, std::string piece) {
    return after_request([begin = std::move(begin), piece = std::move(piece)](fault_peer& peer) {
        bool taken = peer.write(begin);
        // What the sockets of both sides hold, and no more than that.
        constexpr std::size_t most = 64'000'000;
        std::size_t sent = 0;
        for (; taken && sent < most; sent += piece.size())
            taken = peer.write(piece);
        if (sent >= most)
            peer.complain("the client has taken an answer without end");
    });
}

/// The largest size that this process had, in KiB.
long peak_memory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

void check_too_large(const fault_server::script& fault) {
    constexpr long flat = 65'536;
    const long before = peak_memory();
    check_fault(fault, errc::limit_exceeded, repetition::final);
    BOOST_TEST(peak_memory() - before < flat);
}

} // namespace
} // namespace limits

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(fault_S10_headers_without_end) {
    check_too_large(endless(ok, "X-Name: value\r\n"));
    check_too_large(endless(ok + "X-Name: ", std::string(65'536, 'x')));
    check_too_large(endless(ok, std::string(65'536, 'x')));
    check_too_large(endless("HTTP/1.1 200 ", std::string(65'536, 'x')));
}

BOOST_AUTO_TEST_CASE(fault_S10_headers_over_the_limit) {
    check_too_large(answering(answer(200, succeed_body, repeated("X: y\r\n", 10'000))));
    check_too_large(answering(answer(200, succeed_body, repeated("X: y\r\n", 101))));
    check_too_large(
        answering(answer(200, succeed_body, "X: " + std::string(20'000, 'y') + "\r\n")));
    check_good(answering(answer(200, succeed_body, repeated("X: y\r\n", 90))), fate::kept);
    check_good(answering(answer(200, succeed_body, "X: " + std::string(15'000, 'y') + "\r\n")),
               fate::kept);
}

BOOST_AUTO_TEST_CASE(fault_S11_bodies_without_end) {
    const std::string piece(65'536, ' ');
    check_too_large(endless(ok + "\r\n" + succeed_body, piece));
    check_too_large(endless(ok + "Content-Length: 100000000\r\n\r\n", piece));
    check_too_large(endless(ok + "Content-Length: 9223372036854775807\r\n\r\n", piece));
    check_too_large(
        endless(ok + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + piece + "\r\n"));
    check_too_large(endless(ok + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"));
}

BOOST_AUTO_TEST_CASE(fault_S11_bodies_at_the_limit) {
    const std::string largest = succeed_body + std::string(65'536 - succeed_body.size(), ' ');
    check_good(answering(answer(200, largest)), fate::kept);
    check_too_large(answering(answer(200, largest + " ")));
}

BOOST_AUTO_TEST_SUITE_END()
