// SPDX-License-Identifier: BSL-1.0
#include <mrs/bulk.hpp>
#include <mrs/log_observer.hpp>
#include <mrs/metrics_observer.hpp>
#include <mrs/telemetry.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

using mrs::log_level;
using namespace std::chrono_literals;

namespace observing {
namespace {

mrs::call_info cancel_seven() {
    mrs::call_info call;
    call.number = 7;
    call.operation = "cancel_sql";
    call.method = "POST";
    call.route = "/v2/{project_id}";
    return call;
}

mrs::endpoint_info mrs_test_8443() {
    mrs::endpoint_info endpoint;
    endpoint.url = "https://mrs.test:8443";
    endpoint.scheme = "https";
    endpoint.host = "mrs.test";
    endpoint.port = 8443;
    return endpoint;
}

const mrs::call_info call = cancel_seven();
const mrs::endpoint_info endpoint = mrs_test_8443();

mrs::attempt_ended attempt(int status = 200, std::string_view error_type = {}) {
    mrs::attempt_ended event(call, endpoint);
    event.http_status = status;
    event.error_type = error_type;
    event.elapsed = 30ms;
    return event;
}

std::string listed(const std::vector<mrs::telemetry::attribute>& all) {
    std::string text;
    for (const auto& one : all) {
        text.append(one.name).append("=");
        if (const auto* const words = std::get_if<std::string_view>(&one.value))
            text.append(*words).append(" ");
        else
            text.append(std::to_string(std::get<std::int64_t>(one.value))).append(" ");
    }
    return text;
}

/// The lines that a log observer writes.
struct log {
    explicit log(log_level least)
        : observer([this](log_level level,
                          std::string_view line) { lines.emplace_back(level, std::string(line)); },
                   least) {}

    boost::json::object last() { return boost::json::parse(lines.back().second).as_object(); }

    std::vector<std::pair<log_level, std::string>> lines;
    mrs::log_observer observer;
};

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

} // namespace
} // namespace observing

BOOST_AUTO_TEST_SUITE(observing)

BOOST_AUTO_TEST_CASE(an_attempt_in_opentelemetrys_names) {
    const std::string common =
        "http.request.method=POST server.address=mrs.test server.port=8443 url.scheme=https "
        "url.template=/v2/{project_id} network.protocol.version=1.1 ";
    BOOST_TEST(listed(mrs::telemetry::metric_attributes(attempt())) ==
               common + "http.response.status_code=200 ");
    BOOST_TEST(listed(mrs::telemetry::metric_attributes(attempt(0, "read_timeout"))) ==
               common + "error.type=read_timeout ");
    auto again = attempt(503, "503");
    again.resends = 2;
    BOOST_TEST(listed(mrs::telemetry::metric_attributes(again)) ==
               common + "http.response.status_code=503 error.type=503 ");
    BOOST_TEST(listed(mrs::telemetry::span_attributes(again)) ==
               common +
                   "http.response.status_code=503 error.type=503 http.request.resend_count=2 ");
    mrs::attempt_started begun(call, endpoint);
    begun.target = "/v2/p1";
    BOOST_TEST(mrs::telemetry::span_name(begun) == "POST /v2/{project_id}");
    BOOST_TEST(mrs::telemetry::url_full(begun) == "https://mrs.test:8443/v2/p1");
}

BOOST_AUTO_TEST_CASE(durations_fall_into_buckets_that_grow) {
    mrs::metrics_observer metrics;
    for (const auto span : {5ms, 6ms, 60ms, 20000ms}) {
        auto event = attempt();
        event.elapsed = span;
        metrics.on_attempt_ended(event);
    }
    const std::string text = metrics.exposition(mrs::client_stats());
    const std::string labels =
        R"(http_request_method="POST",server_address="mrs.test",server_port="8443",)"
        R"(url_scheme="https",url_template="/v2/{project_id}",network_protocol_version="1.1",)"
        R"(http_response_status_code="200")";
    const std::string name = "http_client_request_duration_seconds";
    BOOST_TEST(has_line(text, "# TYPE " + name + " histogram"));
    for (const auto& [bound, count] :
         {std::pair("0.005", 1), {"0.01", 2}, {"0.05", 2}, {"0.075", 3}, {"10", 3}, {"+Inf", 4}})
        BOOST_TEST(has_line(text, name + "_bucket{" + labels + ",le=\"" + bound + "\"} " +
                                      std::to_string(count)),
                   text);
    BOOST_TEST(has_line(text, name + "_sum{" + labels + "} 20.071"), text);
    BOOST_TEST(has_line(text, name + "_count{" + labels + "} 4"));
}

