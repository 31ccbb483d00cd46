// SPDX-License-Identifier: BSL-1.0
#include "api/access.hpp"

#include <mrs/bulk.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/format.hpp>
#include <mrs/log_observer.hpp>
#include <mrs/observer.hpp>
#include <mrs/sql_execution.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

using namespace std::chrono_literals;

namespace values {
namespace {

template<typename Value>
std::string printed(const Value& value) {
    std::ostringstream out;
    out << value;
#ifdef __cpp_lib_format
    BOOST_TEST(std::format("{}", value) == out.str());
#endif
    return out.str();
}

template<typename Value>
std::size_t hashed(const Value& value) {
    return std::hash<Value>()(value);
}

/// Two that are made alike, and others of which each differs in something.
template<typename Value>
void expect_values(const Value& one, const Value& alike, const std::vector<Value>& others) {
    BOOST_TEST((one == alike));
    BOOST_TEST(hashed(one) == hashed(alike));
    for (const Value& other : others)
        BOOST_TEST((one != other));
    std::unordered_set<Value> all(others.begin(), others.end());
    BOOST_TEST(all.size() == others.size());
    BOOST_TEST(!all.contains(one));
    all.insert(one);
    BOOST_TEST(all.contains(alike));
}

std::shared_ptr<const mrs::diagnostics> known(const std::string& detail) {
    auto info = std::make_shared<mrs::diagnostics>();
    info->operation = "cancel_sql";
    info->detail = detail;
    info->history.emplace_back();
    return info;
}

mrs::cancel_sql_result answer(mrs::cancel_status status, const char* message, int attempts) {
    mrs::cancel_sql_result result(status, message);
    mrs::detail::access::exchange(result, 200, "r-1", attempts, 5ms);
    return result;
}

} // namespace
} // namespace values

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(requests_are_values) {
    const std::string far(100, 'x');
    expect_values<mrs::cancel_sql_request>({"c", "id"}, {"c", "id"},
                                           {{"ci", "d"}, {"c", "other"}, {"", ""}, {"c", far}});
    expect_values<mrs::cancel_sql_request>({"c", far}, {"c", far}, {{far, "c"}});
    expect_values<mrs::sql_result_request>({"c", "id"}, {"c", "id"}, {{"ci", "d"}, {"d", "id"}});
    const mrs::execute_sql_request plain("c", "select 1");
    expect_values<mrs::execute_sql_request>(
        plain, {"c", "select 1"},
        {{"d", "select 1"},
         {"c", "select 2"},
         mrs::execute_sql_request(plain).database("other"),
         mrs::execute_sql_request(plain).archive_path("obs://a/b")});
    BOOST_TEST((plain != mrs::execute_sql_request(plain).sql_type("hive")));
}

BOOST_AUTO_TEST_CASE(results_are_values) {
    using mrs::cancel_status;
    expect_values(answer(cancel_status::failed, "no", 1), answer(cancel_status::failed, "no", 1),
                  {answer(cancel_status::succeed, "no", 1), answer(cancel_status::failed, "", 1)});
    BOOST_TEST((answer(cancel_status::failed, "no", 1) != answer(cancel_status::failed, "no", 2)));
    BOOST_TEST((mrs::cancel_sql_result(known("a")) == mrs::cancel_sql_result(known("a"))));
    BOOST_TEST((mrs::cancel_sql_result(known("a")) != mrs::cancel_sql_result(known("b"))));
    BOOST_TEST((mrs::cancel_sql_result(known("a")) != mrs::cancel_sql_result()));
    BOOST_TEST((mrs::sql_execution(known("a")) == mrs::sql_execution(known("a"))));
    BOOST_TEST((mrs::sql_execution(known("a")) != mrs::sql_execution()));
    BOOST_TEST((mrs::cancel_wait_result() == mrs::cancel_wait_result()));
    BOOST_TEST(hashed(mrs::sql_execution()) == hashed(mrs::sql_execution()));
    BOOST_TEST(hashed(mrs::cancel_wait_result()) == hashed(mrs::cancel_wait_result()));
}

BOOST_AUTO_TEST_CASE(errors_are_values) {
    const mrs::error one(make_error_code(mrs::errc::throttled), known("a"));
    expect_values<mrs::error>(one, {make_error_code(mrs::errc::throttled), known("a")},
                              {{make_error_code(mrs::errc::forbidden), known("a")},
                               {make_error_code(mrs::errc::throttled), known("b")},
                               {make_error_code(mrs::errc::throttled), nullptr}});
    auto other = std::make_shared<mrs::diagnostics>(*known("a"));
    other->history.front().sent = true;
    BOOST_TEST((one != mrs::error(make_error_code(mrs::errc::throttled), other)));
}

