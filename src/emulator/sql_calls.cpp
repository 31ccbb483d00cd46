// SPDX-License-Identifier: BSL-1.0
#include "sql_calls.hpp"

#include "json_answer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

http_answer cancel_answer(unsigned status, std::string_view outcome,
                          std::string_view message = {}) {
    json::object body;
    body["status"] = outcome;
    if (!message.empty()) {
        body["message"] = message;
    }
    return json_answer(status, body);
}

std::string_view state_name(execution_state state) {
    switch (state) {
    case execution_state::queued:
        return "QUEUED";
    case execution_state::running:
        return "RUNNING";
    case execution_state::finished:
        return "FINISHED";
    case execution_state::failed:
        break;
    }
    return "FAILED";
}

json::array content_of(const statement_result& result) {
    json::array content;
    content.reserve(result.rows.size());
    for (const auto& row : result.rows) {
        json::array cells;
        cells.reserve(row.size());
        for (const auto& cell : row) {
            cells.push_back(cell ? json::value(json::string(*cell)) : json::value(nullptr));
        }
        content.push_back(std::move(cells));
    }
    return content;
}

http_answer execution_answer(const execution_report& report) {
    json::object body;
    body["id"] = report.id;
    body["message"] = report.result ? report.result->message : std::string();
    body["statement"] = report.statement;
    body["status"] = state_name(report.state);
    body["result_location"] = "";
    body["content"] = report.result ? content_of(*report.result) : json::array();
    return json_answer(200, body);
}

bool is_text_or_absent(const json::object& body, std::string_view name) {
    const json::value* const value = body.if_contains(name);
    return value == nullptr || value->is_string();
}

std::optional<std::string> text_in(const json::object& body, std::string_view name) {
    const json::value* const value = body.if_contains(name);
    if (value == nullptr || !value->is_string()) {
        return std::nullopt;
    }
    return std::string(value->get_string().c_str(), value->get_string().size());
}

// The statement of a body that is fit to be submitted.
std::optional<std::string> statement_in(const std::string& text) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    const json::object* const body = error ? nullptr : parsed.if_object();
    if (body == nullptr || text_in(*body, "sql_type") != "presto" ||
        !is_text_or_absent(*body, "database") || !is_text_or_absent(*body, "archive_path")) {
        return std::nullopt;
    }
    auto statement = text_in(*body, "sql_content");
    if (!statement || statement->find_first_not_of(" \t\r\n") == std::string::npos ||
        statement->find(';') != std::string::npos) {
        return std::nullopt;
    }
    return statement;
}

} // namespace

sql_calls::sql_calls(std::vector<std::string> clusters, emulator_state& state)
    : clusters_(std::move(clusters)), state_(state) {}

std::optional<execution_engine::cluster_index> sql_calls::cluster_of(const route& called) const {
    const auto found = std::find(clusters_.begin(), clusters_.end(), called.cluster);
    if (found == clusters_.end()) {
        return std::nullopt;
    }
    return static_cast<execution_engine::cluster_index>(found - clusters_.begin());
}

http_answer sql_calls::error(mrs_error cause, const http_request& request) const {
    return service_error(cause, {state_.style.documents, request.header("X-Language")});
}

http_answer sql_calls::perform(const http_request& request, const route& called) {
    switch (called.call) {
    case operation::submit:
        return submit(request, called);
    case operation::query:
        return query(request, called);
    default:
        return cancel(request, called);
    }
}

http_answer sql_calls::submit(const http_request& request, const route& called) {
    auto statement = statement_in(request.body);
    if (!statement) {
        return error(mrs_error::parameter_invalid, request);
    }
    const auto cluster = cluster_of(called).value();
    const std::string id = state_.engine.submit(cluster, std::move(*statement));
    ++state_.counters.submitted;
    return execution_answer(state_.engine.find(cluster, id).value());
}

http_answer sql_calls::query(const http_request& request, const route& called) const {
    const auto report = state_.engine.find(cluster_of(called).value(), called.sql_id);
    return report ? execution_answer(*report) : error(mrs_error::job_unknown, request);
}

http_answer sql_calls::cancel(const http_request& request, const route& called) {
    if (!state_.engine.cancel(cluster_of(called).value(), called.sql_id, cancel_mode::carry_out)) {
        return error(mrs_error::job_unknown, request);
    }
    ++state_.counters.cancel_decided;
    return cancel_answer(200, "SUCCEED");
}

http_answer sql_calls::pretend(const http_request& request, const route& called,
                               const fault_rule& fault) {
    if (called.call == operation::cancel) {
        if (!state_.engine.cancel(cluster_of(called).value(), called.sql_id, cancel_mode::refuse)) {
            return error(mrs_error::job_unknown, request);
        }
        ++state_.counters.cancel_decided;
    }
    const std::string& message = fault.message;
    if (fault.kind == fault_kind::ignored) {
        return cancel_answer(200, "SUCCEED", message);
    }
    return cancel_answer(fault.status.value_or(state_.style.failed_status()), "FAILED",
                         message.empty() ? "Cancel sql error" : message);
}

} // namespace mrs_emulator
