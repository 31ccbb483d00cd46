// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

using mrs::errc;
using namespace mrs_test;
using std::chrono::milliseconds;
using std::chrono::seconds;

// How often a client repeats, and when it stops.

namespace outage {
namespace {

const auto broken = [](fault_peer& peer) {
    if (!peer.tls())
        return;
    while (!peer.read_request().empty())
        peer.write(answer(503, ""));
};

/// Answers `status` for as long as `down` says so.
fault_server::script while_down(const std::atomic<bool>& down) {
    return [&down](fault_peer& peer) {
        if (!peer.tls())
            return;
        while (!peer.read_request().empty())
            peer.write(down ? answer(503, "") : succeed_answer());
    };
}

fault_server_options plain() {
    return fault_server_options();
}

} // namespace
} // namespace outage

BOOST_AUTO_TEST_SUITE(outage)

BOOST_AUTO_TEST_CASE(fault_R1_two_failures_and_then_an_answer) {
    const fault_server::script twice = [](fault_peer& peer) {
        if (!peer.tls())
            return;
        for (int i = 0; i < 2 && !peer.read_request().empty(); ++i)
            peer.write(answer(503, ""));
        peer.answer_all();
    };
    fault_case one({twice});
    const auto [ec, result] = one.call();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 3);
    BOOST_TEST(one.client().stats().retries == 2u);
}

BOOST_AUTO_TEST_CASE(fault_R1_the_attempts_are_recorded) {
    constexpr milliseconds base{20};
    fault_case one({broken});
    one.options().retry(mrs::retry_options().base_delay(base).max_attempts(5));
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == errc::service_error, ec.message());
    const auto& history = result.info()->history;
    BOOST_TEST_REQUIRE(history.size() == 5u);
    BOOST_TEST((history[0].delay == std::chrono::nanoseconds(0)));
    std::chrono::nanoseconds sum{0};
    for (std::size_t i = 1; i < history.size(); ++i) {
        BOOST_TEST((history[i].delay >= std::chrono::nanoseconds(0)));
        BOOST_TEST((history[i].delay < base * (1 << (i - 1))));
        BOOST_TEST(history[i].http_status == 503);
        sum += history[i].delay;
    }
    BOOST_TEST((result.info()->elapsed >= sum));
    one.without_good_call();
}

/// A full outage is asked little more often than without retries, and what the outage used up
/// comes back with the answers.
BOOST_AUTO_TEST_CASE(fault_R2_a_full_outage) {
    constexpr std::size_t all = 10'000;
    constexpr std::size_t most_retries = 500 / 14;
    std::atomic<bool> down{true};
    fault_case one({}, plain(), while_down(down));
    std::size_t out_of_budget = 0;
    for (const ending& end : one.calls(all)) {
        BOOST_TEST_REQUIRE(end.ec == errc::service_error, end.ec.message());
        if (end.result.info()->stop == mrs::stop_reason::budget_exhausted)
            ++out_of_budget;
    }
    BOOST_TEST(one.client().stats().retries <= most_retries);
    BOOST_TEST(out_of_budget >= all - most_retries);
    BOOST_TEST(one.server().requests().size() <= all + most_retries);

    down = false;
    for (const ending& end : one.calls(500))
        BOOST_TEST_REQUIRE(!end.ec, end.ec.message());
    down = true;
    const auto before = one.client().stats().retries;
    BOOST_TEST(one.call().result.info()->attempts == 3);
    BOOST_TEST(one.client().stats().retries == before + 2);
    down = false;
}

BOOST_AUTO_TEST_CASE(fault_R3_the_deadline_ends_a_back_off) {
    constexpr seconds limit{2};
    fault_case one({broken});
    one.options().retry(mrs::retry_options()
                            .base_delay(seconds(1'000))
                            .max_delay(seconds(1'000))
                            .max_attempts(100));
    const auto [ec, result] = one.call(mrs::call_options().timeout(limit));
    // A wait that does not fit is not begun: it fails at once, with the cause.
    BOOST_TEST(ec == errc::service_error, ec.message());
    BOOST_TEST((result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST(result.info()->http_status == 503);
    BOOST_TEST((result.info()->elapsed < limit));
    one.without_good_call();
}

BOOST_AUTO_TEST_CASE(fault_R3_the_deadline_ends_an_attempt) {
    constexpr milliseconds limit{400};
    const fault_server::script fault = [](fault_peer& peer) {
        if (peer.tls() && !peer.read_request().empty()) {
            peer.write(answer(503, ""));
            peer.read_request();
            peer.stall();
        }
    };
    fault_case one({fault});
    const auto [ec, result] = one.call(mrs::call_options().timeout(limit));
    BOOST_TEST(ec == errc::call_timeout, ec.message());
    BOOST_TEST((result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST(result.info()->detail.find("before that") != std::string::npos,
               result.info()->detail);
    BOOST_TEST(result.info()->http_status == 503);
    BOOST_TEST(result.info()->attempts == 2);
    BOOST_TEST((result.info()->elapsed >= limit));
}

BOOST_AUTO_TEST_CASE(fault_R3_the_deadline_ends_the_wait_for_a_connection) {
    fault_case one({after_request([](fault_peer& peer) { peer.stall(); })});
    one.options().pool(mrs::pool_options().max_connections(1));
    std::vector<std::optional<ending>> outs(2);
    start(one.client(), "cluster1", "first",
          mrs::call_options().timeout(milliseconds(800)).max_attempts(1), outs[0]);
    start(one.client(), "cluster1", "second", mrs::call_options().timeout(milliseconds(200)),
          outs[1]);
    one.settle();
    BOOST_TEST_REQUIRE((outs[0] && outs[1]));
    BOOST_TEST(outs[0]->ec == errc::call_timeout, outs[0]->ec.message());
    BOOST_TEST(outs[1]->ec == errc::pool_timeout, outs[1]->ec.message());
    BOOST_TEST((outs[1]->result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST((outs[1]->result.info()->elapsed >= milliseconds(200)));
}

/// The last cause of a wait for a connection that cannot be opened.
BOOST_AUTO_TEST_CASE(fault_R3_the_wait_for_a_connection_tells_why) {
    fault_case one({[](fault_peer& peer) { peer.stall(); }});
    one.options().timeouts(mrs::timeout_options().handshake(milliseconds(100)));
    one.options().retry(mrs::retry_options().max_attempts(1));
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == errc::handshake_timeout, ec.message());
    BOOST_TEST(result.info()->history.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
