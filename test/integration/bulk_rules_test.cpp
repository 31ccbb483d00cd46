// SPDX-License-Identifier: BSL-1.0
#include "bulk_rules.hpp"
#include "emulator.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs::bulk_end;
using mrs::errc;
using mrs_test::bulk_fixture;
using mrs_test::emulator;
using mrs_test::peer_reply;
using mrs_test::scripted_peer;
using mrs_test::some_requests;
using mrs_test::throttled_reply;
using namespace std::chrono_literals;

// A run spares what it can, and ends when it is told.

BOOST_FIXTURE_TEST_SUITE(bulk_rules, bulk_fixture)

// What is not on the wire ends at once. A run that waited would run into the test's own limit.

BOOST_AUTO_TEST_CASE(fault_B9_stopped_it_does_not_wait_for_a_pause_of_the_service) {
    const scripted_peer peer(
        [](const auto&, int) { return throttled_reply().header("Retry-After", "300"); });
    const mrs::client client(context, options(peer));
    auto run = start(client, some_requests(100), mrs::bulk_options().concurrency(4));
    run_until([&] { return control.progress().throttled >= 4; });
    control.stop();
    const auto summary = end(std::move(run));
    BOOST_TEST((summary.end == bulk_end::stopped));
    // What was sent has its last error, what was not has not been tried.
    BOOST_TEST(summary.totals.taken == 4u);
    BOOST_TEST(summary.not_tried == 0u);
    for (const auto& one : outcomes)
        BOOST_TEST(one.error == errc::throttled);
}

BOOST_AUTO_TEST_CASE(fault_B9_stopped_it_does_not_wait_for_the_rate) {
    const scripted_peer peer([](const auto&, int) { return mrs_test::cancelled_reply(); });
    const mrs::client client(context, options(peer).rate(mrs::rate_options::fixed(2, 1h)));
    auto run = start(client, some_requests(100), mrs::bulk_options().concurrency(4));
    run_until([&] { return control.progress().succeeded == 2; });
    control.stop();
    const auto summary = end(std::move(run));
    BOOST_TEST(summary.totals.taken == 6u);
    BOOST_TEST(summary.not_tried == 4u);
    for (const auto& one : outcomes)
        BOOST_TEST(one.tried() == one.result.succeeded());
}

BOOST_AUTO_TEST_CASE(fault_B9_the_deadline_ends_what_waits) {
    const scripted_peer peer(
        [](const auto&, int) { return throttled_reply().header("Retry-After", "300"); });
    const mrs::client client(context, options(peer));
    const auto when = std::chrono::steady_clock::now() + 300ms;
    const auto summary =
        run(client, some_requests(100), mrs::bulk_options().concurrency(4).deadline(when));
    BOOST_TEST((summary.end == bulk_end::deadline));
    BOOST_TEST((std::chrono::steady_clock::now() >= when));
    BOOST_TEST(summary.totals.taken == 4u);
}

BOOST_AUTO_TEST_CASE(fault_B9_what_is_on_the_wire_has_its_attempt) {
    const scripted_peer peer([](const auto&, int) { return peer_reply::silence(); });
    const mrs::client client(context, options(peer));
    auto run = start(client, some_requests(100),
                     mrs::bulk_options().concurrency(2).call(
                         mrs::call_options().attempt_timeout(1s).max_attempts(10)));
    run_until([&] { return client.stats().attempts == 2; });
    control.stop();
    const auto summary = end(std::move(run));
    BOOST_TEST(summary.totals.errors == 2u);
    BOOST_TEST(client.stats().attempts == 2u);
    for (const auto& one : outcomes)
        BOOST_TEST(one.error == errc::read_timeout);
}

BOOST_AUTO_TEST_CASE(stopped_it_does_not_wait_for_its_source) {
    const scripted_peer peer([](const auto&, int) { return mrs_test::cancelled_reply(); });
    const mrs::client client(context, options(peer));
    asio::steady_timer never(context, 24h);
    bool asked = false;
    mrs::bulk_source source(mrs::bulk_source::async_next_function(
        [&]() -> asio::awaitable<std::optional<mrs::cancel_sql_request>> {
            asked = true;
            co_await never.async_wait(asio::use_awaitable);
            co_return std::nullopt;
        }));
    auto run = start(client, std::move(source), mrs::bulk_options());
    run_until([&] { return asked; });
    control.stop();
    BOOST_TEST((end(std::move(run)).end == bulk_end::stopped));
}

// One answer about one request is no verdict on the run.

