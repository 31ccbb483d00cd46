// SPDX-License-Identifier: BSL-1.0
#include "api/error_body.hpp"
#include "support/print.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::errc;
using mrs::api::answer_fields;
using mrs::api::classify;
using mrs::api::read_service_error;
using mrs::api::service_error;
using mrs::pacing::fault;

namespace error_body {
namespace {

service_error read(const std::string& body) {
    answer_fields fields;
    BOOST_TEST(fields.parse(body), fields.why());
    return read_service_error(fields);
}

struct shape {
    std::string name;
    std::string body;
    std::string code;
    std::string message;
    std::string request_id = {};
};

const std::vector<shape> shapes = {
    {"snake_case", R"({"error_code":"c","error_msg":"m"})", "c", "m"},
    {"camel_case", R"({"errorCode":"c","errorMsg":"m"})", "c", "m"},
    {"code_and_message", R"({"code":"c","message":"m"})", "c", "m"},
    {"gateway", R"({"error_code":"c","error_msg":"m","request_id":"r"})", "c", "m", "r"},
    {"numeric_code", R"({"error_code":12000001})", "12000001", ""},
    {"nested_snake_case", R"({"error":{"error_code":"c","error_msg":"m"}})", "c", "m"},
    {"nested_camel_case", R"({"error":{"errorCode":"c","errorMsg":"m"}})", "c", "m"},
    {"nested_as_iam_does", R"({"error":{"code":401,"message":"m","title":"t"}})", "401", "m"},
    {"nested_request_id", R"({"error":{"code":1,"request_id":"r"}})", "1", "", "r"},
    {"request_id_outside", R"({"request_id":"r","error":{"code":1,"request_id":"s"}})", "1", "",
     "r"},
    {"outer_before_nested", R"({"error":{"code":"n"},"code":"o"})", "o", ""},
    {"snake_case_before_code", R"({"code":"x","message":"y","error_code":"c","error_msg":"m"})",
     "c", "m"},
    {"message_alone", R"({"message":"m"})", "", "m"},
    {"code_alone", R"({"errorCode":"c"})", "c", ""},
    {"nothing", "{}", "", ""},
    {"request_id_alone", R"({"request_id":"r"})", "", "", "r"},
    {"two_levels_down", R"({"a":{"error":{"code":1}}})", "", ""},
    {"null_code", R"({"error_code":null,"error_msg":"m"})", "", "m"},
    {"mixed_as_documented", R"({"error_code":"MRS.0011","message":"m"})", "MRS.0011", "m"},
    {"mixed_camel_and_msg", R"({"errorCode":"c","msg":"m"})", "c", "m"},
    {"an_empty_name_counts_for_nothing", R"({"error_code":"","error_msg":"","code":"c","msg":"m"})",
     "c", "m"},
    {"code_outside_text_inside", R"({"code":"c","error":{"message":"m"}})", "c", "m"},
    {"text_outside_code_inside", R"({"msg":"m","error":{"errorCode":"c"}})", "c", "m"},
};

void check_shape(const shape& row) {
    const auto error = read(row.body);
    BOOST_TEST(error.code == row.code);
    BOOST_TEST(error.message == row.message);
    BOOST_TEST(error.request_id == row.request_id);
    BOOST_TEST(error.empty() == (row.code.empty() && row.message.empty()));
}

} // namespace
} // namespace error_body

BOOST_AUTO_TEST_SUITE(error_body)

MRS_TEST_ROWS(shapes, check_shape);

BOOST_AUTO_TEST_CASE(S32_takes_each_text_where_it_stands) {
    for (const std::string code : {"error_code", "errorCode", "code"})
        for (const std::string text : {"error_msg", "errorMsg", "message", "msg"}) {
            const std::string pair = "{\"" + code + R"(":"c",")" + text + R"(":"m"})";
            for (const std::string& body : {pair, R"({"error":)" + pair + "}"}) {
                BOOST_TEST(read(body).code == "c", body);
                BOOST_TEST(read(body).message == "m", body);
            }
        }
}

