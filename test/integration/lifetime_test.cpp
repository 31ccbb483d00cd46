// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs_test::cancel;
using mrs_test::emulator;
using mrs_test::ending;
using mrs_test::start;

namespace lifetime {
namespace {

struct fixture {
    emulator service;
    std::optional<asio::io_context> context{std::in_place};
    std::string id = service.seed(1).front();
    std::vector<std::optional<ending>> outs = std::vector<std::optional<ending>>(20);

    void start_all(const mrs::client& client) {
        for (auto& out : outs)
            start(client, service.cluster(), id, mrs::call_options(), out);
    }
    /// Awaits the operation when the context runs.
    template<typename Result>
    void expect_closed(asio::awaitable<Result> operation, std::vector<mrs::error_code>& ends) {
        asio::co_spawn(*context, std::move(operation),
                       [&ends](const std::exception_ptr& thrown, const Result&) {
                           try {
                               BOOST_TEST_REQUIRE(bool(thrown));
                               std::rethrow_exception(thrown);
                           } catch (const mrs::error& e) {
                               ends.push_back(e.code());
                           }
                       });
    }
    void run_for_a_moment() { context->run_for(std::chrono::milliseconds(50)); }
};

} // namespace
} // namespace lifetime

BOOST_FIXTURE_TEST_SUITE(lifetime, fixture)

BOOST_AUTO_TEST_CASE(an_idle_client_holds_no_work) {
    const mrs::client client(*context, service.options());
    context->run();
    BOOST_TEST(cancel(*context, client, service.cluster(), id).result.succeeded());
    BOOST_TEST(client.stats().connections_idle == 1u);
}

BOOST_AUTO_TEST_CASE(destroying_the_client_cancels_its_calls) {
    service.fault("stall");
    {
        const mrs::client client(*context, service.options());
        start_all(client);
        run_for_a_moment();
    }
    context->run();
    for (const auto& out : outs) {
        BOOST_TEST_REQUIRE(out.has_value());
        BOOST_TEST(out->ec == asio::error::operation_aborted);
    }
}

BOOST_AUTO_TEST_CASE(assigning_a_client_cancels_the_calls_of_the_old_one) {
    service.fault("stall");
    mrs::client client(*context, service.options());
    start_all(client);
    run_for_a_moment();
    service.clear_faults();
    client = mrs::client(*context, service.options());
    BOOST_TEST(cancel(*context, client, service.cluster(), id).result.succeeded());
    for (const auto& out : outs)
        BOOST_TEST((out && out->ec == asio::error::operation_aborted));
}

/// The sanitizers tell whether anything is leaked or used too late.
BOOST_AUTO_TEST_CASE(a_context_destroyed_with_calls_pending_frees_them) {
    service.fault("stall");
    {
        const mrs::client client(*context,
                                 service.options().pool(mrs::pool_options().max_connections(4)));
        start_all(client);
        run_for_a_moment();
    }
    context.reset();
    for (const auto& out : outs)
        BOOST_TEST(!out.has_value());
}

BOOST_AUTO_TEST_CASE(an_operation_that_outlives_its_client_ends_as_closed) {
    auto client = std::make_unique<mrs::client>(*context, service.options());
    auto operation = client->async_cancel_sql(mrs::cancel_sql_request(service.cluster(), id));
    client.reset();
    std::optional<ending> out;
    std::move(operation)([&](mrs::error_code ec, mrs::cancel_sql_result result) {
        out.emplace(ec, std::move(result));
    });
    context->run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(out->ec == mrs::errc::client_closed);
}

BOOST_AUTO_TEST_CASE(an_awaitable_that_outlives_its_client_ends_as_closed) {
    auto client = std::make_unique<mrs::client>(*context, service.options());
    const mrs::cancel_sql_request execution(service.cluster(), id);
    std::vector<mrs::error_code> ends;
    expect_closed(client->cancel_sql(execution), ends);
    expect_closed(client->cancel_sql_and_wait(execution), ends);
    expect_closed(client->execute_sql(mrs::execute_sql_request(service.cluster(), "show tables")),
                  ends);
    expect_closed(client->sql_result(mrs::sql_result_request(service.cluster(), id)), ends);
    std::vector<mrs::error_code> items;
    auto all =
        client->cancel_all(std::vector<mrs::cancel_sql_request>(3, execution), mrs::bulk_options(),
                           [&](const mrs::bulk_outcome& one) { items.push_back(one.error); });
    asio::co_spawn(*context, std::move(all), asio::detached);
    client.reset();
    context->run();
    BOOST_TEST(ends.size() == 4u);
    for (const auto& ec : ends)
        BOOST_TEST(ec == mrs::errc::client_closed);
    for (const auto& ec : items)
        BOOST_TEST(ec == mrs::errc::client_closed);
    BOOST_TEST(service.decided().empty());
}

