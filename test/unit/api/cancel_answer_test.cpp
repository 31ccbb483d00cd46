// SPDX-License-Identifier: BSL-1.0
#include "api/cancel_answer.hpp"
#include "support/print.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::cancel_status;
using mrs::errc;
using mrs::api::decode_cancel_answer;
using mrs::pacing::fault;

namespace cancel_answer {
namespace {

std::string repeated(const std::string& part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += part;
    return text;
}

const std::string bom = "\xef\xbb\xbf";
const std::string megabyte(std::size_t(1) << 20, 'x');
// "The job does not exist.", as the service says it in Chinese.
const std::string chinese =
    "\xe4\xbd\x9c\xe4\xb8\x9a\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8\xe3\x80\x82";

struct decision {
    std::string name;
    int http_status;
    std::string body;
    cancel_status status;
    std::string message;
};

const std::vector<decision> decisions = {
    {"answer_S21_succeed_on_200", 200, R"({"status":"SUCCEED"})", cancel_status::succeed, ""},
    {"answer_S21_succeed_on_500", 500, R"({"status":"SUCCEED"})", cancel_status::succeed, ""},
    {"answer_S21_failed_on_200", 200, R"({"status":"FAILED"})", cancel_status::failed, ""},
    {"answer_S21_failed_on_400", 400, R"({"status":"FAILED","message":"no"})",
     cancel_status::failed, "no"},
    {"answer_S21_failed_on_500", 500, R"({"status":"FAILED","message":"Cancel sql error"})",
     cancel_status::failed, "Cancel sql error"},
    {"answer_S21_succeed_with_message", 200, R"({"message":"done","status":"SUCCEED"})",
     cancel_status::succeed, "done"},
    {"answer_S21_null_message", 200, R"({"message":null,"status":"SUCCEED"})",
     cancel_status::succeed, ""},
    {"answer_S21_message_is_an_object", 500,
     R"({"message":{"status":"SUCCEED"},"status":"FAILED"})", cancel_status::failed, ""},
    {"answer_S21_white_space_around", 200, " \r\n\t{ \"status\" : \"SUCCEED\" } \r\n",
     cancel_status::succeed, ""},
    {"answer_S21_escaped_name_and_value", 200, R"({"st\u0061tus":"S\u0055CCEED"})",
     cancel_status::succeed, ""},
    {"answer_S21_unknown_names", 200, R"({"id":[1,{"status":"FAILED"}],"status":"SUCCEED","x":{}})",
     cancel_status::succeed, ""},
    {"answer_S21_unknown_names_twice", 200, R"({"x":1,"x":2,"status":"FAILED"})",
     cancel_status::failed, ""},
    {"answer_S21_chinese_message", 500, R"({"status":"FAILED","message":")" + chinese + R"("})",
     cancel_status::failed, chinese},
    {"answer_S21_escaped_chinese_message", 500, R"({"status":"FAILED","message":"\u4f5c\u4e1a"})",
     cancel_status::failed, chinese.substr(0, 6)},
    {"answer_S21_surrogate_pair_in_message", 500, R"({"status":"FAILED","message":"\ud83d\ude00"})",
     cancel_status::failed, "\xf0\x9f\x98\x80"},
    {"answer_S21_zero_byte_in_message", 500, R"({"status":"FAILED","message":"a\u0000b"})",
     cancel_status::failed, std::string("a\0b", 3)},
    {"answer_S21_message_of_1_MB", 500, R"({"status":"FAILED","message":")" + megabyte + R"("})",
     cancel_status::failed, megabyte},
    {"answer_S32_failed_with_error_msg", 500, R"({"status":"FAILED","error_msg":"no"})",
     cancel_status::failed, "no"},
    {"answer_S32_failed_with_errorMsg", 400, R"({"status":"FAILED","errorMsg":"no"})",
     cancel_status::failed, "no"},
    {"answer_S32_failed_with_msg", 500, R"({"status":"FAILED","msg":"no"})", cancel_status::failed,
     "no"},
    {"answer_S32_failed_with_a_nested_text", 500,
     R"({"status":"FAILED","error":{"error_msg":"no"}})", cancel_status::failed, "no"},
    {"answer_S32_message_before_error_msg", 500,
     R"({"status":"FAILED","error_msg":"x","message":"no"})", cancel_status::failed, "no"},
    {"answer_S21_failed_beside_error_code", 400, R"({"status":"FAILED","error_code":"12000002"})",
     cancel_status::failed, ""},
};

void check_decision(const decision& row) {
    const auto answer = decode_cancel_answer(row.http_status, row.body);
    BOOST_TEST(answer.decided());
    BOOST_TEST(mrs::api::status_of(answer) == row.status);
    // Not by BOOST_TEST, which would print a megabyte.
    BOOST_CHECK(answer.message == row.message);
}

struct malformed {
    std::string name;
    std::string body;
};

const std::vector<malformed> malformed_bodies = {
    {"empty", ""},
    {"white_space", " \r\n"},
    {"html", "<html><body>SUCCEED</body></html>"},
    {"plain_text", "SUCCEED"},
    {"a_string", R"("SUCCEED")"},
    {"a_number", "200"},
    {"a_boolean", "true"},
    {"null", "null"},
    {"array", "[]"},
    {"array_around_the_object", R"([{"status":"SUCCEED"}])"},
    {"empty_object", "{}"},
    {"truncated_in_value", R"({"status":"SUCCEED)"},
    {"truncated_after_value", R"({"status":"SUCCEED")"},
    {"truncated_in_later_name", R"({"status":"SUCCEED","mess)"},
    {"status_in_lower_case", R"({"status":"succeed"})"},
    {"status_in_mixed_case", R"({"status":"Succeed"})"},
    {"status_of_another_edition", R"({"status":"SUCCEEDED"})"},
    {"status_with_space", R"({"status":"SUCCEED "})"},
    {"status_with_zero_byte", R"({"status":"SUCCEED\u0000"})"},
    {"status_cut_short", R"({"status":"SUCC"})"},
    {"status_empty", R"({"status":""})"},
    {"status_number", R"({"status":200})"},
    {"status_null", R"({"status":null})"},
    {"status_boolean", R"({"status":true})"},
    {"status_array", R"({"status":["SUCCEED"]})"},
    {"status_object", R"({"status":{"status":"SUCCEED"}})"},
    {"status_missing", R"({"message":"SUCCEED"})"},
    {"status_in_nested_object", R"({"data":{"status":"SUCCEED"}})"},
    {"name_in_upper_case", R"({"STATUS":"SUCCEED"})"},
    {"name_with_space", R"({"status ":"SUCCEED"})"},
    {"duplicate_keys", R"({"status":"FAILED","status":"SUCCEED"})"},
    {"duplicate_keys_equal", R"({"status":"SUCCEED","status":"SUCCEED"})"},
    {"duplicate_keys_escaped", R"({"status":"FAILED","stat\u0075s":"SUCCEED"})"},
    {"duplicate_keys_first_null", R"({"status":null,"status":"SUCCEED"})"},
    {"duplicate_keys_first_object", R"({"status":{},"status":"SUCCEED"})"},
    {"duplicate_messages", R"({"status":"SUCCEED","message":"a","message":"b"})"},
    {"duplicate_keys_nested", R"({"status":"SUCCEED","error":{"code":1,"code":2}})"},
    {"byte_order_mark", bom + R"({"status":"SUCCEED"})"},
    {"trailing_garbage", R"({"status":"SUCCEED"}x)"},
    {"trailing_object", R"({"status":"SUCCEED"}{"status":"FAILED"})"},
    {"trailing_zero_byte", std::string(R"({"status":"SUCCEED"})") + '\0'},
    {"trailing_comma", R"({"status":"SUCCEED",})"},
    {"comment", R"({"status":"SUCCEED"/* */})"},
    {"single_quotes", R"({'status':'SUCCEED'})"},
    {"not_a_number", R"({"status":"SUCCEED","x":NaN})"},
    {"line_break_in_string", "{\"status\":\"SUCCEED\",\"message\":\"a\nb\"}"},
    {"invalid_utf8", "{\"status\":\"SUCCEED\",\"message\":\"\xff\"}"},
    {"overlong_utf8", "{\"status\":\"SUCCEED\",\"message\":\"\xc0\xaf\"}"},
    {"truncated_utf8", "{\"status\":\"SUCCEED\",\"message\":\"\xe4\xbd\"}"},
    {"utf16", std::string("{\0\"\0s\0", 6)},
    {"lone_high_surrogate", R"({"status":"SUCCEED","message":"\ud83d"})"},
    {"lone_low_surrogate", R"({"status":"SUCCEED","message":"\ude00"})"},
    {"depth_33", R"({"status":"SUCCEED","x":)" + repeated("[", 32) + repeated("]", 32) + "}"},
    {"depth_10000_of_arrays",
     R"({"status":"SUCCEED","x":)" + repeated("[", 10'000) + repeated("]", 10'000) + "}"},
    {"depth_10000_of_objects", repeated(R"({"x":)", 10'000) + "1" + repeated("}", 10'000)},
    {"message_of_1_MB_without_status", R"({"message":")" + megabyte + R"("})"},
    {"1_MB_of_nothing", megabyte},
};

/// A malformed body never decides. On 200 it is a malformed answer, on 500 the service broke.
void check_malformed(const malformed& row) {
    const auto on_200 = decode_cancel_answer(200, row.body);
    BOOST_TEST(!on_200.decided());
    BOOST_TEST(on_200.code == errc::bad_response);
    BOOST_TEST(on_200.kind == fault::permanent);
    BOOST_TEST(!on_200.refresh_credentials);
    BOOST_TEST(on_200.detail.size() <= 256 + 128u);
    for (const char c : on_200.detail)
        BOOST_REQUIRE((c >= ' ' && c < '\x7f'));
    const auto on_500 = decode_cancel_answer(500, row.body);
    BOOST_TEST(!on_500.decided());
    BOOST_TEST(on_500.code == errc::service_error);
    BOOST_TEST(on_500.kind == fault::transient);
    const auto on_400 = decode_cancel_answer(400, row.body);
    BOOST_TEST(!on_400.decided());
    BOOST_TEST(on_400.kind == fault::permanent);
}

std::vector<malformed> named_after_row() {
    std::vector<malformed> rows = malformed_bodies;
    for (auto& row : rows)
        row.name = "answer_S20_" + row.name;
    return rows;
}

const std::vector<malformed> malformed_rows = named_after_row();

} // namespace
} // namespace cancel_answer

