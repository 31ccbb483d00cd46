// SPDX-License-Identifier: BSL-1.0
#include "sync_bench.hpp"

#include <mrs/observer.hpp>

#include <boost/asio/error.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs_test::await;
using mrs_test::ending_of;
using mrs_test::sync_bench;
using namespace std::chrono_literals;

// How calls of a synchronous client end before their time.

namespace sync_stops {
namespace {

class fixture : public sync_bench {
public:
    std::stop_source source;

    void stall() {
        BOOST_TEST(cancels(0)); // A connection is open.
        service.fault("stall,on=any");
    }
};

} // namespace
} // namespace sync_stops

BOOST_FIXTURE_TEST_SUITE(sync_stops, fixture)

BOOST_AUTO_TEST_CASE(stopped_before_a_call_sends_nothing) {
    source.request_stop();
    const auto stop = source.get_token();
    const auto cancelled = ending_of([&] { return client->cancel_sql(request(0), {}, stop); });
    BOOST_TEST(cancelled.code() == asio::error::operation_aborted);
    BOOST_TEST(cancelled.error->info().operation == "cancel_sql");
    BOOST_TEST(cancelled.error->info().detail == "the call was cancelled");
    BOOST_TEST((cancelled.error->info().stop == mrs::stop_reason::cancelled));
    for (const auto& code : {
             ending_of([&] { return client->cancel_sql_and_wait(request(0), {}, stop); }).code(),
             ending_of([&] {
                 return client->execute_sql(statement("show tables"), {}, stop);
             }).code(),
             ending_of([&] {
                 return client->sql_result({service.cluster(), ids[0]}, {}, stop);
             }).code(),
         })
        BOOST_TEST(code == asio::error::operation_aborted);
    const auto run = client->cancel_all(requests(), {}, {}, stop);
    BOOST_TEST((run.end == mrs::bulk_end::stopped));
    BOOST_TEST(run.totals.taken == 0U);
    BOOST_TEST(client->stats().calls_started == 0U);
    BOOST_TEST(service.stat("connections_accepted") == 0U);
}

BOOST_AUTO_TEST_CASE(stopped_during_a_call_ends_it) {
    stall();
    const auto stop = source.get_token();
    auto cancelled = in_flight([&] { return client->cancel_sql(request(0), {}, stop); });
    auto waited = in_flight([&] { return client->cancel_sql_and_wait(request(1), {}, stop); });
    auto asked = in_flight([&] {
        return client->sql_result({service.cluster(), ids[0]}, {}, stop);
    });
    source.request_stop();
    BOOST_TEST(cancelled.get().code() == asio::error::operation_aborted);
    BOOST_TEST(waited.get().code() == asio::error::operation_aborted);
    const auto ending = asked.get();
    BOOST_TEST(ending.code() == asio::error::operation_aborted);
    BOOST_TEST(ending.error->info().endpoint == service.endpoint());
    BOOST_TEST(client->stats().calls_in_flight == 0U);
}

/// Without its id nobody could stop the statement.
BOOST_AUTO_TEST_CASE(stopped_during_a_submission_it_still_learns_the_id) {
    service.fault("latency=500ms,on=submit");
    const auto stop = source.get_token();
    auto submitted =
        in_flight([&] { return client->execute_sql(statement(mrs_test::endless_sql), {}, stop); });
    await([&] { return client->stats().attempts == 1; });
    source.request_stop();
    const auto ending = submitted.get();
    BOOST_TEST(!ending.error);
    BOOST_TEST(!ending.result.id().empty());
    BOOST_TEST(client->cancel_sql({service.cluster(), ending.result.id()}).succeeded());
}

BOOST_AUTO_TEST_CASE(stopped_during_a_run_it_returns_its_summary) {
    std::atomic<std::size_t> told = 0;
    const auto run = client->cancel_all(
        requests(), mrs::bulk_options().concurrency(1),
        [&](const mrs::bulk_outcome&) {
            if (++told == 3)
                source.request_stop(); // On the client's own thread, as from any other.
        },
        source.get_token());
    BOOST_TEST((run.end == mrs::bulk_end::stopped));
    BOOST_TEST(run.totals.done() == told);
    BOOST_TEST(told < ids.size());
}

