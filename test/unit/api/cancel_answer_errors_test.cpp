// SPDX-License-Identifier: BSL-1.0
#include "api/cancel_answer.hpp"
#include "support/print.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::errc;
using mrs::api::decode_cancel_answer;
using mrs::pacing::fault;

namespace cancel_answer_errors {
namespace {

constexpr bool refresh = true;

struct row {
    std::string name;
    int http_status;
    std::string body;
    errc code;
    fault kind;
    std::string service_code = {};
    std::string message = {};
    bool refresh_credentials = false;
};

/// A gateway's error body.
std::string gateway(const std::string& digits, const std::string& message = "m") {
    return R"({"error_code":"APIGW.)" + digits + R"(","error_msg":")" + message +
           R"(","request_id":"r"})";
}

const std::vector<row> broken = {
    {"answer_S22_500_empty", 500, "", errc::service_error, fault::transient},
    {"answer_S22_500_html", 500, "<html>", errc::service_error, fault::transient},
    {"answer_S22_500_error_body", 500, R"({"error_code":"12000000","error_msg":"boom"})",
     errc::service_error, fault::transient, "12000000", "boom"},
    {"answer_S22_500_unknown_status", 500, R"({"status":"RUNNING"})", errc::service_error,
     fault::transient},
    {"answer_S22_502", 502, gateway("0201"), errc::service_error, fault::transient, "APIGW.0201",
     "m"},
    {"answer_S22_503", 503, "", errc::service_error, fault::transient},
    {"answer_S22_504", 504, "gateway timed out", errc::service_error, fault::transient},
    {"answer_S22_502_that_says_succeed", 502, R"({"status":"SUCCEED"})", errc::service_error,
     fault::transient},
    {"answer_S22_501_is_permanent", 501, "", errc::service_error, fault::permanent},
    {"answer_S22_505_is_permanent", 505, "", errc::service_error, fault::permanent},
    {"answer_S22_500_no_such_execution", 500,
     R"({"error_code":"0176","error_msg":"The job does not exist."})", errc::sql_not_found,
     fault::permanent, "0176", "The job does not exist."},
    {"answer_S22_500_no_such_user", 500, R"({"error_code":"0192"})", errc::forbidden,
     fault::permanent, "0192"},
    {"answer_S22_500_no_such_call", 500, R"({"error_code":"0167"})", errc::rejected,
     fault::permanent, "0167"},
    {"answer_S32_400_that_passes", 400,
     R"({"error_code":"12000068","error_msg":"Some nodes are not running. Try again later."})",
     errc::service_error, fault::transient, "12000068",
     "Some nodes are not running. Try again later."},
    {"answer_S32_500_refused", 500, R"({"error_code":"12000003"})", errc::rejected,
     fault::permanent, "12000003"},
    {"answer_S32_mixed_pair", 400, R"({"error_code":"MRS.0011","message":"m"})", errc::rejected,
     fault::permanent, "MRS.0011", "m"},
    {"answer_S22_400_with_a_code_of_500", 400, R"({"error_code":"0176"})", errc::sql_not_found,
     fault::permanent, "0176"},
};

const std::vector<row> throttled = {
    {"answer_S23_429_empty", 429, "", errc::throttled, fault::throttled},
    {"answer_S23_429_html", 429, "<html>", errc::throttled, fault::throttled},
    {"answer_S23_429_code", 429, gateway("0308", "limit:60,time:1 minute"), errc::throttled,
     fault::throttled, "APIGW.0308", "limit:60,time:1 minute"},
    {"answer_S23_400_code", 400, gateway("0308"), errc::throttled, fault::throttled, "APIGW.0308",
     "m"},
    {"answer_S23_200_code", 200, gateway("0308"), errc::throttled, fault::throttled, "APIGW.0308",
     "m"},
    {"answer_S23_403_code", 403, gateway("0308"), errc::throttled, fault::throttled, "APIGW.0308",
     "m"},
    {"answer_S23_503_code", 503, gateway("0308"), errc::throttled, fault::throttled, "APIGW.0308",
     "m"},
    {"answer_S23_dedicated_gateway", 400, R"({"error_code":"APIG.0308"})", errc::throttled,
     fault::throttled, "APIG.0308"},
    {"answer_S23_a_longer_code_is_another", 400, gateway("03080"), errc::rejected, fault::permanent,
     "APIGW.03080", "m"},
    {"answer_S23_digits_alone_are_another", 400, R"({"error_code":"0308"})", errc::rejected,
     fault::permanent, "0308"},
};

