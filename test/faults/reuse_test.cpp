// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "server_identity.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <thread>

using mrs::errc;
using namespace mrs_test;

// Bytes that come where none are due: the answer that they follow stays good, its connection does
// not, and no other call ever takes them for its answer.

namespace reuse {
namespace {

const std::string failed_answer = answer(200, R"({"status":"FAILED","message":"not yours"})");

/// Whether what is written waits, so that all of it comes at once.
void hold_back(fault_peer& peer, bool yes) {
    const int value = yes ? 1 : 0;
    if (setsockopt(peer.descriptor(), IPPROTO_TCP, TCP_CORK, &value, sizeof value) != 0)
        peer.complain("TCP_CORK is refused");
}

/// Answers a request, and sends `extra` when the test says so.
class late_bytes {
public:
    explicit late_bytes(std::string extra) : extra_(std::move(extra)) {}

    fault_server::script script() {
        return after_request([this](fault_peer& peer) {
            peer.write(succeed_answer());
            while (!go_ && peer.pause(std::chrono::milliseconds(1))) {
            }
            peer.write(extra_);
            gone_ = true;
            peer.answer_all();
        });
    }

    void send() {
        go_ = true;
        while (!gone_)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        // Loopback has delivered them; the pool looks at what was idle for a millisecond.
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }

private:
    std::string extra_;
    std::atomic<bool> go_{false};
    std::atomic<bool> gone_{false};
};

void check_late(const std::string& extra, transport kind) {
    late_bytes late(extra);
    fault_case one({late.script()}, kind);
    BOOST_TEST(one.call().result.succeeded());
    BOOST_TEST(one.client().stats().connections_idle == 1u);
    late.send();
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST(one.server().connections() == 2u);
    BOOST_TEST(one.server().requests_on(0) == 1u);
}

} // namespace
} // namespace reuse

BOOST_AUTO_TEST_SUITE(reuse)

