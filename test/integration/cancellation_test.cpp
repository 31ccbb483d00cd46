// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using asio::cancellation_type;
using mrs_test::emulator;
using mrs_test::ending;

namespace cancellation {
namespace {

const std::vector<cancellation_type> every_type = {
    cancellation_type::terminal, cancellation_type::partial, cancellation_type::total};

/// Runs the context until `reached`, or fails after a generous while.
void run_until(asio::io_context& context, const std::function<bool()>& reached) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    context.restart();
    while (!reached()) {
        BOOST_TEST_REQUIRE((std::chrono::steady_clock::now() < end));
        context.run_one_for(std::chrono::milliseconds(10));
    }
}

struct fixture {
    emulator service;
    asio::io_context context;
    std::string id = service.seed(1).front();
    asio::cancellation_signal signal;
    std::optional<ending> out;

    void start(const mrs::client& client) {
        client.async_cancel_sql(
            mrs::cancel_sql_request(service.cluster(), id),
            asio::bind_cancellation_slot(signal.slot(),
                                         [this](mrs::error_code ec, mrs::cancel_sql_result result) {
                                             BOOST_TEST_REQUIRE(!out.has_value());
                                             out.emplace(ec, std::move(result));
                                         }));
    }

    /// The call has ended as cancelled, nothing is left of it, and the client works.
    void check_cancelled(const mrs::client& client) {
        context.restart();
        context.run();
        BOOST_TEST_REQUIRE(out.has_value());
        BOOST_TEST(out->ec == asio::error::operation_aborted);
        BOOST_TEST(out->ec == mrs::condition::cancelled);
        BOOST_TEST((out->result.info()->stop == mrs::stop_reason::cancelled));
        const mrs::client_stats stats = client.stats();
        BOOST_TEST(stats.calls_in_flight == 0u);
        BOOST_TEST(stats.calls_waiting == 0u);
        BOOST_TEST(stats.connections_in_use == 0u);
        service.clear_faults();
        BOOST_TEST(mrs_test::cancel(context, client, service.cluster(), id).result.succeeded());
    }
};

} // namespace
} // namespace cancellation

BOOST_FIXTURE_TEST_SUITE(cancellation, fixture)

BOOST_AUTO_TEST_CASE(before_it_has_begun) {
    for (const auto type : every_type) {
        out.reset();
        const mrs::client client(context, service.options());
        start(client);
        signal.emit(type);
        check_cancelled(client);
    }
}

BOOST_AUTO_TEST_CASE(while_waiting_for_a_connection) {
    service.fault("stall");
    const mrs::client client(context,
                             service.options().pool(mrs::pool_options().max_connections(1)));
    for (const auto type : every_type) {
        service.fault("stall");
        out.reset();
        std::optional<ending> first;
        asio::cancellation_signal first_signal;
        client.async_cancel_sql(
            mrs::cancel_sql_request(service.cluster(), id),
            asio::bind_cancellation_slot(first_signal.slot(),
                                         [&](mrs::error_code ec, mrs::cancel_sql_result result) {
                                             first.emplace(ec, std::move(result));
                                         }));
        start(client);
        run_until(context, [&] {
            return client.stats().connections_in_use == 1 && client.stats().calls_waiting == 1;
        });
        signal.emit(type);
        run_until(context, [&] { return out.has_value(); });
        BOOST_TEST(!first.has_value());
        first_signal.emit(cancellation_type::terminal);
        check_cancelled(client);
    }
}

BOOST_AUTO_TEST_CASE(while_waiting_for_the_answer) {
    const mrs::client client(context, service.options());
    for (const auto type : {cancellation_type::terminal, cancellation_type::partial}) {
        service.fault("stall");
        out.reset();
        start(client);
        run_until(context, [&] { return client.stats().connections_in_use == 1; });
        signal.emit(type);
        check_cancelled(client);
    }
}