const std::vector<row> unauthorized = {
    {"answer_S25_401_empty", 401, "", errc::unauthorized, fault::permanent, "", "", refresh},
    {"answer_S25_401_gateway_0301", 401, gateway("0301"), errc::unauthorized, fault::permanent,
     "APIGW.0301", "m", refresh},
    {"answer_S25_401_gateway_0303", 401, gateway("0303"), errc::unauthorized, fault::permanent,
     "APIGW.0303", "m", refresh},
    {"answer_S25_401_gateway_0305", 401, gateway("0305"), errc::unauthorized, fault::permanent,
     "APIGW.0305", "m", refresh},
    {"answer_S25_401_gateway_0307", 401, gateway("0307"), errc::unauthorized, fault::permanent,
     "APIGW.0307", "m", refresh},
    {"answer_S25_403_gateway_0307", 403, gateway("0307"), errc::unauthorized, fault::permanent,
     "APIGW.0307", "m", refresh},
    {"answer_S25_401_service_12000001", 401,
     R"({"error_code":"12000001","error_msg":"Invalid authentication"})", errc::unauthorized,
     fault::permanent, "12000001", "Invalid authentication", refresh},
    {"answer_S25_400_service_12000001", 400, R"({"errorCode":12000001})", errc::unauthorized,
     fault::permanent, "12000001", "", refresh},
    {"answer_S25_401_nested_as_iam_does", 401,
     R"({"error":{"code":401,"message":"The request requires auth","title":"Unauthorized"}})",
     errc::unauthorized, fault::permanent, "401", "The request requires auth", refresh},
    {"answer_S25_200_with_0307_is_no_refresh", 200, gateway("0307"), errc::bad_response,
     fault::permanent, "APIGW.0307", "m"},
};

const std::vector<row> permanent = {
    {"answer_S26_403_empty", 403, "", errc::forbidden, fault::permanent},
    {"answer_S26_403_gateway_0302", 403, gateway("0302"), errc::forbidden, fault::permanent,
     "APIGW.0302", "m"},
    {"answer_S26_403_gateway_0304", 403, gateway("0304"), errc::forbidden, fault::permanent,
     "APIGW.0304", "m"},
    {"answer_S26_403_gateway_0306", 403, gateway("0306"), errc::forbidden, fault::permanent,
     "APIGW.0306", "m"},
    {"answer_S26_404_gateway_0101", 404, gateway("0101"), errc::not_found, fault::permanent,
     "APIGW.0101", "m"},
    {"answer_S26_404_that_says_succeed", 404, R"({"status":"SUCCEED"})", errc::not_found,
     fault::permanent},
    {"answer_S26_413", 413, gateway("0201"), errc::rejected, fault::permanent, "APIGW.0201", "m"},
    {"answer_S26_414", 414, gateway("0201"), errc::rejected, fault::permanent, "APIGW.0201", "m"},
    {"answer_S26_494", 494, gateway("0201"), errc::rejected, fault::permanent, "APIGW.0201", "m"},
    {"answer_S26_400_that_says_succeed", 400, R"({"status":"SUCCEED"})", errc::rejected,
     fault::permanent},
    {"answer_S26_400_no_such_cluster", 400,
     R"({"error_code":"12000003","error_msg":"The cluster does not exist."})", errc::rejected,
     fault::permanent, "12000003", "The cluster does not exist."},
    {"answer_S26_400_wrong_parameter", 400,
     R"({"error_code":"12000002","error_msg":"The parameter is invalid."})", errc::rejected,
     fault::permanent, "12000002", "The parameter is invalid."},
    {"answer_S26_405", 405, "", errc::rejected, fault::permanent},
    {"answer_S26_409", 409, "", errc::rejected, fault::permanent},
    {"answer_S26_499", 499, "", errc::rejected, fault::permanent},
};