BOOST_AUTO_TEST_CASE(what_is_counted) {
    mrs::metrics_observer metrics;
    mrs::retry_scheduled retry(call);
    retry.reason = mrs::retry_reason::throttled;
    metrics.on_retry_scheduled(retry);
    metrics.on_retry_scheduled(retry);
    mrs::credentials_refreshed renewed;
    renewed.source = "a \"quoted\\\n source";
    metrics.on_credentials_refreshed(renewed);
    metrics.on_throttled(mrs::throttled(call));
    metrics.on_connection_opened(mrs::connection_opened(endpoint));
    metrics.on_connection_reused(mrs::connection_reused(endpoint));
    metrics.on_connection_retired(mrs::connection_retired(endpoint));
    mrs::connection_failed failed(endpoint);
    failed.error = mrs::errc::connect_timeout;
    metrics.on_connection_failed(failed);
    mrs::call_ended ended(call, endpoint);
    ended.status = mrs::cancel_status::failed;
    metrics.on_call_ended(ended);
    ended.error = mrs::errc::call_timeout;
    metrics.on_call_ended(ended);
    mrs::client_stats stats;
    stats.connections_idle = 3;
    const std::string text = metrics.exposition(stats);
    for (
        const char* const line :
        {R"(mrs_client_retries_total{operation="cancel_sql",reason="throttled"} 2)",
         R"(mrs_client_credentials_refreshed_total{source="a \"quoted\\\n source",error_type=""} 1)",
         R"(mrs_client_call_duration_seconds_count{operation="cancel_sql",outcome="failed"} 1)",
         R"(mrs_client_call_duration_seconds_count{operation="cancel_sql",outcome="call_timeout"} 1)",
         R"(mrs_client_throttled_total{operation="cancel_sql"} 1)",
         R"(mrs_client_connection_open_duration_seconds_count{server_address="mrs.test",resumed="false"} 1)",
         R"(mrs_client_connections_failed_total{server_address="mrs.test",error_type="connect_timeout"} 1)",
         R"(mrs_client_connections_reused_total{server_address="mrs.test"} 1)",
         R"(mrs_client_connections_retired_total{server_address="mrs.test",reason="idle"} 1)",
         R"(mrs_client_connections{state="idle"} 3)", "mrs_client_calls_in_flight 0"})
        BOOST_TEST(has_line(text, line), line << " in " << text);
}

BOOST_AUTO_TEST_CASE(a_log_line_is_one_json_object_of_visible_characters) {
    log all(log_level::debug);
    auto event = attempt(503, "503");
    event.error = mrs::errc::service_error;
    event.request_id = "evil\"\n\x1b[31m\xff";
    all.observer.on_attempt_ended(event);
    for (const char c : all.lines.back().second)
        BOOST_TEST((c >= 0x20 && c < 0x7f));
    const auto line = all.last();
    BOOST_TEST(line.at("level").as_string() == "debug");
    BOOST_TEST(line.at("event").as_string() == "attempt_ended");
    BOOST_TEST(line.at("error").as_string() == "service_error");
    BOOST_TEST(line.at("request_id").as_string() == "evil\"\\x0a\\x1b[31m\\xff");
    BOOST_TEST(line.at("http.response.status_code").as_int64() == 503);
    BOOST_TEST(line.at("call").to_number<int>() == 7);
    BOOST_TEST(line.at("seconds").as_double() == 0.03);
}

