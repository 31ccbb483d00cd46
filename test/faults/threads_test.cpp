// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "server_identity.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace mrs_test;
namespace asio = boost::asio;

// Eight threads run the client's context, start its calls and watch its counts.

namespace threads_of_the_client {
namespace {

constexpr std::size_t threads = 8;
constexpr std::size_t calls = 4'000;

/// Every third connection or so does something else wrong.
void misbehave(fault_peer& peer) {
    if (!peer.tls())
        return;
    for (std::size_t i = peer.number(); !peer.read_request().empty(); ++i) {
        switch (i % 16) {
        case 3:
            return;
        case 6:
            peer.rst();
            return;
        case 9:
            peer.write(answer(503, ""));
            break;
        case 12:
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 33\r\n\r\n{");
            return;
        case 15:
            peer.write(succeed_answer() + "x");
            break;
        default:
            peer.write(succeed_answer());
        }
    }
}

fault_server_options over_tls() {
    fault_server_options options;
    options.tls = server_tls();
    return options;
}

void run_on_threads(asio::io_context& context) {
    std::vector<std::thread> others;
    for (std::size_t i = 0; i < threads; ++i)
        others.emplace_back([&context] { context.run(); });
    for (std::thread& one : others)
        one.join();
}

} // namespace
} // namespace threads_of_the_client

BOOST_AUTO_TEST_SUITE(threads_of_the_client)

BOOST_AUTO_TEST_CASE(fault_R8_eight_threads) {
    fault_case one({}, over_tls(), &misbehave);
    one.options().retry(mrs::retry_options()
                            .base_delay(std::chrono::milliseconds(1))
                            .budget(1'000'000)
                            .max_attempts(20));
    // However slow the machine is: no limit of time decides what becomes of a call.
    one.options().timeouts(mrs::timeout_options()
                               .call(std::chrono::minutes(10))
                               .attempt(std::chrono::minutes(2))
                               .handshake(std::chrono::minutes(2))
                               .read(std::chrono::minutes(2)));
    std::vector<std::atomic<int>> completed(calls);
    std::atomic<std::size_t> succeeded{0};
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    for (std::size_t i = 0; i < calls; ++i) {
        auto& signal = *signals.emplace_back(std::make_unique<asio::cancellation_signal>());
        const auto strand = asio::make_strand(one.context());
        asio::post(strand, [&, strand, i] {
            one.client().async_cancel_sql(
                mrs::cancel_sql_request("cluster1", "id"),
                asio::bind_executor(
                    strand,
                    asio::bind_cancellation_slot(
                        signal.slot(), [&, i](mrs::error_code ec, const mrs::cancel_sql_result&) {
                            ++completed[i];
                            succeeded += ec ? 0 : 1;
                        })));
            if (i % 8 == 0)
                asio::post(strand, [&signal] { signal.emit(asio::cancellation_type::terminal); });
        });
    }
    one.client(); // Made here, and not by whichever thread comes first.
    run_on_threads(one.context());
    for (const auto& count : completed)
        BOOST_TEST_REQUIRE(count == 1);
    BOOST_TEST(succeeded >= calls - calls / 8);
    one.settle();
    one.without_good_call(); // Its server misbehaves to the end.
}

BOOST_AUTO_TEST_SUITE_END()