BOOST_AUTO_TEST_CASE(a_run_s_own_handle_still_works) {
    const mrs::bulk_control control;
    const auto run = client->cancel_all(
        requests(), mrs::bulk_options().concurrency(1).control(control),
        [&](const mrs::bulk_outcome&) { control.stop(); }, source.get_token());
    BOOST_TEST((run.end == mrs::bulk_end::stopped));
    BOOST_TEST(run.totals.done() < ids.size());
    BOOST_TEST(control.progress().done() == run.totals.done());
}

BOOST_AUTO_TEST_CASE(stopped_after_a_call_nothing_happens) {
    BOOST_TEST(client->cancel_sql(request(0), {}, source.get_token()).succeeded());
    BOOST_TEST(client->cancel_all(requests(), {}, {}, source.get_token()).totals.succeeded == 100U);
    source.request_stop();
    BOOST_TEST(cancels(1));
}

/// ThreadSanitizer looks at it: whichever comes first, the call ends once.
BOOST_AUTO_TEST_CASE(a_stop_may_meet_the_end_of_its_call) {
    for (int round = 0; round < 50; ++round) {
        std::stop_source own;
        std::atomic<bool> go = false;
        std::jthread stopper([&] {
            while (!go)
                std::this_thread::yield();
            own.request_stop();
        });
        go = true;
        const auto ended =
            ending_of([&] { return client->cancel_sql(request(0), {}, own.get_token()); });
        BOOST_TEST((ended.result.succeeded() || ended.code() == asio::error::operation_aborted));
    }
    BOOST_TEST(cancels(0));
}

BOOST_AUTO_TEST_CASE(closing_lets_calls_end_and_refuses_new_ones) {
    service.fault("latency=300ms");
    auto cancelled = in_flight([&] { return client->cancel_sql(request(0)); });
    await([&] { return client->stats().attempts == 1; });
    BOOST_TEST(client->close(30s));
    BOOST_TEST(cancelled.get().result.succeeded());
    const auto refused = ending_of([&] { return client->cancel_sql(request(1)); });
    BOOST_TEST(refused.code() == mrs::errc::client_closed);
    BOOST_TEST((client->cancel_all(requests()).end == mrs::bulk_end::aborted));
    BOOST_TEST(client->close(0s));
    BOOST_TEST(client->stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(closing_without_patience_ends_what_is_in_flight) {
    stall();
    auto cancelled = in_flight([&] { return client->cancel_sql(request(0)); });
    await([&] { return client->stats().attempts == 2; });
    BOOST_TEST(!client->close(0s));
    BOOST_TEST(cancelled.get().code() == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_CASE(destroyed_it_ends_the_calls_of_all_threads) {
    client = std::make_unique<mrs::sync_client>(
        service.options().pool(mrs::pool_options().max_connections(2)));
    stall();
    const mrs::sync_client& all = *client;
    std::vector<std::future<mrs_test::sync_ending<mrs::cancel_sql_result>>> endings;
    for (std::size_t i = 0; i < 8; ++i)
        endings.push_back(in_flight([&all, one = request(i)] { return all.cancel_sql(one); }));
    auto run = in_flight([&all, some = requests()] { return all.cancel_all(some); });
    client.reset();
    for (auto& one : endings) {
        const auto ending = one.get();
        BOOST_TEST(ending.code() == mrs::condition::cancelled);
        BOOST_TEST(ending.error->info().operation == "cancel_sql");
    }
    const auto ending = run.get();
    BOOST_TEST(!ending.error);
    BOOST_TEST((ending.result.end == mrs::bulk_end::aborted));
}

/// By a sink, for example, that holds the last reference: its thread cannot wait for itself.
BOOST_AUTO_TEST_CASE(destroyed_on_its_own_thread_it_ends_too) {
    const auto watcher = std::make_shared<mrs::observer>();
    client = std::make_unique<mrs::sync_client>(service.options().observer(watcher));
    const auto run = client->cancel_all(requests(), mrs::bulk_options().concurrency(1),
                                        [&](const mrs::bulk_outcome&) { client.reset(); });
    BOOST_TEST((run.end == mrs::bulk_end::aborted));
    BOOST_TEST(run.totals.succeeded == 1U);
    await([&] { return watcher.use_count() == 1; }); // All that held it has gone.
}

BOOST_AUTO_TEST_SUITE_END()
