// SPDX-License-Identifier: BSL-1.0
#include "scripted_peer.hpp"
#include "support/run.hpp"
#include "support/temporary_file.hpp"

#include <boost/beast/http/write.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <chrono>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs::access_key;
using mrs::credentials;
using mrs::secret;
using mrs_test::cancel;
using mrs_test::ending;
using mrs_test::iam_reply;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::scripted_peer;
using mrs_test::start;
using namespace std::chrono_literals;

namespace secrecy {
namespace {

const std::vector<std::string> secrets = {"token-hunter-1",    "token-hunter-2",  "password-hunter",
                                          "secretkey-hunter",  "sts-hunter/+==",  "session-hunter",
                                          "Bearer pod-hunter", "other-key-hunter"};

/// All of a request, as a careless server writes it into its error.
std::string all_of(const peer_request& request) {
    std::ostringstream text;
    text << request;
    return text.str();
}

/// The same in each shape in which a client reads an error.
peer_reply echo(const peer_request& request, int status, int shape) {
    const std::string text = all_of(request);
    const std::string quoted = boost::json::serialize(boost::json::string(text));
    switch (shape % 5) {
    case 0:
        return peer_reply(status, text);
    case 1:
        return peer_reply(status, R"({"error_code":"X","error_msg":)" + quoted + "}");
    case 2:
        return peer_reply(status,
                          R"({"error":{"message":)" + quoted + R"(,"code":)" + quoted + "}}");
    case 3: {
        std::string escaped = R"({"unknown":)" + quoted + "}";
        for (auto at = escaped.find('/'); at != std::string::npos; at = escaped.find('/', at + 2))
            escaped.insert(at, "\\");
        return peer_reply(status, escaped);
    }
    default:
        return peer_reply(status, R"({"status":"FAILED","message":)" + quoted + "}")
            .header("X-Request-Id", "id-" + std::string(request["X-Auth-Token"]) +
                                        std::string(request["X-Security-Token"]));
    }
}

/// Everything of an ending that could be printed.
std::string printed(const ending& end) {
    std::ostringstream text;
    text << end.ec.message() << '\n' << end.result.message() << '\n' << end.result.request_id();
    if (const auto& info = end.result.info()) {
        text << '\n'
             << info->to_string() << '\n'
             << info->detail << '\n'
             << info->endpoint << '\n'
             << info->service_code << '\n'
             << info->service_message << '\n'
             << info->request_id << '\n'
             << info->cause.message() << '\n'
             << mrs::error(end.ec, info).what();
        for (const auto& attempt : info->history)
            text << '\n' << attempt.detail << attempt.error.message() << attempt.cause.message();
    }
    return text.str();
}

void check_is_clean(const ending& end) {
    const std::string text = printed(end);
    for (const std::string& one : secrets)
        BOOST_TEST(text.find(one) == std::string::npos, one << " in " << text);
    BOOST_TEST(text.find("hunter/") == std::string::npos, text);
    BOOST_TEST(text.find("hunter\\x5c/") == std::string::npos, text);
}

struct fixture : temporary_file {
    asio::io_context context;

    static mrs::client_options options(const scripted_peer& mrs, credentials source) {
        mrs::client_options result(mrs.url(), "p1", std::move(source));
        result.allow_plaintext_loopback(true);
        return result;
    }

    /// Cancels with this source, at a service that echoes all that it gets.
    void check_echoes(const credentials& source) {
        std::size_t redacted = 0;
        for (int shape = 0; shape < 5; ++shape)
            for (const int status : {200, 400, 401, 403, 404, 429, 500, 502}) {
                const scripted_peer mrs([=](const peer_request& request, int) {
                    return echo(request, status, shape).header("Retry-After", "3600");
                });
                const mrs::client client(
                    context, options(mrs, source)
                                 .retry(mrs::retry_options().max_attempts(2).base_delay(1ms)));
                const auto end = cancel(context, client, "c1", "q1");
                check_is_clean(end);
                redacted += printed(end).find("[secret]") != std::string::npos ? 1 : 0;
            }
        BOOST_TEST(redacted >= 10u); // The echoes did arrive.
    }
};

} // namespace
} // namespace secrecy

BOOST_FIXTURE_TEST_SUITE(secrecy, fixture)

