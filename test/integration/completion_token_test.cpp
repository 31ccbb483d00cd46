// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <exception>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs_test::emulator;

namespace completion_tokens {
namespace {

struct fixture {
    emulator service;
    asio::io_context context;
    mrs::client client{context, service.options()};
    mrs::cancel_sql_request request{service.cluster(), service.seed(1).front()};
    mrs::cancel_sql_request unknown{service.cluster(), "no_such_id"};

    template<typename Coroutine>
    void run(Coroutine coroutine) {
        std::exception_ptr thrown;
        bool done = false;
        asio::co_spawn(context, std::move(coroutine), [&](const std::exception_ptr& e) {
            thrown = e;
            done = true;
        });
        context.run();
        BOOST_TEST_REQUIRE(done);
        if (thrown)
            std::rethrow_exception(thrown);
    }
};

asio::awaitable<void> await_plainly(fixture& f) {
    const mrs::cancel_sql_result result = co_await f.client.cancel_sql(f.request);
    BOOST_TEST(result.succeeded());
    bool thrown = false;
    try {
        const mrs::cancel_sql_result none = co_await f.client.cancel_sql(f.unknown);
        BOOST_TEST(none.succeeded());
    } catch (const mrs::error& e) {
        thrown = true;
        BOOST_TEST(e.code() == mrs::errc::sql_not_found);
        BOOST_TEST(e.info().service_code == "0176");
        BOOST_TEST(std::string(e.what()).find("no such execution") != std::string::npos);
    }
    BOOST_TEST(thrown);
}

asio::awaitable<void> await_tokens(fixture& f) {
    const auto result = co_await f.client.async_cancel_sql(f.request, asio::use_awaitable);
    BOOST_TEST(result.succeeded());

    auto tuple = co_await f.client.async_cancel_sql(f.unknown, asio::as_tuple(asio::use_awaitable));
    BOOST_TEST(std::get<0>(tuple) == mrs::errc::sql_not_found);

    mrs::error_code ec;
    const auto redirected = co_await f.client.async_cancel_sql(
        f.unknown, asio::redirect_error(asio::use_awaitable, ec));
    BOOST_TEST(ec == mrs::errc::sql_not_found);
    BOOST_TEST(redirected.info()->service_code == "0176");

    const auto defaulted = co_await f.client.async_cancel_sql(f.request);
    BOOST_TEST(defaulted.succeeded());
}

/// Every operation takes a token without options, and neither.
asio::awaitable<void> await_without_options(fixture& f) {
    const mrs::execute_sql_request statement(f.service.cluster(), "SELECT 1");
    const auto submitted = co_await f.client.async_execute_sql(statement, asio::use_awaitable);
    const auto again = co_await f.client.async_execute_sql(statement);
    BOOST_TEST(!again.id().empty());

    const mrs::sql_result_request query(f.service.cluster(), submitted.id());
    auto asked = co_await f.client.async_sql_result(query, asio::use_awaitable);
    BOOST_TEST(asked.id() == submitted.id());
    asked = co_await f.client.async_sql_result(query);
    BOOST_TEST(asked.id() == submitted.id());

    auto waited = co_await f.client.async_cancel_sql_and_wait(f.request, asio::use_awaitable);
    BOOST_TEST(waited.ended());
    waited = co_await f.client.async_cancel_sql_and_wait(f.request);
    BOOST_TEST(waited.ended());
}

asio::awaitable<void> await_runs_without_options(fixture& f) {
    const std::vector<mrs::cancel_sql_request> one(1, f.request);
    int heard = 0;
    const mrs::bulk_sink sink = [&](const mrs::bulk_outcome& outcome) {
        heard += outcome.result.succeeded() ? 1 : 0;
    };
    auto run = co_await f.client.async_cancel_all(one, sink, asio::use_awaitable);
    BOOST_TEST(run.totals.succeeded == 1u);
    // Boost 1.81 cannot await a deferred operation that may give an exception.
    auto deferred = f.client.async_cancel_all(one, sink);
    run = co_await std::move(deferred)(asio::use_awaitable);
    BOOST_TEST(run.totals.succeeded == 1u);
    run = co_await f.client.cancel_all(one, sink);
    BOOST_TEST(run.totals.succeeded == 1u);
    BOOST_TEST(heard == 3);
}

} // namespace
} // namespace completion_tokens

