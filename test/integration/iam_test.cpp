// SPDX-License-Identifier: BSL-1.0
#include "scripted_peer.hpp"
#include "support/run.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using mrs::errc;
using mrs_test::cancel;
using mrs_test::cancelled_reply;
using mrs_test::ending;
using mrs_test::iam_reply;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::refused_reply;
using mrs_test::scripted_peer;
using mrs_test::start;
using namespace std::chrono_literals;

namespace iam_tokens {
namespace {

constexpr const char* iam_target = "/v3/auth/tokens";
constexpr const char* password = "hunter2hunter2";

/// MRS that accepts what `good` says.
scripted_peer mrs_that_accepts(std::function<bool(const std::string& token)> good) {
    return scripted_peer([good = std::move(good)](const peer_request& request, int) {
        const auto token = request["X-Auth-Token"];
        return good(std::string(token.data(), token.size())) ? cancelled_reply() : refused_reply();
    });
}

struct fixture {
    asio::io_context context;

    mrs::client_options options(const scripted_peer& mrs, const scripted_peer& iam) {
        const mrs::iam_password user =
            mrs::iam_password("account", "user", mrs::secret(password)).endpoint(iam.url());
        mrs::client_options result(mrs.url(), "p1", mrs::credentials::password(user));
        result.allow_plaintext_loopback(true);
        return result;
    }

    /// Runs `count` cancels at once and returns how many succeeded.
    std::size_t cancel_many(const mrs::client& client, std::size_t count) {
        std::vector<std::optional<ending>> outs(count);
        for (auto& out : outs)
            start(client, "c1", "q1", mrs::call_options(), out);
        context.restart();
        context.run();
        std::size_t succeeded = 0;
        for (const auto& out : outs)
            succeeded += out && out->result.succeeded() ? 1 : 0;
        return succeeded;
    }
};

} // namespace
} // namespace iam_tokens

BOOST_FIXTURE_TEST_SUITE(iam_tokens, fixture)

BOOST_AUTO_TEST_CASE(ten_thousand_calls_with_a_cold_cache_make_one_token_request) {
    const scripted_peer iam(
        [](const peer_request&, int) { return iam_reply("token-1").delay(50ms); });
    const scripted_peer mrs =
        mrs_that_accepts([](const auto& token) { return token == "token-1"; });
    const mrs::client client(context, options(mrs, iam));
    BOOST_TEST(cancel_many(client, 10'000) == 10'000u);
    BOOST_TEST(iam.requests(iam_target) == 1);
    BOOST_TEST(iam.requests() == 1);
}

BOOST_AUTO_TEST_CASE(the_request_names_user_account_and_project) {
    std::string body;
    const scripted_peer iam([&](const peer_request& request, int) {
        body = request.body();
        return iam_reply("token-1");
    });
    const scripted_peer mrs =
        mrs_that_accepts([](const auto& token) { return token == "token-1"; });
    const mrs::client client(context, options(mrs, iam));
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    const auto auth = boost::json::parse(body).at("auth");
    const auto& user = auth.at("identity").at("password").at("user");
    BOOST_TEST(user.at("name").as_string() == "user");
    BOOST_TEST(user.at("password").as_string() == password);
    BOOST_TEST(user.at("domain").at("name").as_string() == "account");
    BOOST_TEST(auth.at("scope").at("project").at("id").as_string() == "p1");
}

BOOST_AUTO_TEST_CASE(I3_a_token_of_20_KiB_works) {
    const std::string token(20'480, 'x');
    const scripted_peer iam([&](const peer_request&, int) { return iam_reply(token); });
    const scripted_peer mrs = mrs_that_accepts([&](const auto& sent) { return sent == token; });
    const mrs::client client(context, options(mrs, iam));
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
}

BOOST_AUTO_TEST_CASE(a_token_that_ends_every_2_s_fails_no_call) {
    // Each token is good for 2 s by the clock of the process, which both sides share.
    const auto begin = std::chrono::steady_clock::now();
    const auto age = [begin] { return std::chrono::steady_clock::now() - begin; };
    std::atomic<int> late = 0;
    const scripted_peer iam([&](const peer_request&, int) {
        return iam_reply(std::to_string((age() + 2s) / 1ms), 2s).delay(5ms);
    });
    const scripted_peer mrs = mrs_that_accepts([&](const auto& token) {
        if (age() / 1ms > std::stoll(token) + 100) // As much as a slow machine may need.
            ++late;
        return true;
    });
    const mrs::client client(context, options(mrs, iam));
    int succeeded = 0;
    int rounds = 0;
    while (age() < 5s) {
        succeeded += static_cast<int>(cancel_many(client, 20));
        ++rounds;
    }
    BOOST_TEST(succeeded == rounds * 20);
    BOOST_TEST(late == 0);
    BOOST_TEST(iam.requests() >= 3);
    BOOST_TEST(iam.requests() <= 6);
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_tried_once_and_remembered) {
    const scripted_peer iam([](const peer_request&, int) {
        return peer_reply(401, R"({"error":{"code":401,"message":"The username or password is )"
                               R"(wrong.","title":"Unauthorized"}})");
    });
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return true; });
    const mrs::client client(context, options(mrs, iam));
    BOOST_TEST(cancel_many(client, 100) == 0u);
    BOOST_TEST(iam.requests() == 1);
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(ec == errc::unauthorized);
    BOOST_TEST(ec == mrs::condition::unauthorized);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::permanent));
    BOOST_TEST(result.info()->detail.find("The username or password is wrong.") !=
               std::string::npos);
    BOOST_TEST(result.info()->detail.find("IAM at http://127.0.0.1") != std::string::npos);
    BOOST_TEST(iam.requests() == 1);
    BOOST_TEST(mrs.requests() == 0);
}