BOOST_AUTO_TEST_CASE(closing_lets_what_is_in_flight_end_and_ends_what_waits) {
    service.fault("latency=200ms");
    const mrs::client client(*context,
                             service.options().pool(mrs::pool_options().max_connections(8)));
    start_all(client);
    while (client.stats().connections_in_use < 8)
        context->run_one();
    std::optional<mrs::error_code> closed;
    client.async_close(std::chrono::seconds(30), [&](mrs::error_code ec) { closed = ec; });
    std::optional<ending> late;
    start(client, service.cluster(), id, mrs::call_options(), late);
    context->run();

    BOOST_TEST_REQUIRE(closed.has_value());
    BOOST_TEST(!*closed, closed->message());
    std::size_t answered = 0;
    for (const auto& out : outs) {
        BOOST_TEST_REQUIRE(out.has_value());
        if (!out->ec)
            ++answered;
        else
            BOOST_TEST(out->ec == mrs::errc::client_closed);
    }
    BOOST_TEST(answered == 8u);
    BOOST_TEST(late->ec == mrs::errc::client_closed);
    BOOST_TEST(client.stats().connections_idle == 0u);
}

/// Zero is no patience, not an endless one.
BOOST_AUTO_TEST_CASE(closing_ends_by_force_when_patience_ends) {
    service.fault("stall");
    for (const auto patience : {std::chrono::milliseconds(50), std::chrono::milliseconds(0)}) {
        const mrs::client client(*context, service.options());
        for (auto& out : outs)
            out.reset();
        start_all(client);
        while (client.stats().connections_in_use < 16)
            context->run_one();
        std::optional<mrs::error_code> closed;
        client.async_close(patience, [&](mrs::error_code ec) { closed = ec; });
        context->run();
        context->restart();
        BOOST_TEST_REQUIRE(closed.has_value());
        BOOST_TEST(*closed == mrs::errc::call_timeout);
        for (const auto& out : outs)
            BOOST_TEST((out && out->ec == mrs::condition::cancelled));
    }
}

BOOST_AUTO_TEST_CASE(closing_twice_and_closing_an_idle_client_complete) {
    const mrs::client client(*context, service.options());
    int completed = 0;
    for (int i = 0; i < 2; ++i)
        client.async_close(std::chrono::seconds(1), [&](mrs::error_code ec) {
            BOOST_TEST(!ec, ec.message());
            ++completed;
        });
    context->run();
    BOOST_TEST(completed == 2);
}

BOOST_AUTO_TEST_CASE(connections_can_be_opened_ahead) {
    const mrs::client client(*context, service.options());
    std::optional<mrs::error_code> ready;
    client.async_warm_up(5, [&](mrs::error_code ec) { ready = ec; });
    context->run();
    BOOST_TEST_REQUIRE(ready.has_value());
    BOOST_TEST(!*ready, ready->message());
    BOOST_TEST(client.stats().connections_idle == 5u);
    BOOST_TEST(cancel(*context, client, service.cluster(), id).result.succeeded());
    BOOST_TEST(client.stats().connections_opened == 5u);
}

BOOST_AUTO_TEST_CASE(opening_ahead_tells_why_it_failed) {
    const mrs::client client(*context, service.options());
    service.stop();
    std::optional<mrs::error_code> ready;
    client.async_warm_up(3, [&](mrs::error_code ec) { ready = ec; });
    context->run();
    BOOST_TEST_REQUIRE(ready.has_value());
    BOOST_TEST(*ready == mrs::errc::connect_failed);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_closed_is_replaced_unseen) {
    const emulator short_idle({"--idle-timeout", "1"});
    const std::string other = short_idle.seed(1).front();
    const mrs::client client(*context, short_idle.options());
    BOOST_TEST(cancel(*context, client, short_idle.cluster(), other).result.succeeded());
    while (short_idle.stat("connections_open") > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto [ec, result] = cancel(*context, client, short_idle.cluster(), other);
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 1);
    BOOST_TEST(client.stats().connections_opened == 2u);
    BOOST_TEST(client.stats().tls_resumed == 1u);
}

BOOST_AUTO_TEST_CASE(idle_connections_end_with_their_time) {
    const mrs::client client(*context,
                             service.options().pool(mrs::pool_options().idle_timeout({})));
    for (int i = 0; i < 2; ++i)
        BOOST_TEST(cancel(*context, client, service.cluster(), id).result.succeeded());
    BOOST_TEST(client.stats().connections_opened == 2u);
    BOOST_TEST(client.stats().connections_idle == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
