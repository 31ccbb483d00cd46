// SPDX-License-Identifier: BSL-1.0
#include "sql_answer.hpp"

#include "json_answer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

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

// The edition of 2021 shows a flat list, in which a null stands before each row.
json::array content_of(const statement_result& result, edition documents) {
    const bool flat = documents == edition::of_2021;
    json::array content;
    for (const auto& row : result.rows) {
        json::array cells;
        for (const auto& cell : row)
            cells.push_back(cell ? json::value(json::string(*cell)) : json::value(nullptr));
        if (!flat) {
            content.push_back(std::move(cells));
            continue;
        }
        content.push_back(nullptr);
        content.insert(content.end(), cells.begin(), cells.end());
    }
    return content;
}

std::string_view id_name(edition documents) {
    return documents == edition::of_2021 ? "sql_id" : "id";
}

std::string quoted(const std::string& text) {
    if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string cell = "\"";
    for (const char each : text)
        cell.append(each == '"' ? 2 : 1, each);
    return cell + '"';
}

} // namespace

http_answer cancel_answer(unsigned status, std::string_view outcome, std::string_view message) {
    json::object body;
    body["status"] = outcome;
    if (!message.empty())
        body["message"] = message;
    return json_answer(status, body);
}

http_answer execution_answer(const execution_report& report, const answer_style& style) {
    const bool shows_rows = report.order->kind != statement_kind::query || style.rows_in_content;
    json::object body;
    body[id_name(style.documents)] = report.id;
    body["message"] = report.result ? report.result->message : std::string();
    body["statement"] = report.order->text;
    body["status"] = state_name(report.state);
    body["result_location"] = result_location(report);
    body["content"] =
        report.result && shows_rows ? content_of(*report.result, style.documents) : json::array();
    return json_answer(200, body);
}

http_answer refused_answer(unsigned status, const execution_report& report,
                           std::string_view message, const answer_style& style) {
    json::object body;
    body[id_name(style.documents)] = report.id;
    body["message"] = message;
    body["statement"] = report.order->text;
    body["status"] = "FAILED";
    return json_answer(status, body);
}

std::string result_location(const execution_report& report) {
    const std::string& folder = report.order->archive_path;
    return report.state != execution_state::finished || folder.empty()
               ? std::string()
               : folder + '/' + report.id + "/result.csv";
}

std::string csv_of(const statement_result& result) {
    std::string text;
    for (const auto& row : result.rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            text.append(column > 0 ? "," : "");
            text.append(row[column] ? quoted(*row[column]) : std::string());
        }
        text.append("\r\n");
    }
    return text;
}

} // namespace mrs_emulator