BOOST_AUTO_TEST_CASE(reads_what_a_denial_comes_with) {
    const std::string details = R"("details":[{"error_code":"PAP5.0047","error_msg":"no"},)"
                                R"({"message":"twice\n"},"plain",7])";
    const std::string encoded = R"("encoded_authorization_message":"QUJD")";
    const std::string both =
        R"(details: PAP5.0047 no; twice\x0a; plain; 7; encoded_authorization_message: QUJD)";
    using mrs::api::read_denial;
    BOOST_TEST(read_denial("{" + details + "," + encoded + "}") == both);
    BOOST_TEST(read_denial(R"({"error":{)" + encoded + "," + details + "}}") == both);
    BOOST_TEST(read_denial("{" + encoded + "}") == "encoded_authorization_message: QUJD");
    BOOST_TEST(read_denial(R"({"details":"why"})") == "details: why");
    for (const char* const body : {"", "[]", "{}", R"({"details":[]})", R"({"details":null})",
                                   R"({"encoded_authorization_message":1})"})
        BOOST_TEST(read_denial(body) == "", body);
    const std::string kilobytes(8'000, 'Q');
    BOOST_TEST(read_denial(R"({"encoded_authorization_message":")" + kilobytes + "\"}")
                   .ends_with(": " + kilobytes));
}

BOOST_AUTO_TEST_CASE(classifies_by_status_where_the_code_says_nothing) {
    struct row {
        int from;
        int to;
        errc code;
        fault kind;
    };
    const std::vector<row> rows = {
        {100, 199, errc::unexpected_status, fault::permanent},
        {200, 200, errc::bad_response, fault::permanent},
        {201, 300, errc::unexpected_status, fault::permanent},
        {301, 303, errc::redirected, fault::permanent},
        {304, 306, errc::unexpected_status, fault::permanent},
        {307, 308, errc::redirected, fault::permanent},
        {309, 399, errc::unexpected_status, fault::permanent},
        {400, 400, errc::rejected, fault::permanent},
        {401, 401, errc::unauthorized, fault::permanent},
        {402, 402, errc::rejected, fault::permanent},
        {403, 403, errc::forbidden, fault::permanent},
        {404, 404, errc::not_found, fault::permanent},
        {405, 407, errc::rejected, fault::permanent},
        {408, 408, errc::service_error, fault::transient},
        {409, 428, errc::rejected, fault::permanent},
        {429, 429, errc::throttled, fault::throttled},
        {430, 499, errc::rejected, fault::permanent},
        {500, 500, errc::service_error, fault::transient},
        {501, 501, errc::service_error, fault::permanent},
        {502, 504, errc::service_error, fault::transient},
        {505, 999, errc::service_error, fault::permanent},
    };
    for (const auto& expected : rows)
        for (int status = expected.from; status <= expected.to; ++status)
            BOOST_TEST_CONTEXT("HTTP " << status) {
                const auto meaning = classify(status, "");
                BOOST_TEST(meaning.code == expected.code);
                BOOST_TEST(meaning.kind == expected.kind);
                BOOST_TEST(meaning.refresh_credentials == (status == 401));
            }
}

BOOST_AUTO_TEST_CASE(throttles_on_any_status) {
    for (const int status : {200, 400, 401, 403, 429, 500, 503})
        for (const char* const code : {"APIGW.0308", "APIG.0308"})
            BOOST_TEST(classify(status, code).kind == fault::throttled);
}

BOOST_AUTO_TEST_CASE(takes_codes_whole) {
    for (const char* const code : {"0308", "XAPIGW.0308", "APIGW.308", "APIGW.0308 ", "apigw.0308",
                                   "APIGW.", "APIGW", "120000011", "1200000"}) {
        BOOST_TEST(classify(400, code).code == errc::rejected, code);
        BOOST_TEST(!classify(400, code).refresh_credentials, code);
    }
}

BOOST_AUTO_TEST_SUITE_END()
