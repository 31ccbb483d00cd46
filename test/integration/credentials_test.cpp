// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs_test::cancel;
using mrs_test::emulator;
using mrs_test::ending;

namespace authentication {
namespace {

mrs::client_options with_provider(const emulator& service, mrs::token_provider provider) {
    mrs::client_options options(service.endpoint(), service.project(),
                                mrs::credentials::provider(std::move(provider)));
    options.tls(service.tls());
    return options;
}

/// Answers after a moment, so that calls have to wait for it.
asio::awaitable<mrs::auth_token> slowly(std::string token, int& asked) {
    ++asked;
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(20));
    co_await timer.async_wait(asio::use_awaitable);
    co_return mrs::auth_token(mrs::secret(std::move(token)));
}

/// Sets its flag when it ends.
class end_flag {
public:
    explicit end_flag(bool& flag) : flag_(flag) {}
    end_flag(const end_flag&) = delete;
    end_flag& operator=(const end_flag&) = delete;
    ~end_flag() { flag_ = true; }

private:
    bool& flag_;
};

asio::awaitable<mrs::auth_token> hanging(int& asked, bool& ended) {
    const end_flag flag(ended);
    ++asked;
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
    co_return mrs::auth_token();
}

asio::awaitable<mrs::auth_token> throwing(int& asked) {
    ++asked;
    throw std::runtime_error("the vault is sealed");
    co_return mrs::auth_token();
}

asio::awaitable<mrs::auth_token> at_once(mrs::auth_token token) {
    co_return token;
}

/// Cancels all of them at once.
void check_all_succeed(const emulator& service, asio::io_context& context,
                       const mrs::client& client, const std::vector<std::string>& ids) {
    std::vector<std::optional<ending>> outs(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        mrs_test::start(client, service.cluster(), ids[i], mrs::call_options(), outs[i]);
    context.run();
    for (const auto& out : outs)
        BOOST_TEST((out && out->result.succeeded()));
}

} // namespace
} // namespace authentication

BOOST_AUTO_TEST_SUITE(authentication)

BOOST_AUTO_TEST_CASE(a_wrong_token_is_unauthorized_after_one_attempt) {
    const emulator service;
    asio::io_context context;
    mrs::client_options options(service.endpoint(), service.project(),
                                mrs::credentials::token(mrs::secret("not-the-token-12345")));
    options.tls(service.tls());
    const mrs::client client(context, options);
    const auto [ec, result] = cancel(context, client, service.cluster(), service.seed(1).front());
    BOOST_TEST(ec == mrs::errc::unauthorized);
    BOOST_TEST(ec == mrs::condition::unauthorized);
    BOOST_TEST(result.info()->attempts == 1);
    BOOST_TEST(result.info()->service_code == "APIGW.0301");
    BOOST_TEST(result.info()->to_string().find("not-the-token") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_fetch_serves_all_who_wait) {
    const emulator service;
    const auto ids = service.seed(500);
    asio::io_context context;
    int asked = 0;
    const mrs::client client(
        context, with_provider(service, [&] { return slowly(service.token(), asked); }));
    check_all_succeed(service, context, client, ids);
    BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(a_refused_token_is_fetched_anew_once_for_all) {
    const emulator service;
    const auto ids = service.seed(200);
    asio::io_context context;
    int asked = 0;
    const mrs::client client(context, with_provider(service, [&] {
                                 return slowly(asked == 0 ? "expired-token" : service.token(),
                                               asked);
                             }));
    check_all_succeed(service, context, client, ids);
    BOOST_TEST(asked == 2);
}

BOOST_AUTO_TEST_CASE(a_second_refusal_is_final) {
    const emulator service;
    asio::io_context context;
    int asked = 0;
    const mrs::client client(
        context, with_provider(service, [&] { return slowly("never-accepted", asked); }));
    const auto [ec, result] = cancel(context, client, service.cluster(), service.seed(1).front());
    BOOST_TEST(ec == mrs::errc::unauthorized);
    BOOST_TEST(result.info()->attempts == 2);
    BOOST_TEST(asked == 2);
}

BOOST_AUTO_TEST_CASE(a_provider_that_throws_is_quoted_and_asked_again_by_the_next_call) {
    const emulator service;
    asio::io_context context;
    int asked = 0;
    const mrs::client client(context, with_provider(service, [&] { return throwing(asked); }));
    for (int i = 1; i <= 2; ++i) {
        const auto [ec, result] = cancel(context, client, service.cluster(), "x");
        BOOST_TEST(ec == mrs::errc::credentials_failed);
        BOOST_TEST(result.info()->detail.find("the vault is sealed") != std::string::npos);
        BOOST_TEST(asked == i);
    }
    BOOST_TEST(service.stat("connections_accepted") == 0u);
}

BOOST_AUTO_TEST_CASE(an_unusable_token_is_refused_without_showing_it) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, with_provider(service, [] {
                                 return at_once(mrs::auth_token(mrs::secret("two\r\nlines")));
                             }));
    const auto [ec, result] = cancel(context, client, service.cluster(), "x");
    BOOST_TEST(ec == mrs::errc::credentials_failed);
    BOOST_TEST(result.info()->to_string().find("lines") == std::string::npos);
    BOOST_TEST(service.stat("connections_accepted") == 0u);
}

