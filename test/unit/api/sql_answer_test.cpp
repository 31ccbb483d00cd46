// SPDX-License-Identifier: BSL-1.0
#include "api/error_body.hpp"
#include "api/sql_answer.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using mrs::errc;
using mrs::sql_state;
using mrs::api::decode_sql_answer;
using mrs::pacing::fault;

namespace sql_answer {
namespace {

/// Rows as "a,b|c" with "~" for a null cell.
std::string shown(const std::vector<mrs::sql_row>& rows) {
    std::string text;
    for (const auto& row : rows) {
        for (const auto& cell : row)
            text += cell.value_or("~") + ",";
        text += "|";
    }
    return text;
}

std::string rows_of(const std::string& content) {
    const auto decoded =
        decode_sql_answer(200, R"({"status":"FINISHED","content":)" + content + "}");
    return decoded.meaning.decided() ? shown(decoded.execution.content()) : "undecided";
}

} // namespace
} // namespace sql_answer

BOOST_AUTO_TEST_SUITE(sql_answer)

BOOST_AUTO_TEST_CASE(both_documented_forms_are_read) {
    for (const std::string name : {"id", "sql_id"}) {
        const auto decoded = decode_sql_answer(
            200,
            "{\"" + name +
                R"(":"20190909_011820_00151_xxxxx","message":"","statement":"show tables",)"
                R"("status":"FINISHED","result_location":"obs://x","content":[["t1"],["t2"]]})");
        BOOST_TEST(decoded.meaning.decided());
        BOOST_TEST(decoded.execution.id() == "20190909_011820_00151_xxxxx");
        BOOST_TEST(decoded.execution.statement() == "show tables");
        BOOST_TEST(decoded.execution.result_location() == "obs://x");
        BOOST_TEST((decoded.execution.state() == sql_state::finished));
        BOOST_TEST(shown(decoded.execution.content()) == "t1,|t2,|");
    }
}

BOOST_AUTO_TEST_CASE(content_is_rows_or_cells) {
    BOOST_TEST(rows_of("[]") == "");
    BOOST_TEST(rows_of("null") == "");
    BOOST_TEST(rows_of(R"([["a","b"],[null,"c"],[]])") == "a,b,|~,c,||");
    BOOST_TEST(rows_of(R"([null,"t1",null,"t2"])") == "~,|t1,|~,|t2,|");
    BOOST_TEST(rows_of(R"([[1,2.5,true,false]])") == "1,2.5E0,true,false,|");
    BOOST_TEST(rows_of(R"([[["a"]]])") == "undecided");
    BOOST_TEST(rows_of(R"([[{"a":1}]])") == "undecided");
    BOOST_TEST(rows_of(R"([{"a":1}])") == "undecided");
    BOOST_TEST(rows_of(R"("text")") == "undecided");
    BOOST_TEST(rows_of("{}") == "undecided");
}

BOOST_AUTO_TEST_CASE(every_state_is_known_and_others_are_kept) {
    const std::vector<std::pair<std::string, sql_state>> states = {
        {"QUEUED", sql_state::queued},
        {"WAITING_FOR_RESOURCES", sql_state::waiting_for_resources},
        {"PLANNING", sql_state::planning},
        {"STARTING", sql_state::starting},
        {"RUNNING", sql_state::running},
        {"FINISHING", sql_state::finishing},
        {"FINISHED", sql_state::finished},
        {"FAILED", sql_state::failed},
        {"BLOCKED", sql_state::unknown},
        {"running", sql_state::unknown},
        {"UNKNOWN", sql_state::unknown},
        {"NONE", sql_state::unknown}};
    for (const auto& [word, state] : states) {
        const auto decoded = decode_sql_answer(200, R"({"id":"x","status":")" + word + "\"}");
        BOOST_TEST(decoded.meaning.decided(), word);
        BOOST_TEST((decoded.execution.state() == state), word);
        BOOST_TEST(decoded.execution.state_text() == word);
        BOOST_TEST(decoded.execution.ended() == (word == "FINISHED" || word == "FAILED"));
    }
}

