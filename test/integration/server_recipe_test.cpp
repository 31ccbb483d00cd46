// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/multiple_exceptions.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;
using mrs_test::emulator;
using namespace std::chrono_literals;

// What docs/async-server.md says of coroutines in a server.

namespace server_recipe {
namespace {

class fixture {
public:
    emulator service;
    asio::io_context context;
    mrs::client client{context, service.options()};
    asio::steady_timer timer{context, 24h};
    std::string id = service.seed(1).front();
    std::exception_ptr thrown;
    bool done = false;

    void spawn(asio::awaitable<void> coroutine) {
        asio::co_spawn(context, std::move(coroutine), [this](const std::exception_ptr& e) {
            thrown = e;
            done = true;
        });
    }
    void run_until(const std::function<bool()>& reached) {
        while (!reached() && context.run_one() != 0)
            continue;
        BOOST_TEST_REQUIRE(reached());
    }
    /// Runs what is left, and what it throws is the test's.
    void run() {
        context.run();
        BOOST_TEST_REQUIRE(done);
        if (thrown)
            std::rethrow_exception(thrown);
    }
};

using namespace asio::experimental::awaitable_operators;

/// Ends without an exception when the timer is cancelled.
asio::awaitable<void> gate(fixture& f) {
    mrs::error_code ec;
    co_await f.timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
}

asio::awaitable<void> query_or_gate(fixture& f, std::size_t& first) {
    auto either =
        f.client.sql_result(mrs::sql_result_request(f.service.cluster(), f.id)) || gate(f);
    const auto ended = co_await std::move(either);
    first = ended.index();
}

asio::awaitable<void> unknown_or_timer(fixture& f) {
    auto either = f.client.sql_result(mrs::sql_result_request(f.service.cluster(), "unknown")) ||
                  f.timer.async_wait(asio::use_awaitable);
    co_await std::move(either);
}

asio::awaitable<void> submit(fixture& f, std::string& id) {
    co_await asio::this_coro::reset_cancellation_state(
        [](asio::cancellation_type type) { return type & asio::cancellation_type::total; });
    mrs::execute_sql_request statement(f.service.cluster(), "show tables");
    const mrs::sql_execution execution = co_await f.client.execute_sql(std::move(statement));
    id = execution.id();
}

asio::awaitable<void> submit_or_gate(fixture& f, std::string& id) {
    auto either = submit(f, id) || gate(f);
    co_await std::move(either);
}

asio::awaitable<void> wait(fixture& f, mrs::error_code& heard) {
    try {
        co_await f.timer.async_wait(asio::use_awaitable);
    } catch (const mrs::error&) {
        BOOST_ERROR("a timer knows nothing of this library");
    } catch (const boost::system::system_error& e) {
        heard = e.code();
    }
}

/// g++ 12 destroys a temporary aggregate twice in such a place; a request has constructors.
asio::awaitable<void> cancel_unnamed(fixture& f, bool& succeeded) {
    const std::string_view cluster = f.service.cluster();
    const std::string_view id = f.id;
    const auto plain = co_await f.client.cancel_sql({cluster, id});
    const auto limited = co_await f.client.cancel_sql({cluster, id}, {});
    const auto initiated = co_await f.client.async_cancel_sql({cluster, id}, asio::use_awaitable);
    const auto waited = co_await f.client.cancel_sql_and_wait({cluster, id});
    const auto asked = co_await f.client.sql_result({cluster, id});
    succeeded = plain.succeeded() && limited.succeeded() && initiated.succeeded() &&
                waited.ended() && asked.ended();
}

} // namespace
} // namespace server_recipe

BOOST_FIXTURE_TEST_SUITE(server_recipe, fixture)

BOOST_AUTO_TEST_CASE(the_side_that_succeeds_first_cancels_the_other) {
    service.fault("stall,on=query");
    std::size_t first = 0;
    spawn(server_recipe::query_or_gate(*this, first));
    run_until([&] { return client.stats().attempts == 1; });
    timer.cancel();
    run();
    BOOST_TEST(first == 1U);
    BOOST_TEST(client.stats().calls_in_flight == 0U);
}

BOOST_AUTO_TEST_CASE(a_side_that_throws_leaves_the_other_running) {
    spawn(server_recipe::unknown_or_timer(*this));
    run_until([&] { return client.stats().calls_in_flight == 1; });
    run_until([&] { return client.stats().calls_in_flight == 0; });
    context.poll();
    BOOST_TEST(!done);
    timer.cancel(); // It throws too: none has succeeded.
    try {
        run();
        BOOST_ERROR("nothing was thrown");
    } catch (const asio::multiple_exceptions& both) {
        BOOST_CHECK_EXCEPTION(
            std::rethrow_exception(both.first_exception()), mrs::error,
            [](const mrs::error& e) { return e.code() == mrs::errc::sql_not_found; });
    }
}

/// A branch that accepts `total` alone hears of it, and keeps the `||` until it has ended.
BOOST_AUTO_TEST_CASE(the_side_that_is_cancelled_may_ask_for_total) {
    service.fault("latency=300ms,on=submit");
    std::string submitted;
    spawn(server_recipe::submit_or_gate(*this, submitted));
    run_until([&] { return client.stats().attempts == 1; });
    timer.cancel();
    run();
    BOOST_TEST(!submitted.empty());
}

BOOST_AUTO_TEST_CASE(a_timer_throws_a_system_error) {
    mrs::error_code heard;
    spawn(server_recipe::wait(*this, heard));
    context.poll();
    timer.cancel();
    run();
    BOOST_TEST(heard == asio::error::operation_aborted);
    BOOST_TEST(heard == mrs::condition::cancelled);
}

BOOST_AUTO_TEST_CASE(a_request_needs_no_name) {
    bool succeeded = false;
    spawn(server_recipe::cancel_unnamed(*this, succeeded));
    run();
    BOOST_TEST(succeeded);
}

BOOST_AUTO_TEST_SUITE_END()
