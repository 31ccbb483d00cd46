// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

using mrs::errc;
using namespace mrs_test;
using std::chrono::milliseconds;
using std::chrono::seconds;

// A service that is there, but does not answer; and what waits behind it.

namespace silence {
namespace {

const auto silent = after_request([](fault_peer& peer) { peer.stall(); });

} // namespace
} // namespace silence

BOOST_AUTO_TEST_SUITE(silence)

/// The peer has vanished behind established connections. One of them is found out by the clock;
/// the others are not tried one after another.
BOOST_AUTO_TEST_CASE(fault_K3_a_vanished_peer) {
    constexpr std::size_t established = 8;
    for (const transport kind : {transport::tls, transport::plain}) {
        const auto vanishing = [](fault_peer& peer) {
            if (peer.tls() && !peer.read_request().empty()) {
                peer.write(succeed_answer());
                peer.stall();
            }
        };
        fault_case one(std::vector<fault_server::script>(established, vanishing), kind);
        std::optional<mrs::error_code> warm;
        one.client().async_warm_up(established, [&](mrs::error_code ec) { warm = ec; });
        one.settle();
        BOOST_TEST_REQUIRE((warm && !*warm));
        for (const ending& end : one.calls(established))
            BOOST_TEST(end.result.succeeded());
        BOOST_TEST(one.client().stats().connections_idle == established);

        const auto limits = mrs::call_options().attempt_timeout(milliseconds(500));
        const auto [ec, result] = one.call(mrs::call_options(limits).max_attempts(1));
        BOOST_TEST(ec == errc::read_timeout, ec.message());
        BOOST_TEST(one.client().stats().connections_idle == 0u);
        const auto next = one.call(mrs::call_options(limits).max_attempts(1));
        BOOST_TEST(!next.ec, next.ec.message());
        BOOST_TEST(one.server().connections() == established + 1);
    }
}

BOOST_AUTO_TEST_CASE(fault_K3_the_attempt_after_the_silence_goes_on_a_fresh_connection) {
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({silent}, kind);
        const auto [ec, result] = one.call(mrs::call_options().attempt_timeout(milliseconds(500)));
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 2);
        BOOST_TEST(one.server().connections() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(fault_K6_all_connections_are_stuck) {
    fault_case one({silent, silent});
    one.options().pool(mrs::pool_options().max_connections(2).max_waiting(3));
    const auto limit = mrs::call_options().timeout(seconds(20)).max_attempts(1);
    std::vector<std::optional<ending>> outs(7);
    // Those that hold the connections end last.
    for (std::size_t i = 0; i < outs.size(); ++i) {
        auto one_limit = limit;
        one_limit.timeout(i < 2 ? milliseconds(1'000) : milliseconds(300));
        start(one.client(), "cluster1", "id", one_limit, outs[i]);
    }
    one.settle();
    for (std::size_t i = 0; i < outs.size(); ++i) {
        BOOST_TEST_REQUIRE(outs[i].has_value());
        const errc expected = i < 2   ? errc::call_timeout
                              : i < 5 ? errc::pool_timeout
                                      : errc::overloaded;
        BOOST_TEST(outs[i]->ec == expected, i << ": " << outs[i]->ec.message());
    }
    BOOST_TEST((outs[6]->result.info()->elapsed < milliseconds(300)));
    BOOST_TEST(one.server().connections() == 2u);
}

/// What was in flight is answered; what waits is told; the connections are closed.
BOOST_AUTO_TEST_CASE(fault_K11_draining_with_calls_in_flight_and_waiting) {
    constexpr std::size_t connections = 50;
    for (const transport kind : {transport::tls, transport::plain}) {
        std::atomic<bool> go{false};
        const auto held = after_request([&go](fault_peer& peer) {
            while (!go && peer.pause(milliseconds(2))) {
            }
            peer.write(succeed_answer());
            peer.stall();
        });
        fault_case one(std::vector<fault_server::script>(connections, held), kind);
        one.options().pool(mrs::pool_options().max_connections(connections));
        std::vector<std::optional<ending>> outs(2 * connections);
        for (auto& out : outs)
            start(one.client(), "cluster1", "id", mrs::call_options(), out);
        one.run_until([&] { return one.client().stats().connections_in_use == connections; });
        std::optional<mrs::error_code> closed;
        one.client().async_close(seconds(30), [&](mrs::error_code ec) { closed = ec; });
        one.run_until([&] { return outs.back().has_value(); });
        BOOST_TEST(!closed.has_value());
        go = true;
        one.settle();
        BOOST_TEST_REQUIRE(closed.has_value());
        BOOST_TEST(!*closed, closed->message());
        for (std::size_t i = 0; i < outs.size(); ++i) {
            BOOST_TEST_REQUIRE(outs[i].has_value());
            if (i < connections)
                BOOST_TEST(outs[i]->result.succeeded());
            else
                BOOST_TEST(outs[i]->ec == errc::client_closed, outs[i]->ec.message());
        }
        BOOST_TEST(one.client().stats().connections_idle == 0u);
        one.without_good_call();
    }
}

BOOST_AUTO_TEST_SUITE_END()
