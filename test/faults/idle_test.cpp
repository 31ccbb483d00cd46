// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>

using mrs::errc;
using namespace mrs_test;
using std::chrono::milliseconds;

// What becomes of connections that nobody uses for a while.

namespace idle {
namespace {

/// Loopback has delivered what was sent; the pool looks at what was idle for a millisecond.
void wait_for_delivery() {
    std::this_thread::sleep_for(milliseconds(20));
}

/// The first connection meets `what` after its first answer, while it is idle; the next call must
/// not notice, and must not even try it.
void check_removed(const std::function<void(fault_peer&)>& what, transport kind) {
    fault_case one({after_request([&what](fault_peer& peer) {
                       peer.write(succeed_answer());
                       peer.pause(milliseconds(5));
                       what(peer);
                   })},
                   kind);
    BOOST_TEST(one.call().result.succeeded());
    wait_for_delivery();
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(one.client().stats().replays == 0u);
    BOOST_TEST(one.server().connections() == 2u);
    BOOST_TEST(one.server().requests_on(0) == 1u);
}

} // namespace
} // namespace idle

BOOST_AUTO_TEST_SUITE(idle)

BOOST_AUTO_TEST_CASE(fault_K2_half_closed_while_idle) {
    for (const transport kind : {transport::tls, transport::plain}) {
        check_removed(
            [](fault_peer& peer) {
                peer.fin();
                peer.stall();
            },
            kind);
        check_removed(
            [](fault_peer& peer) {
                peer.close_notify();
                peer.fin();
                peer.stall();
            },
            kind);
    }
}

/// A close_notify alone: TCP stands, but TLS takes no request any more.
BOOST_AUTO_TEST_CASE(fault_K2_close_notify_alone_while_idle) {
    check_removed(
        [](fault_peer& peer) {
            peer.close_notify();
            peer.stall();
        },
        transport::tls);
}

BOOST_AUTO_TEST_CASE(fault_K4_reset_while_idle) {
    for (const transport kind : {transport::tls, transport::plain})
        check_removed([](fault_peer& peer) { peer.rst(); }, kind);
}

/// The kernel aborts the client's own socket, as an administrator's `ss -K` does.
BOOST_AUTO_TEST_CASE(fault_K4_aborted_while_idle) {
    fault_case one({}, transport::plain);
    BOOST_TEST(one.call().result.succeeded());
    const std::string kill =
        "ss -H -K dst 127.0.0.1 dport = " + std::to_string(one.server().port()) +
        " 2>/dev/null | grep -q ESTAB";
    if (std::system(kill.c_str()) != 0) {
        BOOST_TEST_MESSAGE("SKIPPED: no `ss -K` here, or the right to use it");
        std::printf("SKIPPED: fault_K4_aborted_while_idle: no `ss -K` here, or no right to it\n");
        return;
    }
    wait_for_delivery();
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(one.client().stats().replays == 0u);
    BOOST_TEST(one.server().connections() == 2u);
}

BOOST_AUTO_TEST_CASE(fault_K5_connection_close_is_obeyed) {
    check_good(after_request([](fault_peer& peer) {
                   peer.write(succeed_answer("Connection: close\r\n"));
                   peer.answer_all(); // It would go on, but has said that it does not.
               }),
               fate::dropped);
}

BOOST_AUTO_TEST_CASE(fault_K5_the_servers_idle_time_is_obeyed) {
    fault_case one({answering(succeed_answer("Keep-Alive: timeout=1, max=100\r\n"))});
    BOOST_TEST(one.call().result.succeeded());
    BOOST_TEST(one.client().stats().connections_idle == 1u);
    std::this_thread::sleep_for(milliseconds(1'050));
    BOOST_TEST(one.call().result.succeeded());
    BOOST_TEST(one.client().stats().replays == 0u);
    BOOST_TEST(one.server().connections() == 2u);
}

/// `max` counts the requests that the connection takes after this answer; the last word counts.
BOOST_AUTO_TEST_CASE(fault_K5_the_servers_count_is_obeyed) {
    const auto with_max = [](const std::string& max) {
        return succeed_answer("Keep-Alive: timeout=60, max=" + max + "\r\n");
    };
    check_good(answering(with_max("0")), fate::dropped);
    check_good(answering(with_max("1")), fate::kept);
    for (const bool repeats : {false, true}) {
        fault_case one({after_request([&](fault_peer& peer) {
            peer.write(with_max("3"));
            for (int left = 2; !peer.read_request().empty(); --left)
                peer.write(repeats && left >= 0 ? with_max(std::to_string(left))
                                                : succeed_answer());
        })});
        for (int i = 0; i < 5; ++i)
            BOOST_TEST(one.call().result.succeeded());
        BOOST_TEST(one.server().connections() == 2u);
        BOOST_TEST(one.server().requests_on(0) == 4u);
        BOOST_TEST(one.client().stats().replays == 0u);
    }
}

/// Connections whose time ends at the very moment at which they are wanted.
BOOST_AUTO_TEST_CASE(fault_K8_expiry_while_checked_out) {
    for (const bool by_age : {false, true}) {
        fault_case one({}, transport::plain);
        mrs::pool_options pool;
        pool.max_connections(4);
        if (by_age)
            pool.max_lifetime(std::chrono::microseconds(700));
        else
            pool.idle_timeout(std::chrono::microseconds(300));
        one.options().pool(pool);
        for (int i = 0; i < 300; ++i) {
            for (const ending& end : one.calls(4))
                BOOST_TEST_REQUIRE(!end.ec, end.ec.message());
            std::this_thread::sleep_for(std::chrono::microseconds(10 * (i % 40)));
        }
        BOOST_TEST(one.server().connections() > 4u);
        BOOST_TEST(one.server().connections() == one.client().stats().connections_opened);
        BOOST_TEST(one.client().stats().retries == 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
