// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <future>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs_test::emulator;

namespace bulk {
namespace {

struct fixture {
    asio::io_context context;
    std::map<std::string, int> seen;
    std::vector<mrs::bulk_outcome> outcomes;

    std::vector<mrs::cancel_sql_request> requests(const emulator& service, std::size_t count) {
        std::vector<mrs::cancel_sql_request> result;
        for (const std::string& id : service.seed(count))
            result.emplace_back(service.cluster(), id);
        return result;
    }

    mrs::bulk_sink sink() {
        return [this](const mrs::bulk_outcome& outcome) {
            ++seen[std::string(outcome.request.sql_id())];
            outcomes.push_back(outcome);
        };
    }

    mrs::bulk_summary run(const mrs::client& client, mrs::bulk_source source,
                          mrs::bulk_options options = mrs::bulk_options()) {
        auto done = client.async_cancel_all(std::move(source), std::move(options), sink(),
                                            asio::use_future);
        context.restart();
        context.run();
        return done.get();
    }

    [[nodiscard]] bool each_once(std::size_t count) const {
        return seen.size() == count && std::all_of(seen.begin(), seen.end(),
                                                   [](const auto& one) { return one.second == 1; });
    }
};

} // namespace
} // namespace bulk

BOOST_FIXTURE_TEST_SUITE(bulk, fixture)