BOOST_AUTO_TEST_CASE(failed_decides_on_400_and_500_and_nothing_else_does) {
    const std::string failed =
        R"({"sql_id":"x","message":"line 1:1: Table already exists","statement":"s","status":"FAILED"})";
    for (const int status : {200, 400, 500}) {
        const auto decoded = decode_sql_answer(status, failed);
        BOOST_TEST(decoded.meaning.decided());
        BOOST_TEST((decoded.meaning.decision == mrs::api::decision::succeeded));
        BOOST_TEST(decoded.execution.message() == "line 1:1: Table already exists");
    }
    for (const char* const name : {"message", "error_msg", "errorMsg", "msg"})
        BOOST_TEST(
            decode_sql_answer(500, std::string(R"({"status":"FAILED",")") + name + R"(":"no"})")
                .execution.message() == "no");
    for (const int status : {201, 204, 302, 403, 404, 429, 502, 503})
        BOOST_TEST(!decode_sql_answer(status, failed).meaning.decided());
    for (const int status : {400, 500})
        BOOST_TEST(!decode_sql_answer(status, R"({"status":"RUNNING"})").meaning.decided());
}

BOOST_AUTO_TEST_CASE(what_is_no_answer_is_not_taken_for_one) {
    for (const char* body :
         {"", "[]", "{}", "<html>", R"({"status":1})", R"({"status":null})",
          R"({"status":["RUNNING"]})", R"({"status":"RUNNING","status":"FINISHED"})",
          R"({"status":"RUNNING","id":"a","id":"b"})",
          R"({"status":"FINISHED","content":[],"content":[["x"]]})", R"({"status":"RUNNING"} x)",
          "{\"status\":\"\xff\"}", R"({"status":"RUNNING")"}) {
        const auto decoded = decode_sql_answer(200, body);
        BOOST_TEST(!decoded.meaning.decided(), body);
        BOOST_TEST(decoded.meaning.code == errc::bad_response, body);
        BOOST_TEST(!decoded.meaning.refused, body);
        BOOST_TEST(decoded.meaning.detail.size() < 400u);
    }
}

BOOST_AUTO_TEST_CASE(errors_are_classified_and_refusals_told_apart) {
    const auto meaning = [](int status, const char* body) {
        return decode_sql_answer(status, body).meaning;
    };
    const char* const unknown = R"({"error_code":"0176","error_msg":"The job does not exist."})";
    BOOST_TEST(meaning(500, unknown).code == errc::sql_not_found);
    BOOST_TEST(meaning(429, "").kind == fault::throttled);
    const auto denied = [](auto... permission) {
        return decode_sql_answer(403, "", permission...).meaning.detail;
    };
    BOOST_TEST(denied().find("permission mrs:cluster:getSql (") != std::string::npos);
    BOOST_TEST(denied(mrs::api::submit_permission).find("permission mrs:cluster:createSql (") !=
               std::string::npos);
    for (const int status : {301, 400, 401, 403, 404, 405, 411, 413, 414, 429, 494})
        BOOST_TEST(meaning(status, "").refused, status);
    for (const int status : {200, 204, 408, 500, 501, 502, 503, 504, 999})
        BOOST_TEST(!meaning(status, "").refused, status);
    BOOST_TEST(meaning(503, R"({"error_code":"APIGW.0613","error_msg":"x"})").refused);
    BOOST_TEST(meaning(500, R"({"error_code":"APIGW.0308","error_msg":"x"})").refused);
    BOOST_TEST(meaning(500, R"({"error_code":"130000002","error_msg":"x"})").refused);
    BOOST_TEST(!meaning(502, R"({"error_code":"APIGW.0201","error_msg":"x"})").refused);
    BOOST_TEST(!meaning(500, R"({"error_code":"12000004","error_msg":"x"})").refused);
}

BOOST_AUTO_TEST_CASE(a_large_result_is_read) {
    std::string body = R"({"status":"FINISHED","content":[)";
    constexpr int rows = 100'000;
    for (int i = 0; i < rows; ++i)
        body += (i == 0 ? "" : ",") + ("[\"" + std::to_string(i) + "\",null]");
    const auto decoded = decode_sql_answer(200, body + "]}");
    BOOST_TEST(decoded.meaning.decided());
    BOOST_TEST_REQUIRE(decoded.execution.content().size() == std::size_t(rows));
    BOOST_TEST(decoded.execution.content().back().front().value_or("") == "99999");
}

BOOST_AUTO_TEST_SUITE_END()
