// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "scripted_peer.hpp"
#include "support/run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs::errc;
using mrs::sql_state;
using mrs_test::emulator;
using mrs_test::execute;
using mrs_test::peer_reply;
using mrs_test::query;
using mrs_test::scripted_peer;
using namespace std::chrono_literals;

namespace {

struct sql_service {
    emulator service{{"--rows", "content"}};
    asio::io_context context;
    mrs::client client{context, service.options()};

    mrs_test::sql_ending run(const std::string& sql) {
        return execute(context, client, {service.cluster(), sql});
    }
    /// The execution once it has ended.
    mrs::sql_execution ended(const std::string& id) {
        for (;;) {
            auto [ec, result] = query(context, client, {service.cluster(), id});
            BOOST_TEST_REQUIRE(!ec, ec.message());
            if (result.ended())
                return std::move(result);
        }
    }
};

peer_reply submitted_reply() {
    return peer_reply(200, R"({"sql_id":"i1","status":"QUEUED","content":[]})");
}

mrs::client_options options_for(const scripted_peer& peer) {
    mrs::client_options options(peer.url(), "p", mrs::credentials::token(mrs::secret("a-token")));
    options.allow_plaintext_loopback(true);
    return options;
}

/// One submission to a peer that answers by a script.
mrs_test::sql_ending submit(const scripted_peer& peer,
                            mrs::call_options options = mrs::call_options()) {
    asio::io_context context;
    const mrs::client client(
        context,
        options_for(peer).retry(mrs::retry_options().base_delay(1ms).throttled_delay(1ms)));
    return execute(context, client, {"c", "SELECT 1"}, options);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(execute_sql, sql_service)

BOOST_AUTO_TEST_CASE(a_statement_runs_and_its_result_is_read) {
    const auto [ec, submitted] = run("SELECT 'a', NULL UNION ALL SELECT '取', 2");
    BOOST_TEST_REQUIRE(!ec, ec.message());
    BOOST_TEST(!submitted.id().empty());
    BOOST_TEST(submitted.http_status() == 200);
    BOOST_TEST(submitted.attempts() == 1);
    BOOST_TEST(!submitted.request_id().empty());
    const auto result = ended(submitted.id());
    BOOST_TEST((result.state() == sql_state::finished), result.message());
    BOOST_TEST(result.id() == submitted.id());
    BOOST_TEST(result.statement() == "SELECT 'a', NULL UNION ALL SELECT '取', 2");
    const std::vector<mrs::sql_row> rows = {{"a", std::nullopt}, {"取", "2"}};
    BOOST_TEST((result.content() == rows));
    BOOST_TEST(client.stats().connections_opened == 1u);
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_statement_is_an_answer) {
    const auto [ec, submitted] = run("SELECT abs(-9223372036854775808)");
    BOOST_TEST_REQUIRE(!ec, ec.message());
    const auto result = ended(submitted.id());
    BOOST_TEST((result.state() == sql_state::failed));
    BOOST_TEST(result.message().find("overflow") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_statement_that_cannot_run_is_refused) {
    const auto [ec, result] = run("SELECT nothing_known");
    BOOST_TEST(ec == errc::rejected);
    BOOST_TEST(result.info()->http_status == 400);
    BOOST_TEST(result.info()->service_message.find("nothing_known") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_large_statement_and_a_large_result_pass) {
    // The emulator's engine bounds one value to 64 KiB.
    const std::string value(50'000, 'x');
    std::string sql = "SELECT '" + value + "'";
    for (int row = 1; row < 10; ++row) {
        sql += " UNION ALL SELECT '" + value + "'";
    }
    const auto [ec, submitted] = run(sql);
    BOOST_TEST_REQUIRE(!ec, ec.message());
    const auto result = ended(submitted.id());
    BOOST_CHECK(result.content() == std::vector<mrs::sql_row>(10, {value}));
    BOOST_CHECK(result.statement() == sql);
    // A cancel on the same connection keeps to its own, smaller bounds.
    BOOST_TEST(
        mrs_test::cancel(context, client, service.cluster(), submitted.id()).result.succeeded());
}

BOOST_AUTO_TEST_CASE(an_unknown_id_is_named_as_such) {
    const auto [ec, result] = query(context, client, {service.cluster(), "no_such_id"});
    BOOST_TEST(ec == errc::sql_not_found);
    BOOST_TEST(result.info()->operation == "sql_result");
    BOOST_TEST((result.state() == sql_state::none));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_refused_before_any_byte_is_sent) {
    BOOST_TEST(run(" ").ec == errc::invalid_argument);
    const auto [ec, result] = run("SELECT '\xff'");
    BOOST_TEST(ec == errc::invalid_argument);
    BOOST_TEST(result.info()->detail == "sql is not UTF-8");
    BOOST_TEST(query(context, client, {"a/b", "x"}).ec == errc::invalid_argument);
    BOOST_TEST(service.stat("connections_accepted") == 0u);
}

BOOST_AUTO_TEST_CASE(the_service_refuses_what_it_does_not_run) {
    const auto [ec, result] = run("SELECT 1; SELECT 2");
    BOOST_TEST(ec == errc::rejected);
    BOOST_TEST(!result.info()->maybe_submitted);
    BOOST_TEST(service.stat("submitted") == 0u);
}

BOOST_AUTO_TEST_CASE(coroutines_and_futures_work) {
    auto submitted = asio::co_spawn(context, client.execute_sql({service.cluster(), "SELECT 1"}),
                                    asio::use_future);
    auto refused =
        asio::co_spawn(context, client.execute_sql({service.cluster(), ""}), asio::use_future);
    auto unknown =
        asio::co_spawn(context, client.sql_result({service.cluster(), "x"}), asio::use_future);
    auto plain = client.async_execute_sql({service.cluster(), "SELECT 1"}, mrs::call_options(),
                                          asio::use_future);
    context.run();
    BOOST_TEST(!submitted.get().id().empty());
    BOOST_CHECK_THROW(static_cast<void>(refused.get()), mrs::error);
    BOOST_CHECK_THROW(static_cast<void>(unknown.get()), mrs::error);
    BOOST_TEST(!plain.get().id().empty());
}

BOOST_DATA_TEST_CASE_F(sql_service, a_lost_answer_leaves_a_doubt_and_is_not_tried_again,
                       data::make({"reset", "drop", "framing=short", "framing=garbage"}), rule) {
    // Once on a fresh connection, and once on one that was used: no replay.
    for (const bool used : {false, true}) {
        service.clear_faults();
        if (used)
            BOOST_TEST(!query(context, client, {service.cluster(), service.seed(1).front()}).ec);
        service.fault(std::string(rule) + ",count=1,on=submit");
        const auto before = service.stat("submitted");
        const auto [ec, result] = run("SELECT 1");
        BOOST_TEST(ec == errc::maybe_submitted, rule << ": " << ec.message());
        BOOST_TEST(result.info()->maybe_submitted);
        BOOST_TEST(result.info()->attempts == 1);
        BOOST_TEST_REQUIRE(result.info()->history.size() == 1u);
        BOOST_TEST(result.info()->history[0].error != errc::maybe_submitted);
        BOOST_TEST(service.stat("submitted") <= before + 1);
    }
    service.clear_faults();
    BOOST_TEST(!run("SELECT 1").ec);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(execute_sql_as_documented)

BOOST_AUTO_TEST_CASE(the_rows_of_a_select_are_behind_its_location) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options());
    mrs::execute_sql_request request(service.cluster(), "SELECT 1");
    request.archive_path("obs://bucket/path");
    auto [ec, result] = execute(context, client, std::move(request));
    BOOST_TEST_REQUIRE(!ec, ec.message());
    const std::string id = result.id();
    while (!result.ended())
        result = query(context, client, {service.cluster(), id}).result;
    BOOST_TEST(result.content().empty());
    BOOST_TEST(result.result_location().find("obs://bucket/path/") == 0u);
}

BOOST_AUTO_TEST_CASE(the_editions_differ_in_their_forms_alone) {
    for (const std::string year : {"2021", "2025"}) {
        const emulator service({"--edition", year});
        asio::io_context context;
        const mrs::client client(context, service.options());
        const auto run = [&](const std::string& sql) {
            return execute(context, client, {service.cluster(), sql});
        };
        BOOST_TEST(!run("CREATE TABLE t1 (a varchar)").ec);
        auto [ec, result] = run("SHOW TABLES");
        BOOST_TEST_REQUIRE(!ec, ec.message());
        const std::string id = result.id();
        while (!result.ended())
            result = query(context, client, {service.cluster(), id}).result;
        BOOST_TEST_REQUIRE(!result.content().empty());
        BOOST_CHECK(result.content().back() == mrs::sql_row{"t1"});
        BOOST_TEST(query(context, client, {service.cluster(), "none"}).ec == errc::sql_not_found);
        const auto [refused, failed] = run("CREATE TABLE t1 (a varchar)");
        if (year == "2021") {
            BOOST_TEST(!refused, refused.message());
            BOOST_TEST(failed.http_status() == 500);
            BOOST_TEST((failed.state() == sql_state::failed));
            BOOST_TEST(failed.message().find("already exists") != std::string::npos);
        } else {
            BOOST_TEST(refused == errc::rejected);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(submission)

BOOST_DATA_TEST_CASE(is_tried_again_after_a_refusal, data::make({200, 429}), status) {
    const scripted_peer peer([status = status](const auto& request, int number) {
        BOOST_TEST(request.method_string() == "POST");
        BOOST_TEST(request["Content-Type"] == "application/json; charset=utf-8");
        BOOST_TEST(request.body() == R"({"sql_type":"presto","sql_content":"SELECT 1"})");
        return number == 0 && status == 429 ? peer_reply(429) : submitted_reply();
    });
    const auto [ec, result] = submit(peer);
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.id() == "i1");
    BOOST_TEST(result.attempts() == (status == 429 ? 2 : 1));
}

BOOST_DATA_TEST_CASE(is_in_doubt_after_a_broken_service, data::make({408, 500, 502, 503, 504}),
                     status) {
    const scripted_peer peer([status = status](const auto&, int) { return peer_reply(status); });
    const auto [ec, result] = submit(peer);
    BOOST_TEST(ec == errc::maybe_submitted);
    BOOST_TEST(result.info()->http_status == status);
    BOOST_TEST(result.info()->history.at(0).error == errc::service_error);
    BOOST_TEST(peer.requests() == 1);
}

BOOST_DATA_TEST_CASE(is_not_in_doubt_after_a_plain_refusal, data::make({400, 401, 403, 404, 413}),
                     status) {
    const scripted_peer peer([status = status](const auto&, int) { return peer_reply(status); });
    const auto [ec, result] = submit(peer);
    BOOST_TEST(ec);
    BOOST_TEST(ec != errc::maybe_submitted);
    BOOST_TEST(!result.info()->maybe_submitted);
    BOOST_TEST(peer.requests() == 1);
}

/// A decided refusal is no lost answer, whatever its status.
BOOST_DATA_TEST_CASE(S32_is_not_in_doubt_after_a_refusal_in_words,
                     data::make({400, 404, 409, 500}) *
                         data::make({"0192", "0056", "0202", "12000068", "130000002"}),
                     status, code) {
    const std::string body =
        R"({"error_code":")" + std::string(code) + R"(","message":"in its own words"})";
    const scripted_peer peer(
        [status = status, &body](const auto&, int) { return peer_reply(status, body); });
    const auto [ec, result] = submit(peer);
    BOOST_TEST(ec);
    BOOST_TEST(ec != errc::maybe_submitted);
    BOOST_TEST(!result.info()->maybe_submitted);
    BOOST_TEST(result.info()->service_code == code);
    BOOST_TEST(result.info()->service_message == "in its own words");
}

BOOST_AUTO_TEST_CASE(S32_a_403_names_the_permission_of_the_call) {
    const scripted_peer peer([](const auto&, int) {
        return peer_reply(403, R"({"error_code":"PAP5.0047","error_msg":"m",)"
                               R"("encoded_authorization_message":"QUJD"})");
    });
    const auto submitted = submit(peer).result;
    BOOST_TEST(submitted.info()->detail.find("mrs:cluster:createSql") != std::string::npos);
    BOOST_TEST(submitted.info()->detail.find("QUJD") != std::string::npos);
    asio::io_context context;
    const mrs::client client(context, options_for(peer));
    const auto asked = query(context, client, {"c", "i"}).result;
    BOOST_TEST(asked.info()->detail.find("mrs:cluster:getSql") != std::string::npos);
    const auto cancelled = mrs_test::cancel(context, client, "c", "i").result;
    BOOST_TEST(cancelled.info()->detail.find("mrs:cluster:stopSql") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_in_doubt_when_time_runs_out) {
    const scripted_peer peer([](const auto&, int) { return peer_reply::silence(); });
    for (const auto& options :
         {mrs::call_options().timeout(500ms), mrs::call_options().attempt_timeout(500ms)}) {
        const auto [ec, result] = submit(peer, options);
        BOOST_TEST(ec == errc::maybe_submitted);
        BOOST_TEST(result.info()->maybe_submitted);
        BOOST_TEST(result.info()->cause == mrs::condition::timeout);
    }
    BOOST_TEST(peer.requests() == 2);
}

BOOST_AUTO_TEST_CASE(is_tried_again_while_nothing_was_sent) {
    asio::io_context context;
    mrs::client_options options("http://127.0.0.1:1", "p",
                                mrs::credentials::token(mrs::secret("a-token")));
    options.allow_plaintext_loopback(true).retry(mrs::retry_options().base_delay(1ms));
    const mrs::client client(context, options);
    const auto [ec, result] = execute(context, client, {"c", "SELECT 1"});
    BOOST_TEST(ec == errc::connect_failed);
    BOOST_TEST(!result.info()->maybe_submitted);
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(result.info()->history.size() == 3u);
}

BOOST_AUTO_TEST_CASE(cancelled_it_tells_of_the_doubt_and_total_waits_for_the_answer) {
    const scripted_peer peer([](const auto&, int) { return submitted_reply().delay(100ms); });
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::total}) {
        asio::io_context context;
        const mrs::client client(context, options_for(peer));
        asio::cancellation_signal signal;
        std::optional<mrs_test::sql_ending> out;
        auto keep = [&out](mrs::error_code ec, mrs::sql_execution result) {
            out.emplace(ec, std::move(result));
        };
        client.async_execute_sql({"c", "SELECT 1"}, mrs::call_options(),
                                 asio::bind_cancellation_slot(signal.slot(), keep));
        while (client.stats().attempts == 0)
            context.run_one();
        signal.emit(type);
        context.run();
        BOOST_TEST_REQUIRE(out.has_value());
        if (type == asio::cancellation_type::total) {
            BOOST_TEST(!out->ec, out->ec.message());
            BOOST_TEST(out->result.id() == "i1");
        } else {
            BOOST_TEST(out->ec == asio::error::operation_aborted);
            BOOST_TEST(out->result.info()->maybe_submitted);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
