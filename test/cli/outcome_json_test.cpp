// SPDX-License-Identifier: BSL-1.0
#include "api/access.hpp"
#include "cli/output/outcome_json.hpp"
#include "outcomes.hpp"

#include <boost/asio/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <string>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace outcome_json {
namespace {

std::string text_of(const boost::json::object& fields, const char* name) {
    return std::string(fields.at(name).as_string());
}

boost::json::object parsed(const outcome& one) {
    return boost::json::parse(to_json(one)).as_object();
}

} // namespace
} // namespace outcome_json

BOOST_AUTO_TEST_SUITE(outcome_json)

BOOST_AUTO_TEST_CASE(of_a_decision) {
    outcome one = decided(mrs::cancel_status::failed, "cannot \"stop\"\n");
    mrs::detail::access::exchange(one.result, 500, "req-1", 3, 1250ms);
    BOOST_TEST(to_json(one) == R"({"id":"id","cluster":"c1","outcome":"FAILED",)"
                               R"("message":"cannot \"stop\"\n","request_id":"req-1",)"
                               R"("http_status":500,"attempts":3,"elapsed_ms":1250})");
}

BOOST_AUTO_TEST_CASE(leaves_out_what_is_absent) {
    BOOST_TEST(to_json(succeeded()) == R"({"id":"id","cluster":"c1","outcome":"SUCCEED"})");
}

BOOST_AUTO_TEST_CASE(may_have_a_time) {
    BOOST_TEST(to_json(succeeded(), "2026-11-24T06:15:00.000Z") ==
               R"({"at":"2026-11-24T06:15:00.000Z","id":"id","cluster":"c1","outcome":"SUCCEED"})");
}

BOOST_AUTO_TEST_CASE(of_an_error) {
    auto info = std::make_shared<mrs::diagnostics>();
    info->http_status = 404;
    info->service_code = "0176";
    info->request_id = "req-2";
    info->attempts = 2;
    info->elapsed = 2ms;
    outcome one = failed_with(mrs::errc::sql_not_found);
    one.result = mrs::cancel_sql_result(info);
    const auto fields = parsed(one);
    BOOST_TEST(text_of(fields, "outcome") == "ERROR");
    BOOST_TEST(text_of(fields, "error") == "sql_not_found");
    BOOST_TEST(text_of(fields, "error_code") == "0176");
    BOOST_TEST(text_of(fields, "request_id") == "req-2");
    BOOST_TEST(text_of(fields, "message").starts_with("the service knows no such execution: "));
    BOOST_TEST(fields.at("http_status").as_int64() == 404);
    BOOST_TEST(fields.at("attempts").as_int64() == 2);
    BOOST_TEST(fields.at("elapsed_ms").as_int64() == 2);
    BOOST_TEST(!fields.contains("not_sent"));
}

BOOST_AUTO_TEST_CASE(tells_how_it_ended) {
    using mrs::sql_state;
    using mrs::wait_outcome;
    const std::string id = R"({"id":"id","cluster":"c1",)";
    BOOST_TEST(to_json(waited(wait_outcome::stopped, sql_state::failed, "canceled")) ==
               id + R"("outcome":"SUCCEED","end":"stopped","state":"FAILED",)"
                    R"("state_message":"canceled"})");
    BOOST_TEST(to_json(waited(wait_outcome::had_ended, sql_state::finished)) ==
               id + R"("outcome":"SUCCEED","end":"had_ended","state":"FINISHED"})");
    BOOST_TEST(to_json(waited(wait_outcome::still_running, sql_state::none)) ==
               id + R"("outcome":"SUCCEED","end":"still_running"})");
    BOOST_TEST(to_json(waited(wait_outcome::not_cancelled, sql_state::running)) ==
               id + R"("outcome":"FAILED","message":"not now","end":"failed","state":"RUNNING"})");
    const auto lost = parsed(lost_after_its_cancel(mrs::errc::limit_exceeded));
    BOOST_TEST(text_of(lost, "outcome") == "ERROR");
    BOOST_TEST(text_of(lost, "cancel") == "SUCCEED");
    BOOST_TEST(text_of(lost, "end") == "unknown");
    BOOST_TEST(!lost.contains("not_sent"));
}

BOOST_AUTO_TEST_CASE(tells_what_was_not_sent) {
    const auto fields = parsed(failed_with(boost::asio::error::operation_aborted, "stopped", 0));
    BOOST_TEST(text_of(fields, "error") == "operation_aborted");
    BOOST_TEST(fields.at("not_sent").as_bool());
    BOOST_TEST(!fields.contains("attempts"));
    outcome bare = failed_with(mrs::errc::invalid_argument, {}, 0);
    bare.result = mrs::cancel_sql_result();
    BOOST_TEST(parsed(bare).at("not_sent").as_bool());
}

BOOST_AUTO_TEST_CASE(is_valid_whatever_the_bytes) {
    const std::string bytes = "a\xff\xe5\x8f"
                              "b\xed\xa0\x80\x1b\x01 \xe5\x8f\x96";
    outcome one = decided(mrs::cancel_status::failed, bytes, "id\xff");
    one.cluster = "c\xc0";
    const auto fields = parsed(one); // which refuses what is not UTF-8
    BOOST_TEST(text_of(fields, "message") == "a\ufffd\ufffd\ufffdb\ufffd\ufffd\ufffd\x1b\x01 取");
    BOOST_TEST(text_of(fields, "id") == "id\ufffd");
    BOOST_TEST(text_of(fields, "id_hex") == "6964ff");
    BOOST_TEST(text_of(fields, "cluster") == "c\ufffd");
    BOOST_TEST(to_json(one).find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_each_error_by_a_name_of_its_own) {
    std::set<std::string> names;
    const int last = static_cast<int>(mrs::errc::maybe_submitted);
    for (int code = 1; code <= last; ++code)
        names.insert(mrs::error_name(static_cast<mrs::errc>(code)));
    BOOST_TEST(names.size() == static_cast<std::size_t>(last));
    BOOST_TEST(!names.contains("other"));
    BOOST_TEST(names.contains("call_timeout"));
    BOOST_TEST(mrs::error_name(boost::asio::error::eof) == std::string("other"));
}

BOOST_AUTO_TEST_SUITE_END()