BOOST_AUTO_TEST_CASE(a_long_token_works) {
    const std::string token(20'480, 'x');
    const emulator service({"--token", token});
    asio::io_context context;
    const mrs::client client(context, service.options());
    BOOST_TEST(
        cancel(context, client, service.cluster(), service.seed(1).front()).result.succeeded());
}

BOOST_AUTO_TEST_CASE(a_call_can_be_given_up_while_the_provider_works) {
    const emulator service;
    asio::io_context context;
    int asked = 0;
    const mrs::client client(
        context, with_provider(service, [&] { return slowly(service.token(), asked); }));
    const auto [ec, result] = cancel(context, client, service.cluster(), service.seed(1).front(),
                                     mrs::call_options().timeout(std::chrono::milliseconds(1)));
    BOOST_TEST(ec == mrs::errc::call_timeout);
    BOOST_TEST(result.info()->detail.find("token provider") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(L3_a_provider_that_hangs_is_left_and_cancelled) {
    const emulator service;
    asio::io_context context;
    int asked = 0;
    bool ended = false;
    auto options = with_provider(service, [&] {
        if (asked == 0)
            return hanging(asked, ended);
        return slowly(service.token(), asked);
    });
    options.timeouts(mrs::timeout_options().credentials(std::chrono::milliseconds(300)))
        .retry(mrs::retry_options().base_delay(std::chrono::milliseconds(1)));
    const mrs::client client(context, options);
    const auto [ec, result] = cancel(context, client, service.cluster(), service.seed(1).front());
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(ended);
    BOOST_TEST(asked == 2);
}

BOOST_AUTO_TEST_CASE(L3_a_provider_that_always_hangs_ends_its_calls) {
    const emulator service;
    asio::io_context context;
    int asked = 0;
    bool ended = false;
    auto options = with_provider(service, [&] { return hanging(asked, ended); });
    options.timeouts(mrs::timeout_options().credentials(std::chrono::milliseconds(10)))
        .retry(mrs::retry_options().base_delay(std::chrono::milliseconds(1)));
    const mrs::client client(context, options);
    const auto [ec, result] = cancel(context, client, service.cluster(), "x");
    BOOST_TEST(ec == mrs::errc::credentials_failed);
    BOOST_TEST(result.info()->detail.find("the token provider gave nothing within 10 ms") !=
               std::string::npos);
    BOOST_TEST(ended);
}

/// `run()` returns: nothing of it outlives the client.
BOOST_AUTO_TEST_CASE(L3_a_provider_that_hangs_ends_with_its_client) {
    const emulator service;
    for (const bool closed : {true, false}) {
        asio::io_context context;
        int asked = 0;
        bool ended = false;
        std::optional<mrs::client> client(
            std::in_place, context, with_provider(service, [&] { return hanging(asked, ended); }));
        std::optional<ending> out;
        mrs_test::start(*client, service.cluster(), "x", mrs::call_options(), out);
        while (asked == 0)
            context.run_one();
        if (closed)
            client->async_close(std::chrono::milliseconds(0), asio::detached);
        else
            client.reset();
        context.run();
        BOOST_TEST(ended);
        BOOST_TEST(out.has_value());
    }
}

BOOST_AUTO_TEST_SUITE_END()
