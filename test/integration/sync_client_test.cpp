// SPDX-License-Identifier: BSL-1.0
#include "sync_bench.hpp"

#include <mrs/client.hpp>
#include <mrs/observer.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using mrs_test::ending_of;
using mrs_test::sync_bench;
using namespace std::chrono_literals;

namespace sync_calls {
namespace {

/// What a coroutine throws for the same.
template<typename Result>
std::optional<mrs::error> thrown_by(const sync_bench& bench,
                                    asio::awaitable<Result> (*start)(const mrs::client&,
                                                                     const sync_bench&)) {
    asio::io_context context;
    const mrs::client client(context, bench.service.options());
    std::optional<mrs::error> error;
    asio::co_spawn(context, start(client, bench),
                   [&](const std::exception_ptr& thrown, const Result&) {
                       try {
                           BOOST_TEST_REQUIRE(bool(thrown));
                           std::rethrow_exception(thrown);
                       } catch (const mrs::error& e) {
                           error.emplace(e);
                       }
                   });
    context.run();
    return error;
}

/// But for what differs from call to call.
void expect_same(const std::optional<mrs::error>& one, const std::optional<mrs::error>& other) {
    BOOST_TEST_REQUIRE((one && other));
    BOOST_TEST(one->code() == other->code());
    const mrs::diagnostics& a = one->info();
    const mrs::diagnostics& b = other->info();
    BOOST_TEST(a.operation == b.operation);
    BOOST_TEST(a.endpoint == b.endpoint);
    BOOST_TEST(a.detail == b.detail);
    BOOST_TEST(a.http_status == b.http_status);
    BOOST_TEST(a.service_code == b.service_code);
    BOOST_TEST(a.service_message == b.service_message);
    BOOST_TEST(a.request_id.empty() == b.request_id.empty());
    BOOST_TEST(a.cause == b.cause);
    BOOST_TEST((a.stop == b.stop));
    BOOST_TEST(a.maybe_submitted == b.maybe_submitted);
    BOOST_TEST(a.attempts == b.attempts);
    BOOST_TEST((a.elapsed > 0ns));
    BOOST_TEST_REQUIRE(a.history.size() == b.history.size());
    for (std::size_t i = 0; i < a.history.size(); ++i)
        BOOST_TEST(a.history[i].error == b.history[i].error);
    BOOST_TEST(std::string(one->what()).starts_with(a.operation + " at " + a.endpoint));
}

} // namespace
} // namespace sync_calls

BOOST_FIXTURE_TEST_SUITE(sync_calls, sync_bench)

BOOST_AUTO_TEST_CASE(each_call_has_the_result_of_the_client_s) {
    const auto cancelled = client->cancel_sql(request(0));
    BOOST_TEST(cancelled.succeeded());
    BOOST_TEST(cancelled.http_status() == 200);
    BOOST_TEST(cancelled.attempts() == 1);

    const auto shown = client->execute_sql(statement("show tables"));
    BOOST_TEST(!shown.id().empty());
    const auto asked = client->sql_result({service.cluster(), shown.id()});
    BOOST_TEST(asked.id() == shown.id());

    const auto endless = client->execute_sql(statement(mrs_test::endless_sql));
    BOOST_TEST(!endless.ended());
    const auto ended = client->cancel_sql_and_wait({service.cluster(), endless.id()});
    BOOST_TEST((ended.outcome() == mrs::wait_outcome::stopped));
    BOOST_TEST(client->stats().calls_in_flight == 0U);
    BOOST_TEST(client->stats().connections_opened == 1U);
    client->trim();
    BOOST_TEST(cancels(1));
}

BOOST_AUTO_TEST_CASE(failed_is_an_answer) {
    service.fault("failed=500,message=too late");
    const auto result = client->cancel_sql(request(0));
    BOOST_TEST(result.failed());
    BOOST_TEST(result.message() == "too late");
}

BOOST_AUTO_TEST_CASE(each_error_has_the_diagnostics_of_the_coroutine_s) {
    const sync_bench& self = *this;
    const auto& cluster = service.cluster();
    sync_calls::expect_same(ending_of([&] {
                                return client->cancel_sql({cluster, "unknown"});
                            }).error,
                            sync_calls::thrown_by<mrs::cancel_sql_result>(
                                self, [](const mrs::client& c, const sync_bench& b) {
                                    return c.cancel_sql(
                                        mrs::cancel_sql_request(b.service.cluster(), "unknown"));
                                }));
    sync_calls::expect_same(ending_of([&] {
                                return client->sql_result({cluster, "unknown"});
                            }).error,
                            sync_calls::thrown_by<mrs::sql_execution>(
                                self, [](const mrs::client& c, const sync_bench& b) {
                                    return c.sql_result(
                                        mrs::sql_result_request(b.service.cluster(), "unknown"));
                                }));
    sync_calls::expect_same(ending_of([&] {
                                return client->cancel_sql_and_wait({cluster, "unknown"});
                            }).error,
                            sync_calls::thrown_by<mrs::cancel_wait_result>(
                                self, [](const mrs::client& c, const sync_bench& b) {
                                    return c.cancel_sql_and_wait(
                                        mrs::cancel_sql_request(b.service.cluster(), "unknown"));
                                }));
    service.fault("drop,on=submit");
    sync_calls::expect_same(
        ending_of([&] { return client->execute_sql(statement("show tables")); }).error,
        sync_calls::thrown_by<mrs::sql_execution>(
            self, [](const mrs::client& c, const sync_bench& b) {
                return c.execute_sql(mrs::execute_sql_request(b.service.cluster(), "show tables"));
            }));
    service.fault("status=503");
    sync_calls::expect_same(ending_of([&] { return client->cancel_sql(request(0)); }).error,
                            sync_calls::thrown_by<mrs::cancel_sql_result>(
                                self, [](const mrs::client& c, const sync_bench& b) {
                                    return c.cancel_sql(b.request(0));
                                }));
}