BOOST_FIXTURE_TEST_SUITE(completion_tokens, fixture)

BOOST_AUTO_TEST_CASE(awaitable_member) {
    run(await_plainly(*this));
}

BOOST_AUTO_TEST_CASE(use_awaitable_and_adapters) {
    run(await_tokens(*this));
}

BOOST_AUTO_TEST_CASE(options_can_be_left_out) {
    run(await_without_options(*this));
}

BOOST_AUTO_TEST_CASE(options_of_a_run_can_be_left_out) {
    run(await_runs_without_options(*this));
}

BOOST_AUTO_TEST_CASE(callback_runs_on_the_clients_executor_and_never_inline) {
    bool called = false;
    client.async_cancel_sql(request, [&](mrs::error_code ec, const mrs::cancel_sql_result& result) {
        called = true;
        BOOST_TEST(!ec);
        BOOST_TEST(result.succeeded());
        BOOST_TEST(context.get_executor().running_in_this_thread());
    });
    BOOST_TEST(!called);
    context.run();
    BOOST_TEST(called);
}

BOOST_AUTO_TEST_CASE(a_refused_call_does_not_complete_inline_either) {
    bool called = false;
    asio::post(context, [&] {
        client.async_cancel_sql(mrs::cancel_sql_request("", ""),
                                [&](mrs::error_code ec, const mrs::cancel_sql_result&) {
                                    called = true;
                                    BOOST_TEST(ec == mrs::errc::invalid_argument);
                                });
        BOOST_TEST(!called);
    });
    context.run();
    BOOST_TEST(called);
}

BOOST_AUTO_TEST_CASE(callback_runs_on_its_own_executor) {
    asio::thread_pool pool(1);
    auto strand = asio::make_strand(pool);
    std::promise<bool> on_strand;
    client.async_cancel_sql(
        request, asio::bind_executor(strand, [&](mrs::error_code, const mrs::cancel_sql_result&) {
            on_strand.set_value(strand.running_in_this_thread());
        }));
    context.run();
    BOOST_TEST(on_strand.get_future().get());
    pool.join();
}

BOOST_AUTO_TEST_CASE(future) {
    auto good = client.async_cancel_sql(request, asio::use_future);
    auto bad = client.async_cancel_sql(unknown, asio::use_future);
    context.run();
    BOOST_TEST(good.get().succeeded());
    BOOST_CHECK_EXCEPTION((void)bad.get(), boost::system::system_error,
                          [](const auto& e) { return e.code() == mrs::errc::sql_not_found; });
}

BOOST_AUTO_TEST_CASE(deferred_starts_when_it_is_called) {
    auto operation = client.async_cancel_sql(request, asio::deferred);
    context.run();
    BOOST_TEST(client.stats().calls_started == 0u);
    bool called = false;
    std::move(operation)([&](mrs::error_code ec, const mrs::cancel_sql_result&) {
        called = true;
        BOOST_TEST(!ec);
    });
    context.restart();
    context.run();
    BOOST_TEST(called);
}

BOOST_AUTO_TEST_CASE(detached) {
    client.async_cancel_sql(request, asio::detached);
    context.run();
    BOOST_TEST(client.stats().calls_answered == 1u);
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_leaves_the_client_usable) {
    client.async_cancel_sql(request, [](mrs::error_code, const mrs::cancel_sql_result&) {
        throw std::runtime_error("from the handler");
    });
    BOOST_CHECK_THROW(context.run(), std::runtime_error);
    BOOST_TEST(mrs_test::cancel(context, client, request.cluster_id(), request.sql_id())
                   .result.succeeded());
}

BOOST_AUTO_TEST_SUITE_END()