const std::vector<row> others = {
    {"answer_S27_408", 408, "", errc::service_error, fault::transient},
    {"answer_S28_301", 301, "", errc::redirected, fault::permanent},
    {"answer_S28_302", 302, "<html>", errc::redirected, fault::permanent},
    {"answer_S28_303", 303, "", errc::redirected, fault::permanent},
    {"answer_S28_307_that_says_succeed", 307, R"({"status":"SUCCEED"})", errc::redirected,
     fault::permanent},
    {"answer_S28_308", 308, "", errc::redirected, fault::permanent},
    {"answer_S19_201", 201, R"({"status":"SUCCEED"})", errc::unexpected_status, fault::permanent},
    {"answer_S19_202", 202, R"({"status":"SUCCEED"})", errc::unexpected_status, fault::permanent},
    {"answer_S19_204", 204, "", errc::unexpected_status, fault::permanent},
    {"answer_S19_205", 205, "", errc::unexpected_status, fault::permanent},
    {"answer_S19_206", 206, R"({"status":"SUCCEED"})", errc::unexpected_status, fault::permanent},
    {"answer_S19_304", 304, "", errc::unexpected_status, fault::permanent},
    {"answer_S19_999_counts_as_a_server_error", 999, "", errc::service_error, fault::permanent},
};

void check(const row& expected) {
    const auto answer = decode_cancel_answer(expected.http_status, expected.body);
    BOOST_TEST(!answer.decided());
    BOOST_TEST(answer.code == expected.code);
    BOOST_TEST(answer.kind == expected.kind);
    BOOST_TEST(answer.service_code == expected.service_code);
    BOOST_TEST(answer.message == expected.message);
    BOOST_TEST(answer.refresh_credentials == expected.refresh_credentials);
}

} // namespace
} // namespace cancel_answer_errors

BOOST_AUTO_TEST_SUITE(cancel_answer_errors)

MRS_TEST_ROWS(broken, check);
MRS_TEST_ROWS(throttled, check);
MRS_TEST_ROWS(unauthorized, check);
MRS_TEST_ROWS(permanent, check);
MRS_TEST_ROWS(others, check);

BOOST_AUTO_TEST_CASE(answer_S26_helps_people) {
    const auto says = [](int http_status, const char* words) {
        return decode_cancel_answer(http_status, "").detail.find(words) != std::string::npos;
    };
    BOOST_TEST(says(403, "mrs:cluster:stopSql"));
    BOOST_TEST(says(403, "mrs:sql:cancel"));
    const auto denied = decode_cancel_answer(
        403, R"({"error_code":"PAP5.0047","error_msg":"m","details":[{"error_msg":"no"}],)"
             R"("encoded_authorization_message":"QUJD"})");
    BOOST_TEST(denied.message == "m");
    BOOST_TEST(denied.detail ==
               "the credentials lack the permission mrs:cluster:stopSql (alias mrs:sql:cancel), or "
               "another region's endpoint was asked; details: no; encoded_authorization_message: "
               "QUJD");
    BOOST_TEST(says(404, "endpoint"));
    BOOST_TEST(says(404, "project"));
    for (const int http_status : {413, 414, 494})
        BOOST_TEST(says(http_status, "larger than the gateway takes"));
}

BOOST_AUTO_TEST_CASE(answer_S22_quotes_a_body_without_an_error_code) {
    const auto html = decode_cancel_answer(502, "<h1>Bad\r\nGateway</h1>");
    BOOST_TEST(html.detail.find(R"("<h1>Bad\x0d\x0aGateway</h1>")") != std::string::npos);
    BOOST_TEST(decode_cancel_answer(502, std::string(1 << 20, 'x')).detail.size() < 320u);
    BOOST_TEST(decode_cancel_answer(502, "").detail.empty());
}

BOOST_AUTO_TEST_SUITE_END()