BOOST_AUTO_TEST_CASE(what_is_printed_is_searched_at_all) {
    ending end;
    end.ec = mrs::errc::rejected;
    auto info = std::make_shared<mrs::diagnostics>();
    info->history.emplace_back();
    info->history.back().detail = "history-text";
    end.result = mrs::cancel_sql_result(info);
    BOOST_TEST(printed(end).find("history-text") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_echo_of_a_token_is_shown) {
    check_echoes(credentials::token(secret(secrets[0])));
}

BOOST_AUTO_TEST_CASE(no_echo_of_a_temporary_key_is_shown) {
    check_echoes(
        credentials::keys(access_key("AK", secret(secrets[3])).security_token(secret(secrets[4]))));
}

BOOST_AUTO_TEST_CASE(no_part_of_a_token_and_no_base64_of_it_is_shown) {
    const std::string token = "MIIatAYJKoZIhvcNAQcCoIIapTCCGqECAQExDTALBglghkgBZQMEAgEwghjG";
    const std::string encoded = "TUlJYXRBWUpLb1pJaHZjTkFRY0NvSUlhcFRDQ0dxRUNBUUV4RFRBTEJnbGdoa2dC";
    for (const std::string& part :
         {token.substr(0, 20), token.substr(7, 31), encoded, encoded.substr(3, 40)})
        for (const int status : {200, 400, 401, 500, 502})
            for (const std::string& body :
                 {R"({"error_code":")" + part + R"(","error_msg":"bad )" + part + "\"}",
                  R"({"status":"FAILED","message":")" + part + "!\"}", "<h1>" + part + "</h1>",
                  std::string(250, '.') + part}) {
                const scripted_peer mrs([&](const auto&, int) {
                    return peer_reply(status, body).header("X-Request-Id", "id-" + part);
                });
                const mrs::client client(context, options(mrs, credentials::token(secret(token)))
                                                      .retry(mrs::retry_options().max_attempts(1)));
                const std::string text = printed(cancel(context, client, "c1", "q1"));
                BOOST_TEST(text.find("id-[secret]") != std::string::npos, text);
                for (const std::string& whole : {token, encoded})
                    for (std::size_t at = 0; at + 16 <= whole.size(); ++at)
                        BOOST_TEST_REQUIRE(text.find(whole.substr(at, 16)) == std::string::npos,
                                           text);
            }
}

BOOST_AUTO_TEST_CASE(no_echo_of_a_password_is_shown) {
    for (int shape = 0; shape < 5; ++shape)
        for (const int status : {200, 400, 401, 403, 404, 429, 500}) {
            const scripted_peer iam([=](const peer_request& request, int) {
                return echo(request, status, shape).header("Retry-After", "3600");
            });
            const mrs::iam_password user =
                mrs::iam_password("account", "user", secret(secrets[2])).endpoint(iam.url());
            const mrs::client client(context, options(iam, credentials::password(user))
                                                  .retry(mrs::retry_options().max_attempts(2)));
            check_is_clean(cancel(context, client, "c1", "q1"));
            BOOST_TEST(iam.requests() >= 1);
        }
}

BOOST_AUTO_TEST_CASE(no_echo_of_what_the_services_of_the_machine_know_is_shown) {
    const scripted_peer service([](const peer_request& request, int number) {
        return number % 2 == 0 ? peer_reply(200, secrets[5]) : echo(request, 404, number / 2);
    });
    for (int shape = 0; shape < 5; ++shape) {
        const mrs::client client(
            context, options(service, credentials::metadata(
                                          mrs::metadata_options().endpoint(service.url()))));
        check_is_clean(cancel(context, client, "c1", "q1"));
    }
    BOOST_TEST(service.requests() == 10);
}

BOOST_AUTO_TEST_CASE(a_token_that_was_replaced_while_its_answer_was_awaited_is_not_shown) {
    int asked = 0;
    const auto provider = [&]() -> asio::awaitable<mrs::auth_token> {
        ++asked;
        co_return mrs::auth_token(secret(secrets[asked == 1 ? 0 : 1]));
    };
    // The first request is answered late, with an echo; the second one makes the token be replaced.
    const scripted_peer mrs([](const peer_request& request, int number) {
        if (number == 0)
            return echo(request, 400, 1).delay(200ms);
        return number == 1 ? peer_reply(401) : peer_reply(200, R"({"status":"SUCCEED"})");
    });
    const mrs::client client(context, options(mrs, credentials::provider(provider)));
    std::optional<ending> late;
    std::optional<ending> refreshed;
    start(client, "c1", "q1", mrs::call_options(), late);
    while (mrs.requests() == 0)
        context.run_for(5ms);
    start(client, "c1", "q2", mrs::call_options(), refreshed);
    context.run();
    BOOST_TEST((refreshed && refreshed->result.succeeded()));
    BOOST_TEST(asked == 2);
    BOOST_TEST_REQUIRE(late.has_value());
    BOOST_TEST(late->ec == mrs::errc::rejected);
    check_is_clean(*late);
}

BOOST_AUTO_TEST_SUITE_END()
