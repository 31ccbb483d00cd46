// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

using mrs::errc;
using namespace mrs_test;

namespace statuses {
namespace {

std::string gateway_error(const std::string& code) {
    return R"({"error_code":")" + code + R"(","error_msg":"words of the gateway"})";
}

struct permanent_answer {
    int status;
    std::string body;
    errc code;
    std::string helps; ///< A word of the detail that tells what to look at.
};

const std::vector<permanent_answer> permanent_answers = {
    {403, gateway_error("APIGW.0302"), errc::forbidden, "permission"},
    {403, "", errc::forbidden, "mrs:cluster:stopSql"},
    {404, gateway_error("APIGW.0101"), errc::not_found, "endpoint"},
    {413, gateway_error("APIGW.0201"), errc::rejected, "larger"},
    {414, gateway_error("APIGW.0201"), errc::rejected, "larger"},
    {494, "<html>Request Header Or Cookie Too Large</html>", errc::rejected, "larger"},
};

void check_permanent(const permanent_answer& row) {
    const std::string bytes = answer(row.status, row.body, "X-Request-Id: request-7\r\n");
    check_fault(answering(bytes), row.code, repetition::final, fate::kept);
    fault_case one({answering(bytes)});
    const auto result = one.call().result;
    BOOST_TEST(result.info()->http_status == row.status);
    BOOST_TEST(result.info()->request_id == "request-7");
    BOOST_TEST(result.info()->detail.find(row.helps) != std::string::npos, result.info()->detail);
    if (row.body.starts_with("{"))
        BOOST_TEST(result.info()->service_message == "words of the gateway");
}

} // namespace
} // namespace statuses

BOOST_AUTO_TEST_SUITE(statuses)

BOOST_AUTO_TEST_CASE(fault_S22_the_service_breaks_without_a_decision) {
    for (const int status : {500, 502, 503, 504})
        for (const std::string& body :
             {std::string(), std::string("<html>Bad Gateway</html>"), gateway_error("APIGW.0201"),
              std::string(R"({"status":"succeed"})"), std::string("[]")})
            BOOST_TEST_CONTEXT("status " << status << " with " << body)
    check_fault(answering(answer(status, body)), errc::service_error, repetition::repeated,
                fate::kept);
}

/// The word SUCCEED decides with the documented statuses alone.
BOOST_AUTO_TEST_CASE(fault_S22_a_decision_where_none_is_documented) {
    for (const int status : {502, 503, 504})
        check_fault(answering(answer(status, succeed_body)), errc::service_error,
                    repetition::repeated, fate::kept);
}

BOOST_AUTO_TEST_CASE(fault_S26_refusals_that_repeating_does_not_cure) {
    for (const permanent_answer& row : permanent_answers)
        BOOST_TEST_CONTEXT("status " << row.status)
    check_permanent(row);
}

BOOST_AUTO_TEST_CASE(fault_S27_408_as_an_answer) {
    check_fault(answering(answer(408, "")), errc::service_error, repetition::repeated, fate::kept);
    check_fault(answering_last(answer(408, "", "Connection: close\r\n")), errc::service_error,
                repetition::repeated, fate::dropped);
}

/// What servers say to a connection that was idle for too long, before they close it.
BOOST_AUTO_TEST_CASE(fault_S27_408_on_an_idle_connection) {
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({after_request([](fault_peer& peer) {
                           peer.write(succeed_answer());
                           peer.pause(std::chrono::milliseconds(5));
                           peer.write(answer(408, "", "Connection: close\r\n"));
                       })},
                       kind);
        BOOST_TEST(one.call().result.succeeded());
        while (one.server().open() > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(one.client().stats().replays == 0u);
        BOOST_TEST(one.server().connections() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(fault_S28_redirects_are_not_followed) {
    const fault_server elsewhere({});
    for (const int status : {301, 302, 303, 307, 308})
        for (const std::string& target :
             {elsewhere.url() + "/", std::string("/v2/other"), std::string("//example.invalid/"),
              std::string("https://example.invalid/"), std::string("not a target"), std::string()})
            BOOST_TEST_CONTEXT("status " << status << " to " << target)
    check_fault(answering(answer(status, "", "Location: " + target + "\r\n")), errc::redirected,
                repetition::final, fate::kept);
    for (const int status : {300, 305, 306})
        check_fault(answering(answer(status, "", "Location: " + elsewhere.url() + "\r\n")),
                    errc::unexpected_status, repetition::final, fate::kept);
    BOOST_TEST(elsewhere.connections() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
