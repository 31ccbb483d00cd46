// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "server_identity.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <vector>

using mrs::errc;
using namespace mrs_test;
namespace asio = boost::asio;

// The service refuses the credentials.

namespace refused {
namespace {

struct refusal {
    int status;
    std::string body;
};

const std::vector<refusal> refusals = {
    {401, ""},
    {401, "<html>Unauthorized</html>"},
    {401, R"({"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication"})"},
    {401, R"({"error_code":"APIGW.0307","error_msg":"The token must be updated"})"},
    {400, R"({"error_code":"12000001","error_msg":"The token is invalid"})"},
    {403, R"({"errorCode":"12000001","errorMsg":"The token is invalid"})"},
};

/// Answers well to the token `good` alone.
fault_server::script accepting(std::string good, refusal otherwise) {
    return [good = std::move(good), otherwise = std::move(otherwise)](fault_peer& peer) {
        if (!peer.tls())
            return;
        for (;;) {
            const std::string request = peer.read_request();
            if (request.empty())
                return;
            const bool accepted =
                request.find("X-Auth-Token: " + good + "\r\n") != std::string::npos;
            if (!peer.write(accepted ? succeed_answer() : answer(otherwise.status, otherwise.body)))
                return;
        }
    };
}

asio::awaitable<mrs::auth_token> fetch(std::string token) {
    // A moment, in which the others come to wait for it.
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(20));
    co_await timer.async_wait(asio::use_awaitable);
    co_return mrs::auth_token(mrs::secret(std::move(token)));
}

/// A client whose provider gives "token-1", "token-2" and so on; the server accepts one of them.
class refused_case {
public:
    refused_case(const refusal& otherwise, const std::string& accepted)
        : one({}, server_options(), accepting(accepted, otherwise)) {
        one.options() =
            mrs::client_options(one.server().url(), "project1", mrs::credentials::provider([this] {
                                    return fetch("token-" + std::to_string(++asked));
                                }));
        one.options().tls(trusted_tls());
    }

    int asked = 0;
    fault_case one;

private:
    static fault_server_options server_options() {
        fault_server_options options;
        options.tls = server_tls();
        return options;
    }
};

std::vector<mrs::cancel_sql_request> some_requests(std::size_t count) {
    std::vector<mrs::cancel_sql_request> requests;
    for (std::size_t i = 0; i < count; ++i)
        requests.emplace_back("cluster1", "id-" + std::to_string(i));
    return requests;
}

} // namespace
} // namespace refused

BOOST_AUTO_TEST_SUITE(refused)

BOOST_AUTO_TEST_CASE(fault_S25_one_refresh_serves_all) {
    constexpr std::size_t calls = 50;
    for (const refusal& row : refusals)
        BOOST_TEST_CONTEXT(row.status << " " << row.body) {
            refused_case here(row, "token-2");
            for (const ending& end : here.one.calls(calls)) {
                BOOST_TEST(!end.ec, end.ec.message());
                BOOST_TEST(end.result.attempts() <= 2);
            }
            BOOST_TEST(here.asked == 2);
            BOOST_TEST(here.one.client().stats().retries == 0u);
        }
}

BOOST_AUTO_TEST_CASE(fault_S25_a_second_refusal_is_final) {
    for (const refusal& row : refusals)
        BOOST_TEST_CONTEXT(row.status << " " << row.body) {
            refused_case here(row, "none");
            const auto [ec, result] = here.one.call();
            BOOST_TEST(ec == errc::unauthorized, ec.message());
            BOOST_TEST(ec == mrs::condition::unauthorized);
            BOOST_TEST(result.info()->attempts == 2);
            BOOST_TEST((result.info()->stop == mrs::stop_reason::permanent));
            BOOST_TEST(result.info()->to_string().find("token-") == std::string::npos);
            BOOST_TEST(here.asked == 2);
            here.one.without_good_call();
        }
}

BOOST_AUTO_TEST_CASE(fault_S25_a_bulk_stops) {
    constexpr std::size_t all = 1'000;
    refused_case here(refusals.front(), "none");
    std::size_t outcomes = 0;
    std::optional<mrs::bulk_summary> summary;
    here.one.client().async_cancel_all(
        mrs::bulk_source(some_requests(all)), mrs::bulk_options().concurrency(8),
        [&](const mrs::bulk_outcome& outcome) {
            ++outcomes;
            BOOST_TEST(!outcome.result.succeeded());
        },
        [&](const std::exception_ptr& thrown, const mrs::bulk_summary& result) {
            BOOST_TEST(!thrown);
            summary = result;
        });
    here.one.settle();
    BOOST_TEST_REQUIRE(summary.has_value());
    BOOST_TEST((summary->end == mrs::bulk_end::unauthorized));
    BOOST_TEST(summary->totals.succeeded == 0u);
    BOOST_TEST(summary->totals.taken == outcomes);
    BOOST_TEST(outcomes < 50u);
    BOOST_TEST(here.one.server().requests().size() < 50u);
    here.one.without_good_call();
}

BOOST_AUTO_TEST_SUITE_END()
