// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "scripted_peer.hpp"
#include "support/run.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs::wait_outcome;
using mrs_test::emulator;
using mrs_test::peer_reply;
using mrs_test::scripted_peer;
using namespace std::chrono_literals;

namespace bulk_wait {
namespace {

using requests = std::vector<mrs::cancel_sql_request>;

requests endless(const emulator& service, std::size_t count) {
    requests result;
    while (result.size() < count)
        result.emplace_back(service.cluster(), service.submit(mrs_test::endless_sql));
    return result;
}

/// An execution that nobody sees the end of: asked once before its cancel, and once after it.
mrs::wait_options for_ever() {
    return mrs::wait_options().timeout(24h).initial_interval(24h).max_interval(24h);
}

struct fixture {
    asio::io_context context;
    mrs::bulk_control control;
    std::vector<mrs::bulk_outcome> outcomes;

    std::future<mrs::bulk_summary> start(const mrs::client& client, requests all,
                                         mrs::bulk_options options) {
        context.restart();
        return client.async_cancel_all(
            std::move(all), options.control(control),
            [this](const mrs::bulk_outcome& outcome) { outcomes.push_back(outcome); },
            asio::use_future);
    }
    mrs::bulk_summary end(std::future<mrs::bulk_summary> run) {
        context.run();
        return run.get();
    }
    void run_until_waiting(std::size_t count) {
        while (control.progress().waiting < count && context.run_one() != 0)
            continue;
        BOOST_TEST(control.progress().waiting == count);
    }
    [[nodiscard]] const mrs::bulk_outcome& outcome_of(std::string_view id) const {
        for (const auto& outcome : outcomes)
            if (outcome.request.sql_id() == id)
                return outcome;
        throw std::out_of_range(std::string(id) + " has no outcome");
    }
};

} // namespace
} // namespace bulk_wait

BOOST_FIXTURE_TEST_SUITE(bulk_wait, fixture)

BOOST_AUTO_TEST_CASE(each_end_is_told) {
    const emulator service;
    const mrs::client client(context, service.options());
    requests all = endless(service, 5);
    for (const std::string& id : service.seed(3))
        all.emplace_back(service.cluster(), id);
    all.emplace_back(service.cluster(), "unknown");
    service.fault("ignored,sql_id=" + std::string(all[0].sql_id()));
    service.fault("failed=500,sql_id=" + std::string(all[1].sql_id()));
    service.fault("status=403,on=query,sql_id=" + std::string(all[2].sql_id()));
    const auto summary =
        end(start(client, all, mrs::bulk_options().wait(mrs::wait_options().timeout(300ms))));
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(outcomes.size() == all.size());
    BOOST_TEST(summary.totals.succeeded == 6u);
    BOOST_TEST(summary.totals.failed == 1u);
    BOOST_TEST(summary.totals.errors == 2u);
    BOOST_TEST(summary.totals.stopped == 2u);
    BOOST_TEST(summary.totals.had_ended == 3u);
    BOOST_TEST(summary.totals.still_running == 1u);
    BOOST_TEST(summary.totals.end_unknown == 1u);
    BOOST_TEST(summary.totals.waiting == 0u);
    BOOST_TEST(summary.not_tried == 0u);
    // What had ended was not cancelled, and what was stopped has stopped.
    BOOST_TEST(service.stat("cancel_decided") == 5u);
    BOOST_TEST(service.state(all[3].sql_id()) == "FAILED");
    BOOST_TEST(service.state(all[0].sql_id()) == "RUNNING");
    BOOST_TEST((outcome_of(all[0].sql_id()).wait->state() == mrs::sql_state::running));
    BOOST_TEST((outcome_of(all[1].sql_id()).wait->outcome() == wait_outcome::not_cancelled));
    const auto& forbidden = outcome_of(all[2].sql_id());
    BOOST_TEST(forbidden.error == mrs::errc::forbidden);
    BOOST_TEST(forbidden.result.succeeded());
    BOOST_TEST(forbidden.info()->http_status == 403);
    BOOST_TEST((outcome_of(all[5].sql_id()).wait->state() == mrs::sql_state::finished));
    BOOST_TEST(outcome_of("unknown").error == mrs::errc::sql_not_found);
}

