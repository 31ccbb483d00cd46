// SPDX-License-Identifier: BSL-1.0
#include "sql_calls.hpp"

#include "sql_answer.hpp"
#include "sql_order.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

namespace mrs_emulator {
namespace {

// What a call is answered on a statement that no execution was made of.
execution_report report_of(submission order) {
    execution_report report;
    report.order = std::make_shared<const submission>(std::move(order));
    report.state = execution_state::failed;
    return report;
}

std::string problem_of(submission& order, const image_ptr& tables) {
    try {
        if (order.kind == statement_kind::catalogue)
            order.question = parse_catalogue_question(order.text);
        return statement(std::make_shared<const submission>(order), tables)
            .problem_by(std::chrono::steady_clock::now() + most_time_in_call);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
}

// The execution whose result is at a location, which ends in `/ID/result.csv`.
std::string id_in(std::string_view location) {
    const std::size_t end = location.rfind('/');
    const std::size_t start = end == location.npos ? end : location.rfind('/', end - 1);
    return start == location.npos ? std::string()
                                  : std::string(location.substr(start + 1, end - start - 1));
}

} // namespace

sql_calls::sql_calls(std::vector<std::string> clusters, emulator_state& state)
    : clusters_(std::move(clusters)), state_(state) {}

std::optional<cluster_index> sql_calls::cluster_of(const route& called) const {
    const auto found = std::find(clusters_.begin(), clusters_.end(), called.cluster);
    if (found == clusters_.end())
        return std::nullopt;
    return static_cast<cluster_index>(found - clusters_.begin());
}

http_answer sql_calls::error(mrs_error cause, const http_request& request,
                             std::string_view subject) const {
    return service_error(cause, {state_.style.documents, request.header("X-Language")}, subject);
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
    const auto cluster = cluster_of(called).value();
    submission order;
    try {
        order = parse_sql_order(request.body);
    } catch (const std::invalid_argument&) {
        return error(mrs_error::parameter_invalid, request);
    }
    return order.kind == statement_kind::change ? change(request, cluster, std::move(order))
                                                : start(request, cluster, std::move(order));
}

http_answer sql_calls::change(const http_request& request, cluster_index cluster,
                              submission order) {
    execution_report report = report_of(order);
    report.result =
        std::make_shared<const statement_result>(state_.tables.change(cluster, std::move(order)));
    if (!report.result->succeeded)
        return refuse(request, cluster, *report.order, report.result->message);
    ++state_.counters.submitted;
    report.state = execution_state::finished;
    return execution_answer(report, state_.style);
}

http_answer sql_calls::start(const http_request& request, cluster_index cluster, submission order) {
    const image_ptr tables = state_.tables.of(cluster);
    order.keeps_rows = order.kind == statement_kind::catalogue || state_.style.rows_in_content ||
                       !order.archive_path.empty();
    const std::string problem = problem_of(order, tables);
    if (!problem.empty())
        return refuse(request, cluster, std::move(order), problem);
    const auto id = state_.engine.submit(cluster, std::move(order), tables);
    const auto report = id ? state_.engine.find(cluster, *id) : std::nullopt;
    if (!report)
        return error(mrs_error::too_many_jobs, request);
    ++state_.counters.submitted;
    return execution_answer(*report, state_.style);
}

http_answer sql_calls::refuse(const http_request& request, cluster_index cluster, submission order,
                              std::string_view problem) {
    if (state_.style.documents != edition::of_2021)
        return error(mrs_error::statement_refused, request, problem);
    // In that edition it has an id, by which it can be asked for.
    execution_report report = report_of(order);
    statement_result result;
    result.message = std::string(problem);
    report.id = state_.engine.add_ended(cluster, std::move(order), std::move(result));
    return refused_answer(state_.style.failed_status(), report, problem, state_.style);
}

http_answer sql_calls::query(const http_request& request, const route& called) const {
    const auto report = state_.engine.find(cluster_of(called).value(), called.sql_id);
    return report ? execution_answer(*report, state_.style)
                  : error(mrs_error::job_unknown, request);
}

http_answer sql_calls::cancel(const http_request& request, const route& called) {
    if (!state_.engine.cancel(cluster_of(called).value(), called.sql_id, cancel_mode::carry_out))
        return error(mrs_error::job_unknown, request);
    ++state_.counters.cancel_decided;
    return cancel_answer(200, "SUCCEED");
}

http_answer sql_calls::pretend(const http_request& request, const route& called,
                               const fault_rule& fault) {
    switch (called.call) {
    case operation::submit:
        return pretend_submit(request, called, fault);
    case operation::query:
        return pretend_query(request, called, fault);
    default:
        return pretend_cancel(request, called, fault);
    }
}

http_answer sql_calls::pretend_cancel(const http_request& request, const route& called,
                                      const fault_rule& fault) {
    if (!state_.engine.cancel(cluster_of(called).value(), called.sql_id, cancel_mode::refuse))
        return error(mrs_error::job_unknown, request);
    ++state_.counters.cancel_decided;
    if (fault.kind == fault_kind::ignored)
        return cancel_answer(200, "SUCCEED", fault.message);
    return cancel_answer(fault.status.value_or(state_.style.failed_status()), "FAILED",
                         fault.message.empty() ? "Cancel sql error" : fault.message);
}

http_answer sql_calls::pretend_submit(const http_request& request, const route& called,
                                      const fault_rule& fault) {
    submission order;
    try {
        order = parse_sql_order(request.body);
    } catch (const std::invalid_argument&) {
        return error(mrs_error::parameter_invalid, request);
    }
    const std::string_view message =
        fault.message.empty() ? std::string_view("Submit sql error") : fault.message;
    if (!fault.status)
        return refuse(request, cluster_of(called).value(), std::move(order), message);
    return refused_answer(*fault.status, report_of(std::move(order)), message, state_.style);
}

http_answer sql_calls::pretend_query(const http_request& request, const route& called,
                                     const fault_rule& fault) const {
    const auto report = state_.engine.find(cluster_of(called).value(), called.sql_id);
    if (!report)
        return error(mrs_error::job_unknown, request);
    return refused_answer(fault.status.value_or(state_.style.failed_status()), *report,
                          fault.message.empty() ? "Query sql error" : fault.message, state_.style);
}

http_answer sql_calls::result(const http_request& request, const route& called) const {
    const std::string id = id_in(called.location);
    for (cluster_index cluster = 0; cluster < clusters_.size(); ++cluster) {
        const auto report = state_.engine.find(cluster, id);
        if (report && result_location(*report) == "obs://" + called.location) {
            http_answer answer;
            answer.body = csv_of(*report->result);
            answer.content_type = "text/csv; charset=utf-8";
            return answer;
        }
    }
    return gateway_error(404, request.id, "There is no such object");
}

} // namespace mrs_emulator