BOOST_AUTO_TEST_SUITE(cancel_answer)

MRS_TEST_ROWS(decisions, check_decision);
MRS_TEST_ROWS(malformed_rows, check_malformed);

/// The documented pairs of HTTP status and word, and no others.
BOOST_AUTO_TEST_CASE(answer_S21_decides_on_documented_statuses_only) {
    for (int http_status = 100; http_status < 1000; ++http_status) {
        const auto succeed = decode_cancel_answer(http_status, R"({"status":"SUCCEED"})");
        const auto failed = decode_cancel_answer(http_status, R"({"status":"FAILED"})");
        const bool both = http_status == 200 || http_status == 500;
        BOOST_TEST_CONTEXT("HTTP " << http_status) {
            BOOST_TEST(succeed.decided() == both);
            BOOST_TEST(failed.decided() == (both || http_status == 400));
        }
    }
}

BOOST_AUTO_TEST_CASE(answer_S20_never_decides_when_cut_short) {
    const std::string whole = R"({"message":"no","status":"FAILED"})";
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST(!decode_cancel_answer(500, whole.substr(0, size)).decided());
    BOOST_TEST(decode_cancel_answer(500, whole).decided());
}

BOOST_AUTO_TEST_CASE(answer_S20_says_why_and_quotes_the_body) {
    const auto html = decode_cancel_answer(200, "<html>\r\n\x1b[31m");
    BOOST_TEST(html.detail.find(R"("<html>\x0d\x0a\x1b[31m")") != std::string::npos);
    const auto twice = decode_cancel_answer(200, R"({"status":"FAILED","status":"SUCCEED"})");
    BOOST_TEST(twice.detail.find("twice") != std::string::npos);
    const auto garbage = decode_cancel_answer(200, R"({"status":"SUCCEED"}x)");
    BOOST_TEST(garbage.detail.find("something after its JSON object") != std::string::npos);
    const auto unknown = decode_cancel_answer(200, R"({"status":"KILLED"})");
    BOOST_TEST(unknown.detail.find("no known status") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(answer_S20_accepts_depth_32) {
    const std::string deep = repeated("[", 31) + repeated("]", 31);
    BOOST_TEST(decode_cancel_answer(200, R"({"x":)" + deep + R"(,"status":"SUCCEED"})").decided());
}

BOOST_AUTO_TEST_SUITE_END()
