// SPDX-License-Identifier: BSL-1.0
#include "api/error_body.hpp"
#include "api/service_codes.hpp"
#include "api/sql_answer.hpp"
#include "support/print.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using mrs::errc;
using mrs::api::classify;
using mrs::api::code_meaning;
using mrs::api::meaning_of;
using mrs::pacing::fault;

namespace service_codes {
namespace {

struct documented {
    int http_status;
    std::string code;
    std::string text;
};

/// The vendor's table.
std::vector<documented> documented_codes() {
    std::ifstream file(MRS_TEST_ERROR_CODES);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::vector<documented> rows;
    const auto table = boost::json::parse(text);
    for (const auto& row : table.as_array())
        rows.push_back({row.at("status").to_number<int>(), row.at("code").as_string().c_str(),
                        row.at("en").as_string().c_str()});
    return rows;
}

struct expected {
    std::vector<std::string> codes;
    errc code;
    fault kind;
    bool acted_on_nothing;
};

const std::vector<expected> by_meaning = {
    {{"12000002", "12000003", "12000009", "12000054", "12000062", "12000064", "12000107",
      "13000046", "12005003", "0056", "0057", "0165", "0168", "0169", "0173", "0178", "0179",
      "0190", "0194"},
     errc::rejected,
     fault::permanent,
     true},
    {{"0167"}, errc::rejected, fault::permanent, true},
    {{"0176", "0201"}, errc::sql_not_found, fault::permanent, true},
    {{"12000001", "130000002", "APIGW.0301", "APIG.0307"},
     errc::unauthorized,
     fault::permanent,
     true},
    {{"12000052", "12000136", "120000214", "0192", "APIGW.0302", "APIG.0304", "APIGW.0802"},
     errc::forbidden,
     fault::permanent,
     true},
    {{"0202", "APIGW.0308", "APIG.0308"}, errc::throttled, fault::throttled, true},
    {{"0177", "12000060", "12000068", "APIGW.0613"}, errc::service_error, fault::transient, true},
    {{"0160", "0162", "0172", "0174", "0175", "0193", "12000004", "12000070", "12000071",
      "12000104", "APIGW.0601"},
     errc::service_error,
     fault::transient,
     false},
    {{"APIGW.0101"}, errc::not_found, fault::permanent, true},
};

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace
} // namespace service_codes

BOOST_AUTO_TEST_SUITE(service_codes)

BOOST_AUTO_TEST_CASE(S32_each_documented_code_means_the_same_on_any_status) {
    const auto rows = documented_codes();
    BOOST_TEST_REQUIRE(rows.size() == 171u);
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.code << " " << row.text) {
            BOOST_TEST((meaning_of(row.code) != code_meaning::unknown));
            const auto meaning = classify(row.http_status, row.code);
            for (const int status : {400, 401, 403, 404, 409, 500, 503}) {
                const auto other = classify(status, row.code);
                BOOST_TEST(other.code == meaning.code);
                BOOST_TEST(other.kind == meaning.kind);
                BOOST_TEST(other.acted_on_nothing == meaning.acted_on_nothing);
                BOOST_TEST(other.refresh_credentials == meaning.refresh_credentials);
                BOOST_TEST(other.advice == meaning.advice);
            }
        }
}

BOOST_AUTO_TEST_CASE(S32_they_mean_what_they_say) {
    for (const auto& row : by_meaning)
        for (const auto& code : row.codes)
            for (const int status : {400, 404, 409, 500})
                BOOST_TEST_CONTEXT(code << " on " << status) {
                    const auto meaning = classify(status, code);
                    BOOST_TEST(meaning.code == row.code);
                    BOOST_TEST(meaning.kind == row.kind);
                    BOOST_TEST(meaning.acted_on_nothing == row.acted_on_nothing);
                    BOOST_TEST(meaning.refresh_credentials == (row.code == errc::unauthorized));
                }
}

/// By the words of the table itself.
BOOST_AUTO_TEST_CASE(S32_no_code_contradicts_its_text) {
    for (const auto& row : documented_codes())
        BOOST_TEST_CONTEXT(row.code << " " << row.text) {
            const auto meaning = classify(row.http_status, row.code);
            if (contains(row.text, "try again later") || contains(row.text, "Try again later"))
                BOOST_TEST(meaning.kind != fault::permanent);
            if (contains(row.text, "internal error") || contains(row.text, "Internal server error"))
                BOOST_TEST(meaning.kind == fault::transient);
            if (contains(row.text, "does not exist.") ||
                contains(row.text, "cannot be submitted") || contains(row.text, "left blank") ||
                contains(row.text, "invalid"))
                BOOST_TEST((meaning.kind == fault::permanent || row.code == "12000068"));
            if (contains(row.text, "The job does not exist"))
                BOOST_TEST(meaning.code == errc::sql_not_found);
            if (contains(row.text, "ermission") && !contains(row.text, "Failed to obtain"))
                BOOST_TEST(meaning.code == errc::forbidden);
        }
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_error_is_not_read_by_a_code) {
    for (const int status : {200, 201, 302})
        for (const char* const code : {"0176", "12000003", "12000001", "12000068"}) {
            BOOST_TEST(classify(status, code).code == classify(status, "").code);
            BOOST_TEST(!classify(status, code).refresh_credentials);
        }
    BOOST_TEST(classify(429, "12000003").code == errc::throttled);
}

BOOST_AUTO_TEST_CASE(what_has_no_meaning_is_left_to_the_status) {
    for (const char* const code : {"", "1", "0176 ", " 0176", "176", "01760", "MRS.0011", "APIGW.",
                                   "APIG.0201", "APIGW.0176", "APIGW.0201", "apigw.0308", "0308"}) {
        BOOST_TEST((meaning_of(code) == code_meaning::unknown), code);
        BOOST_TEST(classify(400, code).code == errc::rejected, code);
        BOOST_TEST(classify(404, code).code == errc::not_found, code);
        BOOST_TEST(classify(500, code).kind == fault::transient, code);
    }
}

/// What the service refused in its own words is no lost answer.
BOOST_AUTO_TEST_CASE(S32_a_submission_that_is_refused_is_not_in_doubt) {
    for (const auto& row : documented_codes())
        for (const int status : {400, 404, 409, 500}) {
            const std::string body = R"({"error_code":")" + row.code + R"(","error_msg":"x"})";
            const auto answer = mrs::api::decode_sql_answer(status, body).meaning;
            BOOST_TEST(answer.refused == (meaning_of(row.code) != code_meaning::passing));
        }
}

BOOST_AUTO_TEST_SUITE_END()