/// What was sent cannot be unsent: a total cancellation leaves the attempt its answer.
BOOST_AUTO_TEST_CASE(totally_after_sending_awaits_the_answer) {
    const mrs::client client(context, service.options());
    service.fault("latency=100ms");
    start(client);
    run_until(context, [&] { return client.stats().connections_in_use == 1; });
    signal.emit(cancellation_type::total);
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(!out->ec, out->ec.message());
    BOOST_TEST(out->result.succeeded());
}

BOOST_AUTO_TEST_CASE(totally_after_sending_makes_no_further_attempt) {
    const mrs::client client(context, service.options());
    service.fault("latency=100ms");
    service.fault("status=503");
    start(client);
    run_until(context, [&] { return client.stats().connections_in_use == 1; });
    signal.emit(cancellation_type::total);
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(out->ec == mrs::errc::service_error);
    BOOST_TEST(out->result.info()->attempts == 1);
    BOOST_TEST((out->result.info()->stop == mrs::stop_reason::cancelled));
}

BOOST_AUTO_TEST_CASE(while_backing_off) {
    service.fault("status=503,retry_after=100");
    const mrs::client client(context, service.options().timeouts(mrs::timeout_options().call({})));
    for (const auto type : {cancellation_type::terminal, cancellation_type::partial}) {
        service.fault("status=503,retry_after=100");
        out.reset();
        start(client);
        const auto before = client.stats().retries;
        run_until(context, [&] { return client.stats().retries == before + 1; });
        signal.emit(type);
        check_cancelled(client);
        BOOST_TEST(out->result.info()->attempts == 1);
        BOOST_TEST(out->result.info()->http_status == 503);
    }
}

BOOST_AUTO_TEST_CASE(while_connecting) {
    for (const auto type : every_type) {
        out.reset();
        mrs::client_options options = service.options();
        // A listener that never accepts: TCP connects, and the handshake hangs.
        asio::io_context deaf;
        asio::ip::tcp::acceptor acceptor(deaf, {asio::ip::make_address("127.0.0.1"), 0});
        const auto port = std::to_string(acceptor.local_endpoint().port());
        mrs::client_options hanging("https://127.0.0.1:" + port, service.project(),
                                    mrs::credentials::token(mrs::secret("12345678")));
        hanging.timeouts(mrs::timeout_options().handshake(std::chrono::milliseconds(200)));
        const mrs::client client(context, hanging);
        start(client);
        run_until(context, [&] { return client.stats().connections_opening == 1; });
        signal.emit(type);
        context.restart();
        context.run();
        BOOST_TEST_REQUIRE(out.has_value());
        BOOST_TEST(out->ec == asio::error::operation_aborted);
        // The connection was opening for whoever comes; its own limit ended it.
        BOOST_TEST(client.stats().connections_opening == 0u);
    }
}

/// A query changes nothing. The connection that its answer may still come on serves nobody.
BOOST_AUTO_TEST_CASE(fault_L4_of_a_query_by_every_type_at_once) {
    const mrs::client client(
        context, service.options().timeouts(mrs::timeout_options().call({}).attempt({}).read({})));
    for (const auto type : every_type) {
        service.fault("stall,on=query");
        const auto opened = client.stats().connections_opened;
        std::optional<mrs_test::sql_ending> heard;
        client.async_sql_result(
            mrs::sql_result_request(service.cluster(), id), mrs::call_options(),
            asio::bind_cancellation_slot(signal.slot(),
                                         [&](mrs::error_code ec, mrs::sql_execution result) {
                                             heard.emplace(ec, std::move(result));
                                         }));
        run_until(context, [&] { return client.stats().connections_in_use == 1; });
        signal.emit(type);
        run_until(context, [&] { return heard.has_value(); });
        BOOST_TEST(heard->ec == asio::error::operation_aborted, heard->ec.message());
        BOOST_TEST(client.stats().connections_in_use + client.stats().connections_idle == 0u);
        service.clear_faults();
        BOOST_TEST(mrs_test::cancel(context, client, service.cluster(), id).result.succeeded());
        BOOST_TEST(client.stats().connections_opened > opened);
    }
}

