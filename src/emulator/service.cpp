// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include "error_body.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

http_answer json_answer(unsigned status, const json::object& body) {
    http_answer answer;
    answer.status = status;
    answer.body = json::serialize(body);
    return answer;
}

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

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char each) { return each > ' ' && each < '\x7f'; });
}

delivery_manner manner_of(fault_kind kind) {
    switch (kind) {
    case fault_kind::reset:
        return delivery_manner::reset;
    case fault_kind::drop:
        return delivery_manner::drop;
    case fault_kind::stall:
        return delivery_manner::stall;
    case fault_kind::drip:
        return delivery_manner::drip;
    case fault_kind::close:
        return delivery_manner::close;
    default:
        return delivery_manner::whole;
    }
}

bool withholds_answer(delivery_manner manner) {
    return manner == delivery_manner::reset || manner == delivery_manner::drop ||
           manner == delivery_manner::stall;
}

http_answer status_fault_answer(const fault_rule& fault, std::string_view request_id) {
    http_answer answer = fault.status == 429 && fault.message.empty()
                             ? throttled_error("limit:60,time:1 minute", request_id)
                             : gateway_error(fault.status, request_id, fault.message);
    if (fault.retry_after) {
        answer.headers.emplace_back("Retry-After", std::to_string(*fault.retry_after));
    }
    return answer;
}

} // namespace

service::service(tenant known, emulator_state& state)
    : tenant_(std::move(known)), state_(state), random_(std::random_device{}()) {}

http_reply service::handle(const http_request& request, std::chrono::steady_clock::time_point now) {
    ++state_.counters.requests;
    const auto called = find_route(request.target);
    if (!called) {
        return {gateway_error(404, request.id), {}};
    }
    if (auto refused = refusal(request, *called)) {
        return {std::move(*refused), {}};
    }
    if (called->call == operation::cancel) {
        ++state_.counters.cancel_requests;
        if (state_.quota && !state_.quota->admit(now)) {
            ++state_.counters.throttled;
            return {throttled_error(state_.quota->description(), request.id), {}};
        }
    }
    return answer_with_faults(request, *called);
}

std::optional<http_answer> service::refusal(const http_request& request,
                                            const route& called) const {
    const std::string_view method = method_of(called.call);
    if (request.method != method) {
        http_answer answer = gateway_error(405, request.id);
        answer.headers.emplace_back("Allow", method);
        return answer;
    }
    if (method == "POST" && !request.has_content_length) {
        return gateway_error(411, request.id);
    }
    if (request.token != tenant_.token) {
        return gateway_error(401, request.id);
    }
    if (called.project != tenant_.project) {
        return service_error(mrs_error::project_invalid, request.language,
                             is_plain(called.project) ? called.project : "xxx");
    }
    if (!cluster_of(called)) {
        return service_error(mrs_error::cluster_unknown, request.language);
    }
    return std::nullopt;
}

std::optional<execution_engine::cluster_index> service::cluster_of(const route& called) const {
    const auto& clusters = tenant_.clusters;
    const auto found = std::find(clusters.begin(), clusters.end(), called.cluster);
    if (found == clusters.end()) {
        return std::nullopt;
    }
    return static_cast<execution_engine::cluster_index>(found - clusters.begin());
}

http_reply service::answer_with_faults(const http_request& request, const route& called) {
    const fault_plan plan =
        state_.faults.match(called.call, called.sql_id, [this] { return draw(); });
    http_reply reply;
    reply.how.latency = plan.latency;
    if (!plan.terminal) {
        reply.answer = perform(request, called);
        return reply;
    }
    const fault_rule& fault = *plan.terminal;
    if (fault.kind == fault_kind::status) {
        reply.answer = status_fault_answer(fault, request.id);
        return reply;
    }
    if (fault.kind == fault_kind::failed) {
        reply.answer = refuse_cancel(request, called, fault);
        return reply;
    }
    reply.how.manner = manner_of(fault.kind);
    reply.how.framing = fault.framing;
    reply.how.drip_interval = fault.duration;
    const bool withheld = withholds_answer(reply.how.manner);
    if (!withheld || !fault.before) {
        const std::uint64_t decided = state_.counters.cancel_decided;
        reply.answer = perform(request, called);
        state_.counters.answers_lost += withheld ? state_.counters.cancel_decided - decided : 0;
    }
    return reply;
}

http_answer service::perform(const http_request& request, const route& called) {
    switch (called.call) {
    case operation::submit:
        return submit(request, called);
    case operation::query:
        return query(request, called);
    case operation::cancel:
        break;
    }
    return cancel(request, called);
}

http_answer service::submit(const http_request& request, const route& called) {
    auto statement = statement_in(request.body);
    if (!statement) {
        return service_error(mrs_error::parameter_invalid, request.language);
    }
    const auto cluster = cluster_of(called).value();
    const std::string id = state_.engine.submit(cluster, std::move(*statement));
    ++state_.counters.submitted;
    return execution_answer(state_.engine.find(cluster, id).value());
}

http_answer service::query(const http_request& request, const route& called) const {
    const auto report = state_.engine.find(cluster_of(called).value(), called.sql_id);
    return report ? execution_answer(*report)
                  : service_error(mrs_error::job_unknown, request.language);
}

http_answer service::cancel(const http_request& request, const route& called) {
    if (!state_.engine.cancel(cluster_of(called).value(), called.sql_id, cancel_mode::carry_out)) {
        return service_error(mrs_error::job_unknown, request.language);
    }
    ++state_.counters.cancel_decided;
    return cancel_answer(200, "SUCCEED");
}

http_answer service::refuse_cancel(const http_request& request, const route& called,
                                   const fault_rule& fault) {
    if (called.call == operation::cancel) {
        if (!state_.engine.cancel(cluster_of(called).value(), called.sql_id, cancel_mode::refuse)) {
            return service_error(mrs_error::job_unknown, request.language);
        }
        ++state_.counters.cancel_decided;
    }
    const std::string& message = fault.message;
    return cancel_answer(fault.status, "FAILED", message.empty() ? "Cancel sql error" : message);
}

double service::draw() {
    return std::uniform_real_distribution<double>(0, 1)(random_);
}

} // namespace mrs_emulator
