// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs_test::emulator;

namespace load {
namespace {

constexpr std::size_t calls = 10'000;

struct tally {
    std::vector<std::atomic<int>> answers = std::vector<std::atomic<int>>(calls);
    std::atomic<std::size_t> succeeded{0};
    std::atomic<std::size_t> errors{0};
};

asio::awaitable<void> cancel_one(const mrs::client& client, std::string cluster, std::string id,
                                 std::size_t index, tally& results) {
    try {
        const mrs::cancel_sql_result result =
            co_await client.cancel_sql(mrs::cancel_sql_request(cluster, id));
        if (result.succeeded())
            ++results.succeeded;
    } catch (const mrs::error& e) {
        if (results.errors++ == 0)
            BOOST_TEST_MESSAGE(e.what());
    }
    ++results.answers[index];
}

void run_on(asio::io_context& context, std::size_t threads) {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i)
        others.emplace_back([&context] { context.run(); });
    context.run();
    for (std::thread& one : others)
        one.join();
}

void check_exactly_once(const emulator& service, const std::vector<std::string>& ids,
                        const tally& results) {
    BOOST_TEST(results.errors == 0u);
    BOOST_TEST(results.succeeded == calls);
    BOOST_TEST(std::all_of(results.answers.begin(), results.answers.end(),
                           [](const auto& count) { return count == 1; }));
    const auto decided = service.decided();
    BOOST_TEST(decided.size() == calls);
    BOOST_TEST(std::all_of(ids.begin(), ids.end(),
                           [&](const std::string& id) { return decided.at(id) == 1; }));
}

} // namespace
} // namespace load

BOOST_AUTO_TEST_SUITE(load)

BOOST_DATA_TEST_CASE(ten_thousand_at_once_on_64_connections, data::make({1u, 4u}), threads) {
    const emulator service;
    const auto ids = service.seed(calls);
    tally results;
    asio::io_context context(static_cast<int>(threads));
    mrs::client_options options = service.options();
    options.pool(mrs::pool_options().max_connections(64));
    options.timeouts(mrs::timeout_options().call(std::chrono::minutes(5)));
    const mrs::client client(context, options);
    for (std::size_t i = 0; i < calls; ++i)
        asio::co_spawn(context, cancel_one(client, service.cluster(), ids[i], i, results),
                       asio::detached);

    run_on(context, threads);

    check_exactly_once(service, ids, results);
    const mrs::client_stats stats = client.stats();
    BOOST_TEST(stats.connections_opened <= 64u);
    BOOST_TEST(stats.connections_idle == stats.connections_opened);
    BOOST_TEST(stats.connections_in_use == 0u);
    BOOST_TEST(stats.calls_in_flight == 0u);
    BOOST_TEST(stats.calls_waiting == 0u);
    BOOST_TEST(stats.attempts == calls);
}

/// Calls started from threads that do not run the client's context.
BOOST_AUTO_TEST_CASE(any_thread_may_start_calls) {
    const emulator service;
    const auto ids = service.seed(calls);
    tally results;
    asio::io_context context;
    auto work = asio::make_work_guard(context);
    mrs::client_options options = service.options();
    options.timeouts(mrs::timeout_options().call(std::chrono::minutes(5)));
    const mrs::client client(context, options);
    std::thread runner([&context] { context.run(); });
    {
        asio::thread_pool starters(4);
        for (std::size_t i = 0; i < calls; ++i)
            asio::co_spawn(starters, cancel_one(client, service.cluster(), ids[i], i, results),
                           asio::detached);
        starters.join();
    }
    work.reset();
    runner.join();
    check_exactly_once(service, ids, results);
}

BOOST_AUTO_TEST_SUITE_END()
