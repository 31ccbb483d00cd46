// SPDX-License-Identifier: BSL-1.0
#include "bulk_rules.hpp"
#include "emulator.hpp"

#include <mrs/observer.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
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
using namespace std::chrono_literals;

// An outage is charged to the run, not to each id.

BOOST_FIXTURE_TEST_SUITE(bulk_outages, bulk_fixture)

BOOST_DATA_TEST_CASE_F(bulk_fixture, fault_B10_an_outage_uses_up_no_id, data::make({502, 503, 504}),
                       status) {
    const scripted_peer peer([&](const auto&, int number) {
        return number >= 50 && number < 60 ? peer_reply(status) : mrs_test::cancelled_reply();
    });
    const mrs::client client(context, options(peer));
    bool away = false;
    heard = [&](const auto&) {
        const auto now = control.progress();
        BOOST_TEST((now.unreachable_since || !now.next_try));
        away = away || now.unreachable_since.has_value();
    };
    const auto summary =
        run(client, some_requests(500),
            mrs::bulk_options().concurrency(8).call(mrs::call_options().max_attempts(1)));
    BOOST_TEST((summary.end == bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 500u);
    BOOST_TEST(away);
    BOOST_TEST(!summary.totals.unreachable_since.has_value());
    BOOST_TEST(client.stats().attempts == 510u);
}

/// What an observer heard of a run.
class run_watcher final : public mrs::observer {
public:
    std::vector<bool> away;
    void on_bulk_progressed(const mrs::bulk_progressed& event) override {
        const bool now = event.progress.unreachable_since.has_value();
        if (away.empty() || away.back() != now)
            away.push_back(now);
    }
};

BOOST_AUTO_TEST_CASE(an_observer_hears_that_the_service_goes_and_comes_back) {
    const scripted_peer peer([](const auto&, int number) {
        return number >= 5 && number < 9 ? peer_reply(503) : mrs_test::cancelled_reply();
    });
    const auto watcher = std::make_shared<run_watcher>();
    const mrs::client client(context, options(peer).observer(watcher));
    (void)run(client, some_requests(20),
              mrs::bulk_options().concurrency(1).call(mrs::call_options().max_attempts(1)));
    BOOST_TEST((watcher->away == std::vector<bool>{true, false}));
}

BOOST_AUTO_TEST_CASE(fault_B10_a_reset_of_every_connection_uses_up_no_id) {
    const emulator service;
    const mrs::client client(context, service.options());
    std::vector<mrs::cancel_sql_request> all;
    for (const std::string& id : service.seed(300))
        all.emplace_back(service.cluster(), id);
    heard = [&](const auto&) {
        if (outcomes.size() == 50)
            service.fault("reset,before=1,count=24");
    };
    const auto summary = run(client, all, mrs::bulk_options().concurrency(8));
    BOOST_TEST((summary.end == bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 300u);
}

/// Nobody listens there: the ids wait for one call's time.
BOOST_AUTO_TEST_CASE(fault_B10_a_port_that_nobody_listens_at_ends_it_after_one_calls_time) {
    std::string url;
    {
        const scripted_peer peer([](const auto&, int) { return peer_reply(200); });
        url = peer.url();
    }
    mrs::client_options made(url, "p", mrs::credentials::token(mrs::secret("a-token")));
    const mrs::client client(context, made.allow_plaintext_loopback(true));
    const auto begun = std::chrono::steady_clock::now();
    const auto summary = run(client, some_requests(1'000),
                             mrs::bulk_options().call(mrs::call_options().timeout(1s)));
    BOOST_TEST((std::chrono::steady_clock::now() - begun >= 1s));
    BOOST_TEST((summary.end == bulk_end::unreachable));
    BOOST_TEST(summary.cause == errc::connect_failed);
    BOOST_TEST(summary.totals.taken <= 24u);
    BOOST_TEST(summary.not_tried == summary.totals.taken);
    for (const auto& one : outcomes)
        BOOST_TEST(one.error == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_CASE(handshakes_that_never_end_are_no_attempts) {
    const asio::ip::tcp::acceptor silent(context, {asio::ip::address_v4::loopback(), 0});
    mrs::client_options made("https://127.0.0.1:" + std::to_string(silent.local_endpoint().port()),
                             "p", mrs::credentials::token(mrs::secret("a-token")));
    const mrs::client client(context, made.timeouts(mrs::timeout_options().handshake(50ms)));
    const auto summary = run(client, some_requests(100),
                             mrs::bulk_options().concurrency(4).call(
                                 mrs::call_options().timeout(500ms).max_attempts(1)));
    BOOST_TEST((summary.end == bulk_end::unreachable));
    BOOST_TEST(summary.cause == errc::handshake_timeout);
    BOOST_TEST(client.stats().attempts == 0u);
    BOOST_TEST(summary.not_tried == summary.totals.taken);
    BOOST_TEST_REQUIRE(summary.info);
    BOOST_TEST(summary.info->attempts == 0);
}

BOOST_AUTO_TEST_CASE(fault_B10_the_limit_of_an_outage_can_be_set) {
    const scripted_peer peer([&](const auto&, int number) {
        return number >= 10 ? peer_reply(503) : mrs_test::cancelled_reply();
    });
    const mrs::client client(context, options(peer));
    const auto summary =
        run(client, some_requests(1'000), mrs::bulk_options().concurrency(2).outage_limit(1s));
    BOOST_TEST((summary.end == bulk_end::unreachable));
    BOOST_TEST(summary.totals.succeeded == 10u);
    BOOST_TEST(summary.totals.taken <= 16u);
    BOOST_TEST_REQUIRE(summary.info);
    BOOST_TEST(summary.info->http_status == 503);
    for (const auto& one : outcomes)
        if (one.error)
            BOOST_TEST((one.tried() ? one.error == errc::service_error
                                    : one.error == asio::error::operation_aborted));
}

BOOST_AUTO_TEST_CASE(an_id_that_alone_is_at_fault_does_not_hold_the_others_up) {
    const scripted_peer peer([](const auto& request, int) {
        return request.target().find("id-7/") != std::string::npos ? peer_reply(503)
                                                                   : mrs_test::cancelled_reply();
    });
    const mrs::client client(context, options(peer));
    const auto summary =
        run(client, some_requests(2'000),
            mrs::bulk_options().concurrency(2).call(mrs::call_options().max_attempts(1)));
    BOOST_TEST((summary.end == bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 1'999u);
    BOOST_TEST(summary.totals.errors == 1u);
}

/// Credentials that cannot be had any more are an outage like another.
BOOST_AUTO_TEST_CASE(fault_B10_a_source_of_credentials_that_fails_for_a_while_uses_up_no_id) {
    const scripted_peer peer([](const auto&, int) { return mrs_test::cancelled_reply(); });
    int asked = 0;
    mrs::client_options made(peer.url(), "p",
                             mrs::credentials::provider([&]() -> asio::awaitable<mrs::auth_token> {
                                 if (++asked > 1 && asked < 6)
                                     throw std::runtime_error("the vault is sealed");
                                 co_return mrs::auth_token(mrs::secret("a-token"))
                                     .lifetime(std::chrono::milliseconds(100));
                             }));
    const mrs::client client(
        context, made.allow_plaintext_loopback(true).rate(mrs::rate_options::fixed(1, 20ms)));
    const auto summary = run(client, some_requests(50), mrs::bulk_options().concurrency(2));
    BOOST_TEST((summary.end == bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 50u);
    BOOST_TEST(asked >= 6);
}

BOOST_AUTO_TEST_CASE(a_client_that_goes_ends_an_outage) {
    const scripted_peer peer([](const auto&, int) { return peer_reply(503); });
    std::optional<mrs::client> client(std::in_place, context, options(peer));
    auto run = start(*client, some_requests(100), mrs::bulk_options().outage_limit(24h));
    run_until([&] { return control.progress().next_try.has_value(); });
    client.reset();
    BOOST_TEST((end(std::move(run)).end == bulk_end::aborted));
}

BOOST_AUTO_TEST_CASE(a_stop_ends_an_outage) {
    const scripted_peer peer([](const auto&, int) { return peer_reply(503); });
    const mrs::client client(context, options(peer));
    auto run = start(client, some_requests(100), mrs::bulk_options().outage_limit(24h));
    run_until([&] { return control.progress().next_try.has_value(); });
    control.stop();
    BOOST_TEST((end(std::move(run)).end == bulk_end::stopped));
}

BOOST_AUTO_TEST_CASE(what_sent_nothing_was_not_tried) {
    const scripted_peer peer([](const auto&, int) { return mrs_test::cancelled_reply(); });
    mrs::client_options made(peer.url(), "p",
                             mrs::credentials::provider([]() -> asio::awaitable<mrs::auth_token> {
                                 throw std::runtime_error("no");
                                 co_return mrs::auth_token();
                             }));
    const mrs::client client(context, made.allow_plaintext_loopback(true));
    const auto summary = run(client, some_requests(100));
    BOOST_TEST((summary.end == bulk_end::unauthorized));
    BOOST_TEST(summary.cause == errc::credentials_failed);
    BOOST_TEST(summary.not_tried == summary.totals.taken);
    BOOST_TEST(client.stats().attempts == 0u);
    for (const auto& one : outcomes) {
        BOOST_TEST(!one.tried());
        BOOST_TEST_REQUIRE(one.result.info() != nullptr);
        BOOST_TEST(one.result.info()->attempts == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
