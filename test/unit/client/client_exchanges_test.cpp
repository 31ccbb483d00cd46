// SPDX-License-Identifier: BSL-1.0
#include "client_wire.hpp"
#include "support/print.hpp"

#include <mrs/detail/initiation.hpp>
#include <mrs/execute_sql.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <utility>

using mrs::errc;

namespace client_exchanges {
namespace {

using clients::wire;
using namespace std::chrono_literals;

const std::string good = R"({"status":"SUCCEED"})";
const std::string secret_text = "hunter2hunter2hunter2hunter2";

mrs::credentials a_token() {
    return mrs::credentials::token(mrs::secret(secret_text));
}

mrs::credentials a_key() {
    return mrs::credentials::keys(mrs::access_key("AK", mrs::secret(secret_text)));
}

mrs::retry_options once() {
    return mrs::retry_options().max_attempts(1);
}

bool tells_secret(const mrs::diagnostics& info) {
    std::string all = info.detail + info.service_code + info.service_message + info.request_id;
    for (const auto& one : info.history)
        all += one.detail;
    return all.find(secret_text) != std::string::npos;
}

} // namespace
} // namespace client_exchanges

// Calls as a client has them, with a peer that the test plays.

BOOST_AUTO_TEST_SUITE(client_exchanges)

/// A key is tried by one call alone, and that may bring no answer.
BOOST_AUTO_TEST_CASE(a_trial_that_is_lost_is_anothers) {
    wire t(a_key(), once());
    const auto first = t.start();
    const auto second = t.start();
    const auto third = t.start();
    BOOST_TEST(t.exchanges() == 1);
    t.fail("connection reset by peer");
    BOOST_TEST(first->ended.has_value());
    BOOST_TEST(t.exchanges() == 2);
    second->cancel(boost::asio::cancellation_type::terminal); // Nor does it hear an answer.
    t.poll();
    BOOST_TEST(second->ended.has_value());
    BOOST_TEST(t.exchanges() == 3);
    t.answer(200, good);
    BOOST_TEST_REQUIRE(third->ended.has_value());
    BOOST_TEST(!*third->ended);
}

BOOST_AUTO_TEST_CASE(a_key_that_was_accepted_is_everybodys) {
    wire t(a_key(), once());
    const auto first = t.start();
    const auto second = t.start();
    const auto third = t.start();
    t.answer(200, good);
    BOOST_TEST(first->ended.has_value());
    BOOST_TEST(t.exchanges() == 3);
    t.client->shutdown();
    t.poll();
    BOOST_TEST(second->ended.has_value());
    BOOST_TEST(third->ended.has_value());
}

BOOST_AUTO_TEST_CASE(no_failure_tells_a_secret) {
    wire t(a_token(), once());
    const auto one = t.start();
    t.fail("the peer sent " + secret_text);
    BOOST_TEST_REQUIRE(one->ended.has_value());
    BOOST_TEST(*one->ended == errc::connection_closed);
    BOOST_TEST(!tells_secret(*one->result.info()));
    BOOST_TEST(one->result.info()->detail.starts_with("the peer sent "));
}

/// Each is hidden by another layer: as it came, by what it was escaped in JSON, and cut in two by
/// the end of a quote.
BOOST_AUTO_TEST_CASE(no_answer_tells_a_secret) {
    std::string escaped;
    for (const char c : secret_text) {
        static constexpr char hex[] = "0123456789abcdef";
        escaped += "\\u00";
        escaped += hex[c >> 4];
        escaped += hex[c & 0xf];
    }
    const std::string long_text(180, 'x');
    for (const std::string& body :
         {R"({"error_code":"MRS.0001","error_msg":")" + secret_text + R"("})",
          R"({"error_code":"MRS.0001","error_msg":")" + escaped + R"("})",
          R"({"error_code":")" + escaped + R"(","error_msg":"x"})", "<html>" + secret_text,
          "<html>" + long_text + secret_text})
        for (const int status : {400, 401, 500, 200}) {
            wire t(a_token(), once());
            const auto one = t.start();
            t.answer(status, body);
            if (!one->ended) // It asked for other credentials, in vain.
                t.pass(1h);
            BOOST_TEST_REQUIRE(one->ended.has_value());
            BOOST_TEST(!tells_secret(*one->result.info()), body);
            BOOST_TEST(one->result.info()->detail.find(secret_text.substr(0, 16)) ==
                           std::string::npos,
                       body);
        }
}

/// Wherever a quote of the answer ends, within a secret or an escape too: not even a part is told
/// that would be too short to be known for one.
BOOST_AUTO_TEST_CASE(no_end_of_a_quote_tells_a_part_of_a_secret) {
    for (const std::string& echoed : {secret_text, secret_text.substr(0, 20)})
        for (std::size_t before = 220; before < 260; ++before) {
            wire t(a_token(), once());
            const auto one = t.start();
            t.answer(404, std::string(before, 'x') + echoed + std::string(100, 'y'));
            BOOST_TEST_REQUIRE(one->ended.has_value());
            const std::string& told = one->result.info()->detail;
            BOOST_TEST_REQUIRE(told.find(secret_text.substr(0, 4)) == std::string::npos, told);
        }
}