BOOST_AUTO_TEST_CASE(who_waits_holds_no_cancel_up) {
    const emulator service;
    const mrs::client client(context, service.options());
    const requests all = endless(service, 20);
    service.fault("ignored");
    auto run = start(client, all, mrs::bulk_options().concurrency(1).wait(for_ever()));
    run_until_waiting(all.size());
    BOOST_TEST(service.decided().size() == all.size());
    BOOST_TEST(outcomes.empty());
    control.abort();
    const auto summary = end(std::move(run));
    BOOST_TEST((summary.end == mrs::bulk_end::aborted));
    BOOST_TEST(summary.totals.errors == all.size());
    BOOST_TEST(summary.totals.end_unknown == all.size());
    BOOST_TEST(summary.not_tried == 0u);
    for (const auto& outcome : outcomes) {
        BOOST_TEST(outcome.error == asio::error::operation_aborted);
        BOOST_TEST(outcome.result.succeeded());
        BOOST_TEST(outcome.tried());
    }
    BOOST_TEST(client.stats().calls_in_flight == 0u);
}

BOOST_AUTO_TEST_CASE(no_more_than_a_bound_wait) {
    const scripted_peer peer([](const auto& request, int) {
        return request.method_string() == "POST" ? mrs_test::cancelled_reply()
                                                 : peer_reply(200, R"({"status":"RUNNING"})");
    });
    mrs::client_options options(peer.url(), "p", mrs::credentials::token(mrs::secret("a-token")));
    const mrs::client client(context, options.allow_plaintext_loopback(true));
    requests all;
    while (all.size() < mrs::bulk_options::max_waiting + 5)
        all.emplace_back("c", "q" + std::to_string(all.size()));
    auto run = start(client, all, mrs::bulk_options().concurrency(1).wait(for_ever()));
    run_until_waiting(mrs::bulk_options::max_waiting);
    context.run_for(50ms);
    BOOST_TEST(control.progress().taken == mrs::bulk_options::max_waiting);
    control.abort();
    BOOST_TEST(end(std::move(run)).totals.taken == mrs::bulk_options::max_waiting);
}

BOOST_AUTO_TEST_CASE(stopped_it_waits_for_what_was_cancelled) {
    const emulator service;
    const mrs::client client(context, service.options());
    service.fault("ignored");
    const auto all = endless(service, 6);
    auto run =
        start(client, all,
              mrs::bulk_options().concurrency(1).wait(
                  mrs::wait_options().timeout(1s).initial_interval(10ms).max_interval(20ms)));
    run_until_waiting(3);
    control.stop();
    const auto summary = end(std::move(run));
    BOOST_TEST((summary.end == mrs::bulk_end::stopped));
    BOOST_TEST(summary.totals.still_running >= 3u);
    BOOST_TEST(summary.totals.still_running + summary.not_tried == summary.totals.taken);
    BOOST_TEST(service.decided().size() == summary.totals.still_running);
}

BOOST_AUTO_TEST_CASE(a_throttled_cancel_is_sent_again) {
    const emulator service;
    const mrs::client client(context, service.options());
    service.fault("status=429,count=3,message=limit:1000,time:1 second");
    const auto summary =
        end(start(client, endless(service, 6), mrs::bulk_options().wait(mrs::wait_options())));
    BOOST_TEST(summary.totals.throttled == 3u);
    BOOST_TEST(summary.totals.stopped == 6u);
}

