// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <mrs/sql_guard.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace asio = boost::asio;
using mrs::sql_guard;
using mrs_test::emulator;

namespace sql_guard_ {
namespace {

struct fixture {
    emulator service;
    asio::io_context context;
    std::optional<mrs::client> client{std::in_place, context, service.options()};
    std::string id = service.submit(mrs_test::endless_sql);
    mrs::cancel_sql_request execution{service.cluster(), id};

    [[nodiscard]] bool stops() const {
        for (int i = 0; i < 2000 && service.state(id) != "FAILED"; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return service.state(id) == "FAILED";
    }
};

asio::awaitable<void> serve(const mrs::client& client, mrs::cancel_sql_request execution) {
    const sql_guard guard(client, std::move(execution));
    asio::steady_timer timer(client.get_executor(), std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
}

} // namespace
} // namespace sql_guard_

BOOST_FIXTURE_TEST_SUITE(sql_guard_, fixture)

BOOST_AUTO_TEST_CASE(cancels_when_its_scope_ends_and_tells_what_came_of_it) {
    mrs_test::ending heard;
    {
        const sql_guard guard(*client, execution, mrs::call_options(),
                              [&](mrs::error_code ec, mrs::cancel_sql_result result) {
                                  heard = mrs_test::ending(ec, std::move(result));
                              });
        BOOST_TEST(guard.guards());
    }
    BOOST_TEST(service.stat("cancel_requests") == 0u); // It did not block.
    context.run();
    BOOST_TEST(!heard.ec, heard.ec.message());
    BOOST_TEST(heard.result.succeeded());
    BOOST_TEST(stops());
}

BOOST_AUTO_TEST_CASE(released_it_leaves_the_execution_alone) {
    sql_guard guard(*client, execution);
    guard.release();
    BOOST_TEST(!guard.guards());
    guard = sql_guard();
    const sql_guard nameless(*client, mrs::cancel_sql_request(service.cluster(), ""));
    BOOST_TEST(!nameless.guards());
    context.run();
    BOOST_TEST(service.stat("cancel_requests") == 0u);
}

BOOST_AUTO_TEST_CASE(moved_it_cancels_once) {
    {
        sql_guard first(*client, execution);
        sql_guard second(std::move(first));
        sql_guard third;
        third = std::move(second);
        third.cancel();
        third.cancel();
    }
    context.run();
    BOOST_TEST(service.decided().at(id) == 1);
    BOOST_TEST(stops());
}

BOOST_AUTO_TEST_CASE(assigned_it_cancels_what_it_guarded) {
    sql_guard guard(*client, execution);
    guard = sql_guard(*client, mrs::cancel_sql_request(service.cluster(), "other"));
    guard.release();
    context.run();
    BOOST_TEST(service.decided().at(id) == 1);
}

BOOST_AUTO_TEST_CASE(a_cancelled_coroutine_stops_its_execution) {
    asio::cancellation_signal signal;
    bool ended = false;
    asio::co_spawn(context, serve(*client, execution),
                   asio::bind_cancellation_slot(signal.slot(),
                                                [&](const std::exception_ptr&) { ended = true; }));
    context.poll();
    BOOST_TEST(!ended);
    signal.emit(asio::cancellation_type::terminal);
    context.run();
    BOOST_TEST(ended);
    BOOST_TEST(stops());
}

BOOST_AUTO_TEST_CASE(after_the_clients_end_the_handler_hears_that_nothing_was_sent) {
    mrs::error_code heard;
    {
        const sql_guard guard(*client, execution, mrs::call_options(),
                              [&](mrs::error_code ec, const auto&) { heard = ec; });
        client.reset();
        context.run();
    }
    context.restart();
    context.run();
    BOOST_TEST(heard == mrs::errc::client_closed);
    BOOST_TEST(service.stat("cancel_requests") == 0u);
}

BOOST_AUTO_TEST_CASE(a_context_may_be_destroyed_with_guards_in_its_coroutines) {
    {
        asio::io_context abandoned;
        const mrs::client other(abandoned, service.options());
        asio::co_spawn(abandoned, serve(other, execution), [](const std::exception_ptr&) {});
        abandoned.poll();
    }
    BOOST_TEST(service.stat("cancel_requests") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