BOOST_AUTO_TEST_CASE(outcomes_of_runs_are_values) {
    mrs::bulk_outcome outcome;
    outcome.request = {"c", "id"};
    outcome.result = answer(mrs::cancel_status::succeed, "", 1);
    mrs::bulk_outcome other = outcome;
    BOOST_TEST((outcome == other));
    other.sent = true;
    BOOST_TEST((outcome != other));
    BOOST_TEST(printed(outcome) == "cancel_sql_request{c, id}: SUCCEED");
    mrs::bulk_summary run;
    run.totals.succeeded = 2;
    run.totals.errors = run.not_tried = 1;
    mrs::bulk_summary alike = run;
    BOOST_TEST((run == alike));
    alike.info = known("away");
    BOOST_TEST((run != alike));
    BOOST_TEST(printed(alike) == "complete: 2 succeeded, 0 failed, 1 without an answer, 1 of them "
                                 "not tried: cancel_sql: away; 1 try in 0 ms, nothing was sent");
}

/// What a peer says is escaped, and what may hold a secret is left out.
BOOST_AUTO_TEST_CASE(all_are_printed_in_one_line_of_ascii) {
    BOOST_TEST(printed(mrs::cancel_sql_request("c\n", "a\x1b[2J")) ==
               "cancel_sql_request{c\\x0a, a\\x1b[2J}");
    BOOST_TEST(printed(mrs::sql_result_request("c", "id")) == "sql_result_request{c, id}");
    BOOST_TEST(printed(mrs::execute_sql_request("c", "create user a password 'b'")) ==
               "execute_sql_request{c, 26 bytes}");
    BOOST_TEST(printed(answer(mrs::cancel_status::failed, "too\r\nlate", 1)) ==
               "FAILED: too\\x0d\\x0alate");
    BOOST_TEST(printed(answer(mrs::cancel_status::succeed, "", 1)) == "SUCCEED");
    BOOST_TEST(printed(mrs::cancel_sql_result(known("a\nb"))).starts_with("cancel_sql: a\\x0ab"));
    BOOST_TEST(printed(mrs::sql_execution()) == "NONE");
    BOOST_TEST(printed(mrs::cancel_wait_result()) == "none");
    const mrs::error error(make_error_code(mrs::errc::throttled), known("a"));
    BOOST_TEST(printed(error) == error.what());
    BOOST_TEST(printed(error.info()) == error.info().to_string());
}

BOOST_AUTO_TEST_CASE(enumerators_have_names) {
    BOOST_TEST(printed(mrs::cancel_status::succeed) == "SUCCEED");
    BOOST_TEST(printed(mrs::sql_state::running) == "RUNNING");
    BOOST_TEST(printed(mrs::wait_outcome::had_ended) == "had ended");
    BOOST_TEST(printed(mrs::bulk_end::stopped) == "stopped");
    BOOST_TEST(printed(mrs::stop_reason::deadline) == "deadline");
    BOOST_TEST(printed(mrs::retry_reason::stale) == "stale");
    BOOST_TEST(printed(mrs::retire_reason::idle) == "idle");
    BOOST_TEST(printed(mrs::log_level::debug) == "debug");
    BOOST_TEST(printed(mrs::errc::call_timeout) == "call_timeout");
    BOOST_TEST(printed(mrs::condition::timeout) == "timeout");
    std::set<std::string_view> names;
    for (int value = 1; value <= static_cast<int>(mrs::condition::cancelled); ++value)
        names.insert(to_string(static_cast<mrs::condition>(value)));
    BOOST_TEST(names.size() == 7U);
    BOOST_TEST(!names.contains("other"));
}

BOOST_AUTO_TEST_CASE(no_error_has_no_name) {
    BOOST_TEST(mrs::error_name({}) == std::string_view());
    BOOST_TEST(mrs::error_name(mrs::errc::throttled) == std::string_view("throttled"));
    BOOST_TEST(mrs::error_name(boost::asio::error::operation_aborted) ==
               std::string_view("operation_aborted"));
    BOOST_TEST(mrs::error_name(boost::asio::error::eof) == std::string_view("other"));
}

BOOST_AUTO_TEST_SUITE_END()