BOOST_AUTO_TEST_CASE(a_failure_that_may_pass_is_tried_again) {
    const scripted_peer iam([](const peer_request&, int number) {
        return number < 2 ? peer_reply(503) : iam_reply("token-1");
    });
    const scripted_peer mrs =
        mrs_that_accepts([](const auto& token) { return token == "token-1"; });
    const mrs::client client(context, options(mrs, iam));
    BOOST_TEST(cancel_many(client, 50) == 50u);
    BOOST_TEST(iam.requests() == 3);
}

BOOST_AUTO_TEST_CASE(a_failure_that_does_not_pass_is_shared_by_all_who_wait) {
    const scripted_peer iam([](const peer_request&, int) { return peer_reply(503, "closed"); });
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return true; });
    const mrs::client client(context, options(mrs, iam));
    BOOST_TEST(cancel_many(client, 50) == 0u);
    BOOST_TEST(iam.requests() == 3);
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(ec == errc::service_error);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::attempts_exhausted));
    BOOST_TEST(result.info()->detail.find("closed") != std::string::npos);
    BOOST_TEST(iam.requests() == 6);
}

BOOST_AUTO_TEST_CASE(a_wait_that_does_not_fit_the_deadline_fails_with_the_cause) {
    const scripted_peer iam([](const peer_request&, int) {
        return peer_reply(429, "slow down").header("Retry-After", "60");
    });
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return true; });
    const mrs::client client(context, options(mrs, iam));
    const auto [ec, result] = cancel(context, client, "c1", "q1", mrs::call_options().timeout(30s));
    BOOST_TEST(ec == errc::throttled);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST(result.info()->detail.find("slow down") != std::string::npos);
    BOOST_TEST((result.info()->elapsed < 20s));
}

BOOST_AUTO_TEST_CASE(IAM_that_is_not_there_is_an_error_of_the_connection) {
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return true; });
    auto gone = std::make_unique<scripted_peer>(
        [](const peer_request&, int) { return iam_reply("token-1"); });
    const auto settings = options(mrs, *gone);
    gone.reset();
    const mrs::client client(context, settings);
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(ec == errc::connect_failed);
    BOOST_TEST(ec == mrs::condition::unavailable);
    BOOST_TEST(result.info()->detail.find("IAM at") != std::string::npos);
    BOOST_TEST(mrs.requests() == 0);
}

BOOST_AUTO_TEST_CASE(fault_R9_a_401_for_all_calls_in_flight_makes_one_refresh) {
    const scripted_peer iam([](const peer_request&, int number) {
        return iam_reply("token-" + std::to_string(number + 1)).delay(20ms);
    });
    const scripted_peer mrs =
        mrs_that_accepts([](const auto& token) { return token == "token-2"; });
    const mrs::client client(context,
                             options(mrs, iam).pool(mrs::pool_options().max_connections(64)));
    BOOST_TEST(cancel_many(client, 1'000) == 1'000u);
    BOOST_TEST(iam.requests() == 2);
    BOOST_TEST(mrs.requests() <= 1'064);
}

BOOST_AUTO_TEST_CASE(tokens_that_are_refused_again_are_not_fetched_without_end) {
    const scripted_peer iam([](const peer_request&, int) { return iam_reply("token-1"); });
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return false; });
    const mrs::client client(context, options(mrs, iam));
    for (int i = 0; i < 10; ++i) {
        const auto [ec, result] = cancel(context, client, "c1", "q1");
        BOOST_TEST(ec == errc::unauthorized);
    }
    BOOST_TEST(iam.requests() == 2);
    BOOST_TEST(mrs.requests() == 2);
}

BOOST_AUTO_TEST_CASE(a_waiting_call_can_be_given_up_and_the_others_go_on) {
    const scripted_peer iam(
        [](const peer_request&, int) { return iam_reply("token-1").delay(200ms); });
    const scripted_peer mrs =
        mrs_that_accepts([](const auto& token) { return token == "token-1"; });
    const mrs::client client(context, options(mrs, iam));
    std::optional<ending> hasty;
    std::optional<ending> patient;
    start(client, "c1", "q1", mrs::call_options().timeout(50ms), hasty);
    start(client, "c1", "q2", mrs::call_options(), patient);
    context.run();
    BOOST_TEST_REQUIRE(hasty.has_value());
    BOOST_TEST(hasty->ec == errc::call_timeout);
    BOOST_TEST(hasty->result.info()->detail.find("IAM at") != std::string::npos);
    BOOST_TEST((patient && patient->result.succeeded()));
    BOOST_TEST(iam.requests() == 1);
}

BOOST_AUTO_TEST_CASE(destroying_the_client_while_a_token_is_fetched_ends_its_calls) {
    const scripted_peer iam([](const peer_request&, int) { return peer_reply::silence(); });
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return true; });
    std::optional<ending> out;
    {
        const mrs::client client(context, options(mrs, iam));
        start(client, "c1", "q1", mrs::call_options(), out);
        while (iam.requests() == 0)
            context.run_for(5ms);
    }
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(out->ec == asio::error::operation_aborted);
}

/// The sanitizers tell whether anything is leaked or used too late.
BOOST_AUTO_TEST_CASE(a_context_destroyed_while_a_token_is_fetched_frees_all) {
    const scripted_peer iam([](const peer_request&, int) { return peer_reply::silence(); });
    const scripted_peer mrs = mrs_that_accepts([](const auto&) { return true; });
    auto doomed = std::make_unique<asio::io_context>();
    std::optional<ending> out;
    {
        const mrs::client client(*doomed, options(mrs, iam));
        start(client, "c1", "q1", mrs::call_options(), out);
        while (iam.requests() == 0)
            doomed->run_for(5ms);
    }
    doomed.reset();
    BOOST_TEST(!out.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
