// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs_test::cancel;
using mrs_test::emulator;
using mrs_test::ending;

namespace retry {
namespace {

struct fixture {
    emulator service;
    asio::io_context context;
    std::string id = service.seed(1).front();
    mrs::client client{context, service.options()};

    ending call(mrs::call_options options = mrs::call_options()) {
        return cancel(context, client, service.cluster(), id, options);
    }
};

} // namespace
} // namespace retry

BOOST_FIXTURE_TEST_SUITE(retry, fixture)

BOOST_DATA_TEST_CASE_F(fixture, a_transient_fault_is_cured,
                       data::make({"status=500", "status=502", "status=503", "status=504",
                                   "status=408", "reset", "drop", "framing=short"}),
                       rule) {
    service.fault(std::string(rule) + ",count=2");
    const auto [ec, result] = call();
    BOOST_TEST(!ec, rule << ": " << ec.message());
    BOOST_TEST(result.succeeded());
    // The second 408 comes on a connection that was used: that is replaced, and costs no attempt.
    const std::uint64_t replays = std::string_view(rule) == "status=408" ? 1 : 0;
    BOOST_TEST(client.stats().replays == replays);
    BOOST_TEST(static_cast<std::uint64_t>(result.attempts()) + replays == 3u);
    BOOST_TEST(client.stats().connections_in_use == 0u);
}

BOOST_DATA_TEST_CASE_F(fixture, a_permanent_fault_is_not_repeated,
                       data::make({"status=403", "status=404", "status=413", "status=501",
                                   "framing=chunk", "framing=garbage"}),
                       rule) {
    service.fault(rule);
    const auto [ec, result] = call();
    BOOST_TEST(ec, rule);
    BOOST_TEST(result.info()->attempts == 1);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::permanent));
    service.clear_faults();
    BOOST_TEST(call().result.succeeded());
}

BOOST_AUTO_TEST_CASE(attempts_end_and_are_listed) {
    service.fault("status=503");
    const auto [ec, result] = call(mrs::call_options().max_attempts(2));
    BOOST_TEST(ec == mrs::errc::service_error);
    BOOST_TEST(ec == mrs::condition::unavailable);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::attempts_exhausted));
    BOOST_TEST(result.info()->attempts == 2);
    BOOST_TEST_REQUIRE(result.info()->history.size() == 2u);
    BOOST_TEST(result.info()->history[0].http_status == 503);
    BOOST_TEST(result.info()->history[0].sent);
    BOOST_TEST(result.info()->history[0].delay.count() == 0);
    BOOST_TEST(result.info()->history[1].delay.count() > 0);
}

BOOST_AUTO_TEST_CASE(bytes_after_an_answer_cost_the_connection_and_not_the_answer) {
    service.fault("framing=extra,count=1");
    BOOST_TEST(call().result.succeeded());
    BOOST_TEST(client.stats().connections_idle == 0u);
    BOOST_TEST(call().result.succeeded());
    BOOST_TEST(client.stats().connections_opened == 2u);
}

BOOST_AUTO_TEST_CASE(connection_close_is_obeyed) {
    service.fault("close,count=1");
    BOOST_TEST(call().result.succeeded());
    BOOST_TEST(client.stats().connections_idle == 0u);
}

BOOST_AUTO_TEST_CASE(throttling_is_told_and_retried_later) {
    service.fault("status=429,count=1");
    const auto [ec, result] = call();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 2);
}

BOOST_AUTO_TEST_CASE(a_wait_that_does_not_fit_the_deadline_fails_at_once_with_the_cause) {
    service.fault("status=429,retry_after=100");
    const auto [ec, result] = call(mrs::call_options().timeout(std::chrono::seconds(50)));
    BOOST_TEST(ec == mrs::errc::throttled);
    BOOST_TEST(ec == mrs::condition::throttled);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST((result.info()->elapsed < std::chrono::seconds(50)));
}

