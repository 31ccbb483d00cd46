// SPDX-License-Identifier: BSL-1.0
#include "black_hole.hpp"
#include "dial_row.hpp"
#include "row_checks.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace mrs_test;
using namespace std::chrono_literals;
using mrs::errc;

// Addresses that do not answer, refuse, or change.

namespace dial_addresses {
namespace {

const std::vector<std::string> three{"127.0.0.2", "127.0.0.3", "127.0.0.1"};

struct row : fault_case {
    explicit row(std::vector<std::string> addresses) : row(good_server(), std::move(addresses)) {}
    row(const fault_server_options& server_options, std::vector<std::string> addresses)
        : fault_case({}, server_options), names(std::move(addresses)) {
        options() = options_for(server(), tls_side()).resolver(names.resolver());
    }

    answered_names names;
};

fault_server_options at(const std::string& address, unsigned short port) {
    fault_server_options options = good_server();
    options.address = address;
    options.port = port;
    return options;
}

/// Calls until `done`, a second of waiting for names included.
template<typename Done>
void call_until(fault_case& one, Done done) {
    for (int i = 0; i < 1000 && !done(); ++i) {
        BOOST_TEST_REQUIRE(!one.call().ec);
        std::this_thread::sleep_for(20ms);
    }
    BOOST_TEST(done());
}

} // namespace
} // namespace dial_addresses

BOOST_AUTO_TEST_SUITE(dial_addresses)

BOOST_AUTO_TEST_CASE(fault_D3_first_of_three_addresses_is_a_black_hole) {
    row one({"127.0.0.2", "127.0.0.1", "127.0.0.3"});
    one.options().timeouts(mrs::timeout_options().connect(1h).call(1min));
    const black_hole hole("127.0.0.2", one.server().port());
    one.client();
    const std::size_t before = open_descriptors();
    const auto [ec, result] = one.call();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 1);
    BOOST_TEST(result.elapsed() >= 250ms);
    BOOST_TEST(result.elapsed() < fault_case::slack);
    BOOST_TEST(open_descriptors() == before + 2); // Both ends of the winner.
}

BOOST_AUTO_TEST_CASE(fault_D3_an_address_that_refuses_costs_no_head_start) {
    row one(three);
    const closed_port second("127.0.0.2", one.server().port());
    const closed_port third("127.0.0.3", one.server().port());
    const auto [ec, result] = one.call();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 1);
}

BOOST_AUTO_TEST_CASE(fault_D5_all_addresses_refuse) {
    row one({"127.0.0.2", "127.0.0.3", "127.0.0.4"});
    const unsigned short port = one.server().port();
    std::optional<closed_port> second(std::in_place, "127.0.0.2", port);
    const closed_port third("127.0.0.3", port);
    const closed_port fourth("127.0.0.4", port);
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == errc::connect_failed, ec.message());
    BOOST_TEST(ec == mrs::condition::unavailable);
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    const mrs::diagnostics& info = *result.info();
    BOOST_TEST(info.cause == boost::asio::error::connection_refused);
    for (const char* address : {"127.0.0.2", "127.0.0.3", "127.0.0.4"})
        BOOST_TEST(info.detail.find(std::string(address) + ": Connection refused") !=
                       std::string::npos,
                   info.detail);
    BOOST_TEST(info.attempts == 0);
    BOOST_TEST_REQUIRE(info.history.size() == 3u);
    BOOST_TEST(!info.history[0].sent);
    BOOST_TEST((info.history[1].delay > 0ns && info.history[1].delay <= 50ms + 15s));
    second.reset();
    const fault_server late({}, at("127.0.0.2", port));
    BOOST_TEST(one.call().result.succeeded());
    one.without_good_call();
    BOOST_TEST(one.server().connections() == 0u);
}

BOOST_AUTO_TEST_CASE(fault_D6_syn_dropped) {
    row one({"127.0.0.2", "127.0.0.3"});
    one.options().timeouts(mrs::timeout_options().connect(700ms).call(1h));
    const unsigned short port = one.server().port();
    std::optional<black_hole> second(std::in_place, "127.0.0.2", port);
    const black_hole third("127.0.0.3", port);
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(ec == errc::connect_timeout, ec.message());
    BOOST_TEST(ec == mrs::condition::timeout);
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    BOOST_TEST(result.info()->elapsed >= 700ms);
    BOOST_TEST(result.info()->elapsed < fault_case::slack);
    BOOST_TEST(result.info()->detail.find("no answer from 127.0.0.2 127.0.0.3") !=
                   std::string::npos,
               result.info()->detail);
    second.reset();
    const fault_server late({}, at("127.0.0.2", port));
    BOOST_TEST(one.call().result.succeeded());
    one.without_good_call();
}

BOOST_AUTO_TEST_CASE(fault_D9_the_answer_changes) {
    row one({"127.0.0.1"});
    const fault_server other({}, at("127.0.0.2", one.server().port()));
    one.options().pool(mrs::pool_options().max_lifetime(500ms));
    BOOST_TEST(one.call().result.succeeded());
    one.names.answer({"127.0.0.2"});
    call_until(one, [&] { return other.connections() != 0; });
    const std::size_t old = one.server().requests().size();
    call_until(one, [&] { return other.connections() > 2; });
    BOOST_TEST(one.server().requests().size() == old);
    BOOST_TEST(one.names.asked() >= 2);
    BOOST_TEST(one.call().result.succeeded());
    one.without_good_call(); // The other server's end is nearer.
}

/// Calls that are on a connection to the old address when its time has come end there.
BOOST_AUTO_TEST_CASE(fault_D9_the_old_address_drains) {
    std::atomic<bool> released = false;
    const auto slow = after_request([&](fault_peer& peer) {
        while (!released && peer.pause(1ms)) {
        }
        peer.write(succeed_answer());
        peer.stall();
    });
    fault_case one({slow}, good_server());
    answered_names names({"127.0.0.1"});
    const fault_server other({}, at("127.0.0.2", one.server().port()));
    one.options() = options_for(one.server(), tls_side())
                        .resolver(names.resolver())
                        .pool(mrs::pool_options().max_lifetime(100ms));
    std::optional<ending> first;
    start(one.client(), "cluster1", "id-1", mrs::call_options(), first);
    while (one.server().requests_on(0) == 0)
        one.context().run_for(1ms);
    names.answer({"127.0.0.2"});
    while (other.requests().empty()) {
        std::optional<ending> next;
        start(one.client(), "cluster1", "id-2", mrs::call_options(), next);
        one.run_until([&] { return next.has_value(); });
        BOOST_TEST_REQUIRE(!next->ec);
        std::this_thread::sleep_for(20ms);
    }
    BOOST_TEST(!first.has_value());
    released = true;
    one.settle();
    BOOST_TEST_REQUIRE(first.has_value());
    BOOST_TEST(first->result.succeeded());
    BOOST_TEST(first->result.attempts() == 1);
    BOOST_TEST(one.server().requests_on(0) == 1u);
    BOOST_TEST(one.call().result.succeeded());
    one.without_good_call(); // The other server's end is nearer.
}

BOOST_AUTO_TEST_SUITE_END()