BOOST_DATA_TEST_CASE_F(fixture, every_request_has_one_outcome, data::make({0, 1, 64}),
                       concurrency) {
    const emulator service;
    const mrs::client client(context,
                             service.options().pool(mrs::pool_options().max_connections(64)));
    auto all = requests(service, 5'000);
    const auto summary =
        run(client, all, mrs::bulk_options().concurrency(static_cast<std::size_t>(concurrency)));
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 5'000u);
    BOOST_TEST(summary.totals.done() == 5'000u);
    BOOST_TEST(summary.not_tried == 0u);
    BOOST_TEST(each_once(5'000));
    BOOST_TEST(service.stat("cancel_decided") == 5'000u);
    BOOST_TEST(client.stats().calls_in_flight == 0u);
}

/// Makes each request when it is asked for it, and goes through them once, as a generator does.
class single_pass {
public:
    single_pass(std::vector<std::string> ids, std::string cluster)
        : ids_(std::move(ids)), cluster_(std::move(cluster)) {}
    single_pass(single_pass&&) = default;
    single_pass& operator=(single_pass&&) = default;

    class iterator {
    public:
        using value_type = mrs::cancel_sql_request;
        using difference_type = std::ptrdiff_t;

        explicit iterator(single_pass& range) : range_(&range) {}
        value_type operator*() const { return {range_->cluster_, range_->ids_[range_->at_]}; }
        iterator& operator++() {
            ++range_->at_;
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& at, std::default_sentinel_t) { return at.ended(); }

    private:
        [[nodiscard]] bool ended() const { return range_->at_ == range_->ids_.size(); }

        single_pass* range_;
    };

    iterator begin() { return iterator(*this); }
    static std::default_sentinel_t end() { return {}; }

private:
    std::vector<std::string> ids_;
    std::string cluster_;
    std::size_t at_ = 0;
};

BOOST_AUTO_TEST_CASE(a_single_pass_range_is_a_source) {
    const emulator service;
    const mrs::client client(context, service.options());
    const auto summary = run(client, single_pass(service.seed(50), service.cluster()));
    BOOST_TEST(summary.totals.succeeded == 50u);
    BOOST_TEST(each_once(50));
}

BOOST_AUTO_TEST_CASE(an_empty_source_completes) {
    const emulator service;
    const mrs::client client(context, service.options());
    const auto summary = run(client, std::vector<mrs::cancel_sql_request>());
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(summary.totals.taken == 0u);
}

using request_channel =
    asio::experimental::channel<void(boost::system::error_code, mrs::cancel_sql_request)>;

asio::awaitable<void> send_all(request_channel& channel,
                               const std::vector<mrs::cancel_sql_request>& requests) {
    for (const auto& request : requests)
        co_await channel.async_send(boost::system::error_code(), request, asio::use_awaitable);
    const mrs::cancel_sql_request none;
    co_await channel.async_send(asio::error::eof, none, asio::use_awaitable);
}

BOOST_AUTO_TEST_CASE(a_channel_is_a_source) {
    const emulator service;
    const mrs::client client(context, service.options());
    const auto all = requests(service, 300);
    request_channel channel(context, 4);
    asio::co_spawn(context, send_all(channel, all), asio::detached);
    const auto summary = run(client, mrs::bulk_source::from_channel(channel));
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 300u);
    BOOST_TEST(each_once(300));
}

BOOST_AUTO_TEST_CASE(failed_and_bad_requests_are_outcomes) {
    const emulator service;
    const mrs::client client(context, service.options());
    auto all = requests(service, 100);
    service.fault("failed=500,sql_id=" + std::string(all[3].sql_id()));
    all.emplace_back(service.cluster(), "unknown");
    all.emplace_back(service.cluster(), "a\nb");
    const auto summary = run(client, all);
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 99u);
    BOOST_TEST(summary.totals.failed == 1u);
    BOOST_TEST(summary.totals.errors == 2u);
    BOOST_TEST(summary.not_tried == 1u);
    BOOST_TEST(each_once(102));
}

BOOST_AUTO_TEST_CASE(the_first_failure_can_stop_it) {
    const emulator service;
    const mrs::client client(context, service.options());
    auto all = requests(service, 1'000);
    service.fault("failed=500,sql_id=" + std::string(all[5].sql_id()));
    const auto summary = run(client, all, mrs::bulk_options().fail_fast(true).concurrency(4));
    BOOST_TEST((summary.end == mrs::bulk_end::first_failed));
    BOOST_TEST(summary.totals.failed == 1u);
    BOOST_TEST(summary.totals.taken < 1'000u);
    BOOST_TEST(outcomes.size() == summary.totals.taken);
}

BOOST_AUTO_TEST_CASE(too_many_errors_can_stop_it) {
    const emulator service;
    const mrs::client client(context, service.options());
    service.fault("failed=500,probability=0.5");
    const auto summary = run(client, requests(service, 1'000),
                             mrs::bulk_options().max_error_ratio(0.1).concurrency(4));
    BOOST_TEST((summary.end == mrs::bulk_end::error_ratio));
    BOOST_TEST(summary.totals.done() >= 20u);
    BOOST_TEST(summary.totals.taken < 1'000u);
}

BOOST_AUTO_TEST_CASE(refused_credentials_stop_it) {
    const emulator service;
    mrs::client_options options(service.endpoint(), service.project(),
                                mrs::credentials::token(mrs::secret("not-the-token-12345")));
    options.tls(service.tls());
    const mrs::client client(context, options);
    const auto summary = run(client, requests(service, 1'000), mrs::bulk_options().concurrency(4));
    BOOST_TEST((summary.end == mrs::bulk_end::unauthorized));
    BOOST_TEST(summary.totals.taken <= 8u);
}

BOOST_AUTO_TEST_CASE(a_throttled_request_is_sent_again_and_the_quota_learned) {
    const emulator service({"--quota", "50/s"});
    mrs::client_options options = service.options();
    const mrs::client client(context, options);
    const auto summary = run(client, requests(service, 200), mrs::bulk_options());
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 200u);
    BOOST_TEST(summary.totals.throttled >= 1u);
    BOOST_TEST(summary.totals.throttled <= 16u);
    BOOST_TEST(each_once(200));
}

BOOST_AUTO_TEST_CASE(what_is_expected_tells_how_long_the_rest_takes) {
    const emulator service;
    mrs::client_options options = service.options();
    options.rate(mrs::rate_options::fixed(20, std::chrono::seconds(1)));
    const mrs::client client(context, options);
    const mrs::bulk_control control;
    control.expect(60);
    std::vector<double> told;
    auto done = client.async_cancel_all(
        requests(service, 60), mrs::bulk_options().control(control),
        [&](const mrs::bulk_outcome&) {
            const auto left = control.progress().remaining;
            BOOST_TEST_REQUIRE(left.has_value());
            told.push_back(std::chrono::duration<double>(*left).count());
        },
        boost::asio::use_future);
    context.run();
    done.get();
    // Twenty at once, and then one in 50 ms after a second: within what a slow machine adds.
    BOOST_TEST_REQUIRE(told.size() == 60u);
    BOOST_TEST(told.front() <= 3.0);
    BOOST_TEST(told.front() >= 1.5);
    BOOST_TEST(told.back() <= 0.1);
}

/// Against a service that enforces the quota that the client was told.
BOOST_AUTO_TEST_CASE(fault_B1_a_known_quota_is_kept_to) {
    const emulator service({"--quota", "50/s"});
    mrs::client_options options = service.options();
    options.rate(mrs::rate_options::fixed(50, std::chrono::seconds(1)));
    const mrs::client client(context, options);
    const auto summary = run(client, requests(service, 200), mrs::bulk_options());
    BOOST_TEST(summary.totals.succeeded == 200u);
    BOOST_TEST(summary.totals.throttled == 0u);
    BOOST_TEST(service.stat("throttled") == 0u);
}

BOOST_AUTO_TEST_CASE(stopping_lets_end_what_was_sent) {
    const emulator service;
    const mrs::client client(context, service.options());
    service.fault("latency=20ms");
    const mrs::bulk_control control;
    int count = 0;
    auto done = client.async_cancel_all(
        requests(service, 1'000), mrs::bulk_options().concurrency(8).control(control),
        [&](const mrs::bulk_outcome& outcome) {
            ++seen[std::string(outcome.request.sql_id())];
            if (++count == 20)
                control.stop();
        },
        asio::use_future);
    context.run();
    const auto summary = done.get();
    BOOST_TEST((summary.end == mrs::bulk_end::stopped));
    BOOST_TEST(summary.totals.taken < 1'000u);
    BOOST_TEST(summary.totals.succeeded + summary.not_tried == summary.totals.taken);
    BOOST_TEST(each_once(summary.totals.taken));
    BOOST_TEST(control.progress().done() == summary.totals.done());
}

BOOST_AUTO_TEST_CASE(aborting_ends_what_is_in_flight) {
    const emulator service;
    const mrs::client client(context, service.options());
    service.fault("stall");
    asio::cancellation_signal signal;
    std::optional<mrs::bulk_summary> summary;
    client.async_cancel_all(
        requests(service, 100), mrs::bulk_options().concurrency(8), sink(),
        asio::bind_cancellation_slot(
            signal.slot(), [&](const std::exception_ptr& thrown, const mrs::bulk_summary& result) {
                BOOST_TEST(!thrown);
                summary = result;
            }));
    while (client.stats().connections_in_use < 8)
        context.run_one();
    signal.emit(asio::cancellation_type::terminal);
    context.run();
    BOOST_TEST_REQUIRE(summary.has_value());
    BOOST_TEST((summary->end == mrs::bulk_end::aborted));
    BOOST_TEST(summary->totals.errors == 8u);
    BOOST_TEST(outcomes.size() == 8u);
    for (const auto& outcome : outcomes)
        BOOST_TEST(outcome.error == asio::error::operation_aborted);
    BOOST_TEST(client.stats().connections_in_use == 0u);
}

BOOST_AUTO_TEST_CASE(what_the_sink_throws_ends_it) {
    const emulator service;
    const mrs::client client(context, service.options());
    auto done = client.async_cancel_all(
        requests(service, 100), mrs::bulk_options().concurrency(2),
        [](const mrs::bulk_outcome&) { throw std::runtime_error("disk full"); }, asio::use_future);
    context.run();
    BOOST_CHECK_THROW((void)done.get(), std::runtime_error);
    BOOST_TEST(client.stats().calls_in_flight == 0u);
}

BOOST_AUTO_TEST_CASE(what_the_source_throws_ends_it) {
    const emulator service;
    const mrs::client client(context, service.options());
    const mrs::bulk_source source(
        mrs::bulk_source::next_function([]() -> std::optional<mrs::cancel_sql_request> {
            throw std::runtime_error("line 7 is no id");
        }));
    auto done = client.async_cancel_all(source, mrs::bulk_options(), sink(), asio::use_future);
    context.run();
    BOOST_CHECK_THROW((void)done.get(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(destroying_the_client_aborts_it) {
    const emulator service;
    service.fault("stall");
    std::future<mrs::bulk_summary> done;
    {
        const mrs::client client(context, service.options());
        done = client.async_cancel_all(requests(service, 100), mrs::bulk_options().concurrency(4),
                                       sink(), asio::use_future);
        while (client.stats().connections_in_use < 4)
            context.run_one();
    }
    context.run();
    BOOST_TEST((done.get().end == mrs::bulk_end::aborted));
}

/// The sanitizers tell whether anything is leaked.
BOOST_AUTO_TEST_CASE(a_context_destroyed_while_it_goes_frees_it) {
    const emulator service;
    service.fault("stall");
    std::optional<asio::io_context> own(std::in_place);
    {
        const mrs::client client(*own, service.options());
        client.async_cancel_all(requests(service, 100), mrs::bulk_options().concurrency(4), sink(),
                                asio::detached);
        own->run_for(std::chrono::milliseconds(50));
    }
    own.reset();
    BOOST_TEST(outcomes.empty());
}

BOOST_AUTO_TEST_CASE(bad_options_are_refused) {
    const emulator service;
    const mrs::client client(context, service.options());
    const auto refused = [&](const mrs::bulk_options& options) {
        BOOST_CHECK_EXCEPTION(
            client.async_cancel_all(requests(service, 1), options, sink(), asio::detached),
            mrs::error, [](const auto& e) { return e.code() == mrs::errc::invalid_argument; });
    };
    refused(mrs::bulk_options().concurrency(100'001));
    refused(mrs::bulk_options().max_error_ratio(1.5));
    refused(mrs::bulk_options().max_error_ratio(-1));
}

BOOST_AUTO_TEST_SUITE_END()