BOOST_AUTO_TEST_CASE(the_options_of_the_cancels_are_the_runs) {
    const emulator service;
    const mrs::client client(context, service.options());
    service.fault("failed=500,count=1");
    auto wait = mrs::wait_options().call(mrs::call_options().retry_failed(0));
    const auto summary =
        end(start(client, endless(service, 1),
                  mrs::bulk_options().wait(wait).call(mrs::call_options().retry_failed(1))));
    BOOST_TEST(summary.totals.stopped == 1u);
}

/// A run that is ended tells of each id whether its cancel may have reached the service.
BOOST_AUTO_TEST_CASE(what_was_not_sent_is_told_from_what_was) {
    for (const bool sent : {false, true}) {
        const emulator service;
        const mrs::client client(context, service.options());
        service.fault(sent ? "stall,on=cancel" : "stall,on=query");
        outcomes.clear();
        control = mrs::bulk_control();
        auto run = start(client, endless(service, 8),
                         mrs::bulk_options().concurrency(2).wait(mrs::wait_options()));
        // The cancels' own requests come after as many queries.
        while (client.stats().attempts < (sent ? 4u : 2u) && context.run_one() != 0)
            continue;
        control.abort();
        const auto summary = end(std::move(run));
        BOOST_TEST(summary.totals.taken == 2u);
        BOOST_TEST(summary.not_tried == (sent ? 0u : 2u));
        BOOST_TEST(summary.totals.end_unknown == 0u);
        for (const auto& outcome : outcomes)
            BOOST_TEST(outcome.tried() == sent);
    }
}

BOOST_AUTO_TEST_CASE(what_the_sink_throws_ends_the_waiting) {
    const emulator service;
    const mrs::client client(context, service.options());
    const requests all = endless(service, 3);
    service.fault("failed=500,sql_id=" + std::string(all[2].sql_id()));
    service.fault("ignored");
    auto run = client.async_cancel_all(
        all, mrs::bulk_options().concurrency(1).wait(for_ever()),
        [](const mrs::bulk_outcome&) { throw std::runtime_error("disk full"); }, asio::use_future);
    context.run();
    BOOST_CHECK_THROW(static_cast<void>(run.get()), std::runtime_error);
    BOOST_TEST(client.stats().calls_in_flight == 0u);
}

BOOST_AUTO_TEST_CASE(closing_the_client_ends_it) {
    const emulator service;
    service.fault("ignored");
    std::optional<mrs::client> client(std::in_place, context, service.options());
    auto run = start(*client, endless(service, 4), mrs::bulk_options().wait(for_ever()));
    run_until_waiting(4);
    client.reset();
    const auto summary = end(std::move(run));
    BOOST_TEST(summary.totals.end_unknown == 4u);
    BOOST_TEST(outcomes.size() == 4u);
}

/// The sanitizers tell whether anything is leaked.
BOOST_AUTO_TEST_CASE(a_context_destroyed_while_it_goes_frees_it) {
    const emulator service;
    service.fault("ignored");
    auto own = std::make_unique<asio::io_context>();
    {
        const mrs::client client(*own, service.options());
        client.async_cancel_all(
            endless(service, 4), mrs::bulk_options().control(control).wait(for_ever()),
            [](const mrs::bulk_outcome&) { BOOST_ERROR("it was called"); }, asio::detached);
        while (control.progress().waiting < 4 && own->run_one() != 0)
            continue;
    }
    own.reset();
}

BOOST_AUTO_TEST_CASE(bad_options_are_refused) {
    const emulator service;
    const mrs::client client(context, service.options());
    for (const auto& wait :
         {mrs::wait_options().timeout(-1s), mrs::wait_options().initial_interval(0s),
          mrs::wait_options().max_interval(1ms)})
        BOOST_CHECK_EXCEPTION(start(client, {}, mrs::bulk_options().wait(wait)), mrs::error,
                              [](const mrs::error& thrown) {
                                  return thrown.code() == mrs::errc::invalid_argument &&
                                         thrown.info().detail.starts_with("wait: ");
                              });
}

BOOST_AUTO_TEST_SUITE_END()