BOOST_AUTO_TEST_CASE(no_decided_answer_tells_a_secret) {
    for (const std::string& body :
         {R"({"status":"FAILED","message":"no )" + secret_text + R"("})",
          R"({"status":"SUCCEED","message":"of )" + secret_text + R"("})"}) {
        wire t(a_token(), once());
        const auto one = t.start();
        t.answer(200, body);
        BOOST_TEST_REQUIRE(one->ended.has_value());
        BOOST_TEST(!*one->ended);
        BOOST_TEST(one->result.message().find(secret_text) == std::string::npos);
        BOOST_TEST(!one->result.message().empty());
    }
}

BOOST_AUTO_TEST_CASE(no_result_of_a_query_tells_a_secret) {
    wire t(a_token(), once());
    std::optional<mrs::sql_execution> found;
    mrs::detail::start_sql_result(
        t.client,
        [&](const mrs::error_code& ec, mrs::sql_execution result) {
            BOOST_TEST(!ec);
            found = std::move(result);
        },
        mrs::sql_result_request("c1", "q1"), mrs::call_options());
    t.poll();
    t.answer(200, R"({"status":"FINISHED","result_location":"obs://)" + secret_text + R"("})");
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST(found->result_location() == "obs://[secret]");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_not_sent) {
    wire t(a_token());
    const auto one = t.start(mrs::call_options().timeout(-1s));
    BOOST_TEST_REQUIRE(one->ended.has_value());
    BOOST_TEST(*one->ended == errc::invalid_argument);
    BOOST_TEST((one->result.info()->stop == mrs::stop_reason::permanent));
    BOOST_TEST(one->result.info()->detail.find("timeout") != std::string::npos);
    for (const auto& request :
         {mrs::cancel_sql_request("", "q1"), mrs::cancel_sql_request("c1", "a\r\nb")}) {
        std::optional<mrs::error_code> ended;
        mrs::detail::start_cancel_sql(
            t.client,
            [&](const mrs::error_code& ec, const mrs::cancel_sql_result& result) {
                ended = ec;
                BOOST_TEST(!result.info()->detail.empty());
            },
            request, mrs::call_options());
        t.poll();
        BOOST_TEST_REQUIRE(ended.has_value());
        BOOST_TEST(*ended == errc::invalid_argument);
    }
    BOOST_TEST(t.connections.empty());
}

/// Whoever holds a call that has ended holds nothing that would wake the client.
BOOST_AUTO_TEST_CASE(who_has_ended_waits_for_nothing) {
    for (const bool backing_off : {false, true}) {
        wire t(a_token());
        const auto one = t.start();
        if (backing_off)
            t.answer(503, "");
        BOOST_TEST((t.client->timers.next() != mrs::never));
        one->cancel(boost::asio::cancellation_type::terminal);
        t.poll();
        BOOST_TEST_REQUIRE(one->ended.has_value());
        BOOST_TEST((t.client->timers.next() == mrs::never));
    }
}

/// Nor does an idle connection, while nothing is in flight.
BOOST_AUTO_TEST_CASE(an_idle_connection_is_watched_while_something_is_in_flight) {
    wire t(a_token());
    const auto one = t.start();
    t.answer(200, good);
    BOOST_TEST(t.client->counts.connections_idle.get() == 1U);
    BOOST_TEST((t.client->timers.next() == mrs::never));
    const auto other = t.start(mrs::call_options().timeout(0s));
    BOOST_TEST((t.client->timers.next() != mrs::never));
    BOOST_TEST(t.exchanges() == 2);
    other->cancel(boost::asio::cancellation_type::terminal);
}

/// Who waits for a connection is not let go by the end of one who has it.
BOOST_AUTO_TEST_CASE(nothing_is_sent_once_the_client_ends) {
    mrs::client_options options("https://mrs.invalid", "p1", a_token());
    options.pool(mrs::pool_options().max_connections(1));
    wire t(options);
    const auto first = t.start();
    const auto second = t.start();
    const auto third = t.start();
    BOOST_TEST(t.exchanges() == 1);
    clients::client_impl::run(t.client, [&] { t.client->shutdown(); });
    t.poll();
    for (const auto& one : {first, second, third}) {
        BOOST_TEST_REQUIRE(one->ended.has_value());
        BOOST_TEST(*one->ended == boost::asio::error::operation_aborted);
    }
    BOOST_TEST(t.exchanges() == 1);
    BOOST_TEST(t.connections.size() == 1U);
    BOOST_TEST(t.client->counts.connections_in_use.get() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