/// Its cancel is not sent yet, or is answered.
BOOST_AUTO_TEST_CASE(fault_L4_of_a_wait_whose_query_stalls_by_every_type_at_once) {
    const mrs::client client(
        context, service.options().timeouts(mrs::timeout_options().call({}).attempt({}).read({})));
    for (const auto type : every_type)
        for (const bool before : {true, false}) {
            const std::string running = service.submit(mrs_test::endless_sql);
            service.fault(before ? "stall,on=query" : "ignored");
            std::optional<mrs_test::wait_ending> heard;
            client.async_cancel_sql_and_wait(
                mrs::cancel_sql_request(service.cluster(), running),
                mrs::wait_options().timeout(std::chrono::hours(1)),
                asio::bind_cancellation_slot(
                    signal.slot(), [&](mrs::error_code ec, mrs::cancel_wait_result result) {
                        heard.emplace(ec, std::move(result));
                    }));
            const auto cancels = service.stat("cancel_requests");
            run_until(context, [&] {
                return before ? client.stats().connections_in_use == 1
                              : service.stat("cancel_requests") > cancels;
            });
            if (!before) {
                service.fault("stall,on=query");
                const auto attempts = client.stats().attempts;
                run_until(context, [&] { return client.stats().attempts > attempts; });
            }
            signal.emit(type);
            run_until(context, [&] { return heard.has_value(); });
            BOOST_TEST(heard->ec == asio::error::operation_aborted, heard->ec.message());
            service.clear_faults();
            BOOST_TEST(
                mrs_test::cancel(context, client, service.cluster(), running).result.succeeded());
        }
}

asio::awaitable<void> awaits(const mrs::client& client, std::string cluster, std::string id,
                             mrs::error_code& ec) {
    try {
        const auto result = co_await client.cancel_sql(mrs::cancel_sql_request(cluster, id));
        BOOST_TEST(result.succeeded());
    } catch (const mrs::error& e) {
        ec = e.code();
    }
}

BOOST_AUTO_TEST_CASE(of_a_coroutine) {
    service.fault("stall");
    const mrs::client client(context, service.options());
    mrs::error_code ec;
    asio::co_spawn(context, awaits(client, service.cluster(), id, ec),
                   asio::bind_cancellation_slot(signal.slot(), asio::detached));
    run_until(context, [&] { return client.stats().connections_in_use == 1; });
    signal.emit(cancellation_type::terminal);
    context.run();
    BOOST_TEST(ec == asio::error::operation_aborted);
    BOOST_TEST(client.stats().connections_in_use == 0u);
}

/// Signals from a strand of the caller's own, at random moments, while four threads run the client.
BOOST_AUTO_TEST_CASE(from_other_threads_at_any_moment) {
    constexpr int calls = 2'000;
    service.fault("latency=1ms,probability=0.5");
    asio::thread_pool pool(4);
    const mrs::client client(pool.get_executor(),
                             service.options().pool(mrs::pool_options().max_connections(8)));
    std::atomic<int> completed{0};
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    auto strand = asio::make_strand(pool.get_executor());
    for (int i = 0; i < calls; ++i) {
        auto& one = *signals.emplace_back(std::make_unique<asio::cancellation_signal>());
        asio::post(strand, [&, i] {
            client.async_cancel_sql(
                mrs::cancel_sql_request(service.cluster(), id),
                asio::bind_executor(
                    strand, asio::bind_cancellation_slot(
                                one.slot(), [&](mrs::error_code, const mrs::cancel_sql_result&) {
                                    ++completed;
                                })));
            asio::post(strand,
                       [&one, i] { one.emit(every_type[static_cast<std::size_t>(i) % 3]); });
        });
    }
    pool.join();
    BOOST_TEST(completed == calls);
    const mrs::client_stats stats = client.stats();
    BOOST_TEST(stats.calls_in_flight == 0u);
    BOOST_TEST(stats.calls_waiting == 0u);
    BOOST_TEST(stats.connections_in_use == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