BOOST_AUTO_TEST_CASE(fault_S16_bytes_after_an_answer) {
    for (const std::string& extra :
         {std::string("x"), std::string("\r\n"), failed_answer, std::string(40'000, 'x')})
        check_good(answering(succeed_answer() + extra), fate::dropped);
    check_good(answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n21\r\n" +
                         succeed_body + "\r\n0\r\n\r\nHTTP"),
               fate::dropped);
}

/// In a TLS record of its own: OpenSSL holds it when the answer is read.
BOOST_AUTO_TEST_CASE(fault_S16_bytes_in_the_record_after_an_answer) {
    check_good(after_request([](fault_peer& peer) {
                   hold_back(peer, true);
                   peer.write(succeed_answer());
                   peer.write(failed_answer);
                   hold_back(peer, false);
                   peer.answer_all();
               }),
               fate::dropped);
}

BOOST_AUTO_TEST_CASE(fault_S16_bytes_on_an_idle_connection) {
    for (const transport kind : {transport::tls, transport::plain}) {
        check_late("x", kind);
        check_late(failed_answer, kind);
    }
}

/// The answer to request n comes twice; the call that waits for the connection is not fooled.
BOOST_AUTO_TEST_CASE(fault_S29_an_answer_delivered_twice) {
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({answering(failed_answer + failed_answer)}, kind);
        one.options().pool(mrs::pool_options().max_connections(1));
        const auto ends = one.calls(3);
        int failed = 0;
        for (const ending& end : ends) {
            BOOST_TEST(!end.ec, end.ec.message());
            failed += end.result.succeeded() ? 0 : 1;
        }
        BOOST_TEST(failed == 1);
        BOOST_TEST(one.server().connections() == 2u);
        BOOST_TEST(one.server().requests_on(0) == 1u);
    }
}

/// The server answers before it is asked: to whom, nobody can tell.
BOOST_AUTO_TEST_CASE(fault_S29_an_answer_before_its_request) {
    for (const transport kind : {transport::tls, transport::plain})
        check_late(succeed_answer(), kind);
}

/// What comes in place of an answer on a connection that was used, and is none, was on its way
/// before the request.
BOOST_AUTO_TEST_CASE(fault_K13_stray_bytes_in_place_of_an_answer) {
    for (const transport kind : {transport::tls, transport::plain})
        for (const std::string& stray :
             {std::string("\r\n"), "\r\n" + succeed_answer(), std::string("x"),
              std::string("</html>\n"), answer(408, "", "Connection: close\r\n"),
              answer(408, "late")})
            BOOST_TEST_CONTEXT(stray) {
                fault_case one({after_request([&stray](fault_peer& peer) {
                                   peer.write(succeed_answer());
                                   if (!peer.read_request().empty())
                                       peer.write(stray);
                                   peer.stall();
                               })},
                               kind);
                one.options().pool(mrs::pool_options().max_connections(1));
                BOOST_TEST(one.call().result.succeeded());
                const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
                BOOST_TEST(!ec, ec.message());
                BOOST_TEST(result.succeeded());
                BOOST_TEST(result.attempts() == 1);
                BOOST_TEST(one.client().stats().replays == 1u);
                BOOST_TEST(one.server().connections() == 2u);
            }
}

/// Where it may have been carried out, and must not be twice, it is not sent again.
BOOST_AUTO_TEST_CASE(fault_K13_stray_bytes_leave_a_submission_in_doubt) {
    for (const std::string& stray : {std::string("\r\n"), answer(408, "")}) {
        fault_case one({after_request([&stray](fault_peer& peer) {
            peer.write(succeed_answer());
            if (!peer.read_request().empty())
                peer.write(stray);
            peer.stall();
        })});
        BOOST_TEST(one.call().result.succeeded());
        const auto [ec, result] =
            execute(one.context(), one.client(), mrs::execute_sql_request("cluster1", "SELECT 1"));
        BOOST_TEST(ec == errc::maybe_submitted);
        BOOST_TEST(one.server().connections() == 1u);
    }
}

/// On a fresh connection nothing can have been on its way.
BOOST_AUTO_TEST_CASE(fault_K13_stray_bytes_on_a_fresh_connection) {
    check_fault(answering("\r\n" + succeed_answer()), errc::protocol_violation, repetition::final,
                fate::dropped);
}

/// The early answer wins over the error that sending meets when the server closes. A statement of a
/// megabyte is more than the sockets of both sides take.
BOOST_AUTO_TEST_CASE(fault_S17_an_answer_before_the_request_is_sent) {
    for (const bool tls : {true, false})
        BOOST_TEST_CONTEXT((tls ? "over TLS" : "without TLS")) {
            fault_server_options small;
            small.tls = tls ? server_tls() : nullptr;
            small.receive_buffer = 2'304;
            small.segment = 536;
            fault_case one({[](fault_peer& peer) {
                               if (peer.tls() && !peer.read_some().empty())
                                   peer.write(answer(413, "too large", "Connection: close\r\n"));
                           }},
                           small);
            const auto [ec, result] =
                execute(one.context(), one.client(),
                        mrs::execute_sql_request("cluster1", std::string(1'000'000, 'x')));
            BOOST_TEST(ec == errc::rejected, ec.message());
            BOOST_TEST_REQUIRE(result.info() != nullptr);
            BOOST_TEST(result.info()->http_status == 413);
            BOOST_TEST(result.info()->attempts == 1);
            BOOST_TEST(one.client().stats().connections_idle == 0u);
        }
}

BOOST_AUTO_TEST_CASE(fault_S19_statuses_without_a_body) {
    for (const int status : {204, 304, 205}) {
        const std::string head = "HTTP/1.1 " + std::to_string(status) + " Any\r\n";
        const auto check = [](const std::string& bytes, fate after) {
            BOOST_TEST_CONTEXT(bytes)
            check_fault(answering(bytes), errc::unexpected_status, repetition::final, after);
        };
        check(head + "Content-Length: 0\r\n\r\n", fate::kept);
        check(head + "Content-Length: 2\r\n\r\nno", status == 205 ? fate::kept : fate::dropped);
        check(head + "Content-Length: 0\r\n\r\nno", fate::dropped);
    }
}

BOOST_AUTO_TEST_SUITE_END()