BOOST_AUTO_TEST_CASE(throttling_pauses_the_whole_client) {
    service.fault("status=429,retry_after=100,count=1");
    BOOST_TEST(call(mrs::call_options().timeout(std::chrono::seconds(50))).ec ==
               mrs::errc::throttled);
    const auto requests = service.stat("requests");
    const auto [ec, result] = call(mrs::call_options().timeout(std::chrono::seconds(50)));
    BOOST_TEST(ec == mrs::errc::throttled);
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(service.stat("requests") == requests);
}

BOOST_AUTO_TEST_CASE(a_silent_service_ends_with_the_attempts_limit) {
    service.fault("stall");
    const auto [ec, result] =
        call(mrs::call_options().attempt_timeout(std::chrono::milliseconds(300)).max_attempts(2));
    BOOST_TEST(ec == mrs::errc::read_timeout);
    BOOST_TEST(ec == mrs::condition::timeout);
    BOOST_TEST(result.info()->attempts == 2);
    BOOST_TEST(client.stats().connections_idle == 0u);
}

BOOST_AUTO_TEST_CASE(a_dripping_service_ends_with_the_attempts_limit) {
    service.fault("drip=20");
    const auto [ec, result] =
        call(mrs::call_options().attempt_timeout(std::chrono::milliseconds(200)).max_attempts(1));
    BOOST_TEST(ec == mrs::errc::read_timeout);
}

BOOST_AUTO_TEST_CASE(the_calls_limit_bounds_everything) {
    service.fault("stall");
    const auto [ec, result] = call(mrs::call_options().timeout(std::chrono::milliseconds(50)));
    BOOST_TEST(ec == mrs::errc::call_timeout);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST((result.info()->elapsed >= std::chrono::milliseconds(50)));
}

BOOST_AUTO_TEST_CASE(a_service_that_is_down_is_named_with_its_address) {
    service.stop();
    const auto [ec, result] = call();
    BOOST_TEST(ec == mrs::errc::connect_failed);
    BOOST_TEST(ec == mrs::condition::unavailable);
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST_REQUIRE(result.info()->history.size() == 3u);
    for (const auto& one : result.info()->history)
        BOOST_TEST(!one.sent);
    BOOST_TEST(result.info()->to_string().find("; 3 tries in ") != std::string::npos);
    BOOST_TEST(result.info()->detail.find("127.0.0.1") != std::string::npos);
    BOOST_TEST(result.info()->cause == boost::system::errc::connection_refused);
}

/// A full outage asks the service little more often than without retries.
BOOST_AUTO_TEST_CASE(the_budget_bounds_the_retries_of_an_outage) {
    service.fault("status=503");
    constexpr std::size_t calls = 1'000;
    std::vector<std::optional<ending>> outs(calls);
    for (auto& out : outs)
        mrs_test::start(client, service.cluster(), id, mrs::call_options(), out);
    context.run();
    std::size_t budget = 0;
    for (const auto& out : outs) {
        BOOST_TEST_REQUIRE(out.has_value());
        BOOST_TEST_REQUIRE((out->ec == mrs::errc::service_error));
        if (out->result.info()->stop == mrs::stop_reason::budget_exhausted)
            ++budget;
    }
    BOOST_TEST(client.stats().retries <= 500u / 14u);
    BOOST_TEST(budget >= calls - 500u / 14u);
}

BOOST_AUTO_TEST_CASE(too_many_waiting_calls_are_refused_at_once) {
    service.fault("stall");
    const mrs::client small(
        context, service.options().pool(mrs::pool_options().max_connections(1).max_waiting(2)));
    std::vector<std::optional<ending>> outs(4);
    // The one that has the connection ends last, so that no other gets it.
    int limit = 500;
    for (auto& out : outs) {
        mrs_test::start(small, service.cluster(), id,
                        mrs::call_options().timeout(std::chrono::milliseconds(limit)), out);
        limit = 250;
    }
    context.run();
    BOOST_TEST(outs[3]->ec == mrs::errc::overloaded);
    BOOST_TEST(outs[2]->ec == mrs::errc::pool_timeout);
    BOOST_TEST(outs[1]->ec == mrs::errc::pool_timeout);
    BOOST_TEST(outs[0]->ec == mrs::errc::call_timeout);
}

BOOST_AUTO_TEST_SUITE_END()
