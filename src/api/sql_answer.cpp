// SPDX-License-Identifier: BSL-1.0
#include "api/sql_answer.hpp"

#include "api/access.hpp"
#include "api/answer_fields.hpp"
#include "api/error_body.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace mrs::api {

namespace json = boost::json;

namespace {

sql_state state_named(std::string_view text) noexcept {
    static constexpr std::array<sql_state, 8> states = {
        sql_state::queued,   sql_state::waiting_for_resources,
        sql_state::planning, sql_state::starting,
        sql_state::running,  sql_state::finishing,
        sql_state::finished, sql_state::failed};
    for (const sql_state state : states)
        if (text == to_string(state))
            return state;
    return sql_state::unknown;
}

bool may_decide(int http_status, sql_state state) noexcept {
    return http_status == 200 ||
           ((http_status == 400 || http_status == 500) && state == sql_state::failed);
}

std::optional<std::string> cell_text(const json::value& cell) {
    if (cell.is_null())
        return std::nullopt;
    if (const json::string* const text = cell.if_string())
        return std::string(text->data(), text->size());
    return json::serialize(cell);
}

bool is_cell(const json::value& value) noexcept {
    return !value.is_object() && !value.is_array();
}

/// A row, or a cell of a flat list, which is a row of its own; nothing where it is neither.
std::optional<sql_row> row_of(const json::value& item) {
    sql_row row;
    const json::array* const cells = item.if_array();
    if (cells == nullptr) {
        if (!is_cell(item))
            return std::nullopt;
        row.push_back(cell_text(item));
        return row;
    }
    row.reserve(cells->size());
    for (const json::value& cell : *cells) {
        if (!is_cell(cell))
            return std::nullopt;
        row.push_back(cell_text(cell));
    }
    return row;
}

/// The rows of a body that is a JSON object; nothing where they are not what is documented.
std::optional<std::vector<sql_row>> content_of(std::string_view body) {
    std::vector<sql_row> rows;
    boost::system::error_code ec;
    const json::value document = json::parse(body, ec);
    const json::object* const object = ec ? nullptr : document.if_object();
    if (object == nullptr)
        return std::nullopt;
    const json::value* const content = object->if_contains("content");
    if (content == nullptr || content->is_null())
        return rows;
    const json::array* const items = content->if_array();
    if (items == nullptr)
        return std::nullopt;
    rows.reserve(items->size());
    for (const json::value& item : *items) {
        auto row = row_of(item);
        if (!row)
            return std::nullopt;
        rows.push_back(std::move(*row));
    }
    return rows;
}

answer bad_content(int http_status) {
    answer result;
    result.code = errc::bad_response;
    result.detail = "the content of the answer, of HTTP status " + std::to_string(http_status) +
                    ", is neither a list of rows nor of cells";
    return result;
}

sql_execution execution_of(const answer_fields& fields) {
    const auto text = [&](field::number name) {
        return std::string(fields.outer(name).value_or(""));
    };
    const std::string word = text(field::status);
    sql_execution execution;
    auto& to = detail::access::fields(execution);
    to.id = fields.outer(field::id) ? text(field::id) : text(field::sql_id);
    to.state = state_named(word);
    to.state_text = word;
    to.message = text(field::message);
    if (to.state == sql_state::failed && to.message.empty())
        to.message = read_service_error(fields).message;
    to.statement = text(field::statement);
    to.result_location = text(field::result_location);
    return execution;
}

} // namespace

sql_answer decode_sql_answer(int http_status, std::string_view body, std::string_view permission) {
    sql_answer result;
    answer_fields fields;
    const bool is_json = fields.parse(body);
    if (is_json)
        result.execution = execution_of(fields);
    const bool has_state = is_json && fields.outer_is_string(field::status);
    if (!has_state || !may_decide(http_status, result.execution.state())) {
        result.meaning = undecided_answer(http_status, fields, is_json, body, permission);
        return result;
    }
    auto rows = content_of(body);
    if (!rows) {
        result.meaning = bad_content(http_status);
        return result;
    }
    detail::access::fields(result.execution).content = std::move(*rows);
    result.meaning.decision = decision::succeeded;
    return result;
}

} // namespace mrs::api