BOOST_AUTO_TEST_CASE(each_event_is_a_line_of_its_own) {
    log all(log_level::debug);
    mrs::attempt_started started(call, endpoint);
    started.target = "/v2/project/x";
    all.observer.on_attempt_started(started);
    BOOST_TEST(all.last().at("url.full").as_string() == "https://mrs.test:8443/v2/project/x");
    all.observer.on_connection_opened(mrs::connection_opened(endpoint));
    BOOST_TEST(!all.last().at("resumed").as_bool());
    mrs::connection_reused reused(endpoint);
    reused.uses = 5;
    all.observer.on_connection_reused(reused);
    BOOST_TEST(all.last().at("uses").to_number<int>() == 5);
    all.observer.on_connection_retired(mrs::connection_retired(endpoint));
    BOOST_TEST(all.last().at("reason").as_string() == "idle");
    mrs::throttled slower(call);
    slower.retry_after = 2s;
    all.observer.on_throttled(slower);
    BOOST_TEST(all.last().at("retry_after").as_double() == 2.0);
    mrs::credentials_refreshed renewed;
    renewed.lifetime = 90s;
    all.observer.on_credentials_refreshed(renewed);
    BOOST_TEST(all.last().at("lifetime").as_double() == 90.0);
    mrs::bulk_progress progress;
    progress.remaining = 1min;
    mrs::bulk_progressed over(progress);
    over.ended = true;
    all.observer.on_bulk_progressed(over);
    BOOST_TEST(all.last().at("event").as_string() == "bulk_ended");
    BOOST_TEST(all.last().at("remaining").as_double() == 60.0);
    BOOST_TEST(!all.last().contains("unreachable"));
    over.at += 1h;
    progress.unreachable_since = over.at - 5min;
    progress.next_try = over.at + 30s;
    all.observer.on_bulk_progressed(over);
    BOOST_TEST(all.last().at("unreachable").as_double() == 300.0);
    BOOST_TEST(all.last().at("next_try").as_double() == 30.0);
    mrs::call_ended ended(call, endpoint);
    ended.error = mrs::errc::call_timeout;
    ended.stop = mrs::stop_reason::deadline;
    all.observer.on_call_ended(ended);
    BOOST_TEST((all.lines.back().first == log_level::warning));
    BOOST_TEST(all.last().at("stop").as_string() == to_string(mrs::stop_reason::deadline));
    BOOST_TEST(all.lines.size() == 9u);
}

BOOST_AUTO_TEST_CASE(a_level_leaves_out_what_matters_less) {
    log some(log_level::info);
    some.observer.on_attempt_started(mrs::attempt_started(call, endpoint));
    some.observer.on_attempt_ended(attempt());
    some.observer.on_connection_opened(mrs::connection_opened(endpoint));
    some.observer.on_connection_reused(mrs::connection_reused(endpoint));
    some.observer.on_connection_retired(mrs::connection_retired(endpoint));
    BOOST_TEST(some.lines.empty());
    mrs::call_ended ended(call, endpoint);
    ended.status = mrs::cancel_status::succeed;
    some.observer.on_call_ended(ended);
    BOOST_TEST((some.lines.back().first == log_level::info));
    BOOST_TEST(some.last().at("status").as_string() == "SUCCEED");
    ended.status = mrs::cancel_status::failed;
    some.observer.on_call_ended(ended);
    BOOST_TEST((some.lines.back().first == log_level::warning));
    some.observer.on_retry_scheduled(mrs::retry_scheduled(call));
    some.observer.on_throttled(mrs::throttled(call));
    some.observer.on_connection_failed(mrs::connection_failed(endpoint));
    some.observer.on_credentials_refreshed(mrs::credentials_refreshed());
    const mrs::bulk_progress progress;
    some.observer.on_bulk_progressed(mrs::bulk_progressed(progress));
    BOOST_TEST(some.lines.size() == 7u);

    log few(log_level::warning);
    ended.status = mrs::cancel_status::succeed;
    few.observer.on_call_ended(ended);
    few.observer.on_credentials_refreshed(mrs::credentials_refreshed());
    few.observer.on_bulk_progressed(mrs::bulk_progressed(progress));
    BOOST_TEST(few.lines.empty());
}

BOOST_AUTO_TEST_CASE(reasons_have_words) {
    BOOST_TEST(to_string(mrs::retry_reason::credentials) == std::string("credentials"));
    BOOST_TEST(to_string(mrs::retire_reason::lifetime) == std::string("lifetime"));
    BOOST_TEST(to_string(log_level::warning) == std::string("warning"));
}

BOOST_AUTO_TEST_SUITE_END()