BOOST_AUTO_TEST_CASE(fault_B12_a_single_401_costs_nothing) {
    const scripted_peer peer([](const auto&, int number) {
        return number == 100 ? peer_reply(401, R"({"error_code":"APIGW.0301"})")
                             : mrs_test::cancelled_reply();
    });
    const mrs::client client(context, options(peer));
    const auto summary = run(client, some_requests(200));
    BOOST_TEST((summary.end == bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 200u);
}

BOOST_AUTO_TEST_CASE(credentials_that_are_refused_from_now_on_end_it) {
    const scripted_peer peer([](const auto&, int number) {
        return number >= 100 ? peer_reply(401, R"({"error_code":"APIGW.0301"})")
                             : mrs_test::cancelled_reply();
    });
    const mrs::client client(context, options(peer));
    const auto summary = run(client, some_requests(1'000), mrs::bulk_options().concurrency(4));
    BOOST_TEST((summary.end == bulk_end::unauthorized));
    BOOST_TEST(summary.totals.succeeded == 100u);
    BOOST_TEST(summary.totals.taken <= 108u);
    BOOST_TEST(summary.cause == errc::unauthorized);
    BOOST_TEST_REQUIRE(summary.info);
    BOOST_TEST(summary.info->http_status == 401);
}

// What is wrong for all is asked a few times.

struct wrong_answer {
    int status;
    const char* body;
    errc code;
};

std::ostream& operator<<(std::ostream& out, const wrong_answer& one) {
    return out << one.status << ' ' << one.body;
}

const wrong_answer wrong_answers[] = {
    {400, R"({"error_code":"12000003","error_msg":"The cluster does not exist."})", errc::rejected},
    {400, R"({"error_code":"12000064","error_msg":"security cluster"})", errc::rejected},
    {400, R"({"error_code":"12000107","error_msg":"wrong project"})", errc::rejected},
    {403, R"({"error_code":"APIGW.0302"})", errc::forbidden},
    {404, R"({"error_code":"APIGW.0101"})", errc::not_found},
    {302, "", errc::redirected},
    {200, "<html>Welcome</html>", errc::bad_response},
    {500, R"({"error_code":"0192"})", errc::forbidden},
    {500, R"({"error_code":"0167"})", errc::rejected},
    {501, "", errc::service_error},
};

BOOST_DATA_TEST_CASE_F(bulk_fixture, fault_B11_a_refusal_of_all_ends_it, data::make(wrong_answers),
                       answer) {
    const scripted_peer peer([&](const auto&, int) {
        return peer_reply(answer.status, answer.body).header("Location", "/elsewhere");
    });
    const mrs::client client(context, options(peer));
    const auto summary = run(client, some_requests(10'000), mrs::bulk_options().concurrency(4));
    BOOST_TEST((summary.end == bulk_end::refused));
    BOOST_TEST(summary.cause == answer.code);
    BOOST_TEST_REQUIRE(summary.info);
    BOOST_TEST(summary.info->http_status == answer.status);
    BOOST_TEST(summary.totals.taken <= 8u);
    BOOST_TEST(client.stats().attempts <= 8u);
}

BOOST_AUTO_TEST_CASE(the_number_of_refusals_can_be_set) {
    for (const std::uint64_t most : {std::uint64_t{1}, std::uint64_t{20}, std::uint64_t{0}}) {
        context.restart();
        outcomes.clear();
        control = mrs::bulk_control();
        const scripted_peer peer([](const auto&, int) { return peer_reply(404); });
        const mrs::client client(context, options(peer));
        const auto summary = run(client, some_requests(50),
                                 mrs::bulk_options().concurrency(1).stop_after_refusals(most));
        BOOST_TEST((summary.end == (most == 0 ? bulk_end::complete : bulk_end::refused)));
        BOOST_TEST(client.stats().attempts == (most == 0 ? 50u : most));
    }
}

BOOST_AUTO_TEST_CASE(fault_B11_a_certificate_that_nobody_trusts_is_asked_for_a_few_times) {
    const emulator service;
    const mrs::client client(
        context, mrs::client_options(service.endpoint(), service.project(),
                                     mrs::credentials::token(mrs::secret(service.token()))));
    const auto summary = run(client, some_requests(1'000), mrs::bulk_options().concurrency(2));
    BOOST_TEST((summary.end == bulk_end::refused));
    BOOST_TEST(summary.cause == errc::certificate_rejected);
    BOOST_TEST(summary.totals.taken <= 7u);
    BOOST_TEST(summary.not_tried == summary.totals.taken);
    BOOST_TEST(service.stat("requests") == 0u);
}

BOOST_AUTO_TEST_CASE(fault_B11_a_name_that_does_not_exist_is_asked_for_a_few_times) {
    mrs::client_options made("https://mrs.invalid", "p",
                             mrs::credentials::token(mrs::secret("a-token")));
    made.resolver([](std::string) -> asio::awaitable<std::vector<asio::ip::address>> {
        throw boost::system::system_error(asio::error::host_not_found);
        co_return std::vector<asio::ip::address>();
    });
    const mrs::client client(context, made);
    const auto summary = run(client, some_requests(1'000), mrs::bulk_options().concurrency(2));
    BOOST_TEST((summary.end == bulk_end::refused));
    BOOST_TEST(summary.cause == errc::host_not_found);
    BOOST_TEST(summary.totals.taken <= 7u);
    BOOST_TEST(summary.not_tried == summary.totals.taken);
}

BOOST_AUTO_TEST_CASE(executions_that_are_unknown_or_fail_are_answers_about_one) {
    const scripted_peer peer([](const auto&, int number) {
        return number % 2 == 0 ? peer_reply(500, R"({"error_code":"0176"})")
                               : peer_reply(500, R"({"status":"FAILED","message":"no"})");
    });
    const mrs::client client(context, options(peer));
    const auto summary = run(client, some_requests(60));
    BOOST_TEST((summary.end == bulk_end::complete));
    BOOST_TEST(client.stats().attempts == 60u);
    BOOST_TEST(summary.totals.failed == 30u);
    BOOST_TEST(summary.totals.errors == 30u);
}

BOOST_AUTO_TEST_SUITE_END()