BOOST_AUTO_TEST_CASE(a_limit_ends_a_call) {
    service.fault("stall");
    const auto ended = ending_of(
        [&] { return client->cancel_sql(request(0), mrs::call_options().timeout(100ms)); });
    BOOST_TEST(ended.code() == mrs::condition::timeout);
    BOOST_TEST((ended.error->info().stop == mrs::stop_reason::deadline));
    BOOST_TEST((ended.error->info().elapsed >= 100ms));
}

BOOST_AUTO_TEST_CASE(wrong_options_are_refused_before_a_thread_is_started) {
    auto options = service.options();
    options.pool(mrs::pool_options().max_connections(0));
    BOOST_CHECK_EXCEPTION(mrs::sync_client{options}, mrs::error, [](const mrs::error& e) {
        return e.code() == mrs::errc::invalid_argument;
    });
    BOOST_CHECK_EXCEPTION(
        client->cancel_all(requests(), mrs::bulk_options().max_error_ratio(2)), mrs::error,
        [](const mrs::error& e) { return e.code() == mrs::errc::invalid_argument; });
}

BOOST_AUTO_TEST_CASE(threads_share_its_connections) {
    std::atomic<int> succeeded = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < 10; ++t)
            threads.emplace_back([&, t] {
                for (std::size_t i = 0; i < 10; ++i)
                    succeeded += cancels(10 * t + i) ? 1 : 0;
            });
    }
    BOOST_TEST(succeeded == 100);
    BOOST_TEST(client->stats().calls_answered == 100U);
    BOOST_TEST(client->stats().connections_opened <= 10U);
    for (const auto& [id, count] : service.decided())
        BOOST_TEST(count == 1);
}

BOOST_AUTO_TEST_CASE(a_view_is_a_source) {
    std::size_t told = 0;
    std::vector<mrs::cancel_sql_request> kept;
    for (const std::string& id : ids)
        kept.emplace_back(service.cluster(), id);
    const auto all = client->cancel_all(
        std::span<const mrs::cancel_sql_request>(kept), mrs::bulk_options(),
        [&](const mrs::bulk_outcome& outcome) { told += outcome.result.succeeded() ? 1U : 0U; });
    BOOST_TEST((all.end == mrs::bulk_end::complete));
    BOOST_TEST(all.totals.succeeded == ids.size());
    BOOST_TEST(told == ids.size());
    BOOST_TEST(client->cancel_all(requests()).totals.succeeded == ids.size());
}

BOOST_AUTO_TEST_CASE(what_a_source_or_a_sink_throws_is_the_caller_s) {
    const mrs::bulk_source source(mrs::bulk_source::next_function(
        []() -> std::optional<mrs::cancel_sql_request> { throw std::out_of_range("the source"); }));
    BOOST_CHECK_EXCEPTION(client->cancel_all(source), std::out_of_range,
                          [](const auto& e) { return std::string(e.what()) == "the source"; });
    BOOST_CHECK_EXCEPTION(
        client->cancel_all(requests(), mrs::bulk_options(),
                           [](const mrs::bulk_outcome&) { throw std::length_error("the sink"); }),
        std::length_error, [](const auto& e) { return std::string(e.what()) == "the sink"; });
    BOOST_TEST(cancels(0));
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_is_counted) {
    struct throwing final : mrs::observer {
        void on_call_ended(const mrs::call_ended&) override { throw std::runtime_error("no"); }
    };
    client = std::make_unique<mrs::sync_client>(
        service.options().observer(std::make_shared<throwing>()));
    BOOST_TEST(cancels(0));
    BOOST_TEST(client->stats().observer_failures == 1U);
}

/// It would wait for itself for ever.
BOOST_AUTO_TEST_CASE(a_call_on_its_own_thread_is_refused) {
    std::vector<mrs::error_code> codes;
    mrs::client_stats seen;
    const auto all = client->cancel_all(
        std::vector{request(0)}, mrs::bulk_options(), [&](const mrs::bulk_outcome&) {
            codes.push_back(ending_of([&] { return client->cancel_sql(request(1)); }).code());
            codes.push_back(ending_of([&] { return client->cancel_all(requests()); }).code());
            codes.push_back(ending_of([&] { return client->close(1s); }).code());
            client->trim();
            seen = client->stats();
        });
    BOOST_TEST(all.totals.succeeded == 1U);
    BOOST_TEST(codes.size() == 3U);
    for (const auto& code : codes)
        BOOST_TEST(code == mrs::errc::invalid_argument);
    BOOST_TEST(seen.connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(no_signal_is_handled_on_its_thread) {
    sigset_t blocked;
    sigemptyset(&blocked);
    static_cast<void>(client->cancel_all(
        std::vector{request(0)}, mrs::bulk_options(),
        [&](const mrs::bulk_outcome&) { ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked); }));
    BOOST_TEST(sigismember(&blocked, SIGTERM) == 1);
    sigset_t mine;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &mine);
    BOOST_TEST(sigismember(&mine, SIGTERM) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
