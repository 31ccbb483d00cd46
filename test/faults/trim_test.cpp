// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace mrs_test;
using std::chrono::milliseconds;

// What `client::trim` closes while no call is in flight.

namespace trimming {
namespace {

/// This process' sockets whose peer, on that port, has closed them.
std::size_t left_half_closed(unsigned short port) {
    std::ostringstream remote;
    remote << ':' << std::hex << std::uppercase << std::setw(4) << std::setfill('0') << port;
    std::ifstream table("/proc/self/net/tcp");
    std::size_t count = 0;
    std::string line;
    while (std::getline(table, line)) {
        std::istringstream words(line);
        std::string number, local, peer, state;
        words >> number >> local >> peer >> state;
        count += peer.ends_with(remote.str()) && state == "08" ? 1 : 0; // CLOSE_WAIT
    }
    return count;
}

void warm_up(fault_case& one, std::size_t count) {
    mrs::error_code heard = mrs::errc::call_timeout;
    one.client().async_warm_up(count, [&](mrs::error_code ec) { heard = ec; });
    one.context().restart();
    one.context().run(); // Returns: connections without a call are no work.
    BOOST_TEST(!heard, heard.message());
    BOOST_TEST(one.client().stats().connections_idle == count);
}

void trim(fault_case& one) {
    one.client().trim();
    one.context().restart();
    one.context().run();
}

const fault_server::script closes_at_once = [](fault_peer& peer) {
    if (!peer.tls())
        return;
    peer.fin();
    peer.stall();
};

} // namespace
} // namespace trimming

BOOST_AUTO_TEST_SUITE(trimming)

BOOST_AUTO_TEST_CASE(fault_K15_closes_what_the_peers_have_closed) {
    fault_case one(std::vector<fault_server::script>(8, closes_at_once));
    one.options().pool(mrs::pool_options().max_connections(8));
    warm_up(one, 8);
    one.run_until([&] { return left_half_closed(one.server().port()) == 8; });
    BOOST_TEST(one.client().stats().connections_idle == 8u);
    trim(one);
    BOOST_TEST(one.client().stats().connections_idle == 0u);
    BOOST_TEST(left_half_closed(one.server().port()) == 0u);
}

BOOST_AUTO_TEST_CASE(fault_K15_closes_what_is_past_its_idle_time) {
    fault_case one({});
    one.options().pool(mrs::pool_options().idle_timeout(std::chrono::seconds(2)));
    warm_up(one, 3);
    std::this_thread::sleep_for(milliseconds(2'050));
    BOOST_TEST(one.client().stats().connections_idle == 3u); // It holds no timer.
    trim(one);
    BOOST_TEST(one.client().stats().connections_idle == 0u);
    one.run_until([&] { return one.server().open() == 0; });
}

BOOST_AUTO_TEST_CASE(fault_K15_closes_what_is_past_its_lifetime) {
    fault_case one({});
    one.options().pool(mrs::pool_options().max_lifetime(std::chrono::seconds(2)));
    warm_up(one, 3);
    std::this_thread::sleep_for(milliseconds(2'050));
    trim(one);
    BOOST_TEST(one.client().stats().connections_idle == 0u);
}

/// The first of these TLS peers have sent nothing but their tickets.
BOOST_AUTO_TEST_CASE(keeps_what_is_good) {
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({}, kind);
        warm_up(one, 2);
        trim(one);
        BOOST_TEST(one.client().stats().connections_idle == 2u);
        BOOST_TEST(one.call().result.succeeded());
        trim(one);
        BOOST_TEST(one.call().result.succeeded());
        BOOST_TEST(one.client().stats().connections_opened == 2u);
    }
}

BOOST_AUTO_TEST_CASE(leaves_calls_in_flight_alone) {
    fault_case one({after_request([](fault_peer& peer) {
        peer.pause(milliseconds(50));
        peer.write(succeed_answer());
        peer.answer_all();
    })});
    std::optional<ending> out;
    start(one.client(), "cluster1", "id", mrs::call_options(), out);
    one.run_until([&] { return one.server().requests().size() == 1; });
    one.client().trim();
    one.run_until([&] { return out.has_value(); });
    BOOST_TEST(!out->ec, out->ec.message());
    BOOST_TEST(one.server().connections() == 1u);
}

BOOST_AUTO_TEST_CASE(may_be_called_on_any_thread_and_after_the_end) {
    fault_case one({});
    warm_up(one, 2);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 25; ++turn)
                one.client().trim();
        });
    one.context().restart();
    one.context().run_for(milliseconds(5));
    for (std::thread& thread : threads)
        thread.join();
    one.settle();
    BOOST_TEST(one.client().stats().connections_idle == 2u);
    one.without_good_call();
    one.client().async_close(std::chrono::seconds(1), [](mrs::error_code) {});
    trim(one);
    BOOST_TEST(one.client().stats().connections_idle == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
