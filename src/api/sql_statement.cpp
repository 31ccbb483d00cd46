// SPDX-License-Identifier: BSL-1.0
#include "api/sql_statement.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string_view>

namespace mrs::api {

namespace json = boost::json;

namespace {

constexpr std::size_t max_name_bytes = 4096;

/// Boost.JSON writes what it is given, but reads UTF-8 only.
bool is_utf8(std::string_view text) {
    boost::system::error_code ec;
    json::parse(json::serialize(json::string(text)), ec);
    return !ec;
}

problem check_text(std::string_view field, std::string_view text, std::size_t largest) {
    if (text.size() > largest)
        return std::string(field) + " is longer than " + std::to_string(largest) + " bytes";
    if (!is_utf8(text))
        return std::string(field) + " is not UTF-8";
    return std::nullopt;
}

} // namespace

problem check_statement(const execute_sql_request& request) {
    if (request.sql().find_first_not_of(" \t\r\n") == std::string::npos)
        return "sql is empty";
    if (auto wrong = check_text("sql", request.sql(), max_sql_bytes))
        return wrong;
    if (request.sql_type().empty())
        return "sql_type is empty";
    if (auto wrong = check_text("sql_type", request.sql_type(), max_name_bytes))
        return wrong;
    if (auto wrong = check_text("database", request.database(), max_name_bytes))
        return wrong;
    return check_text("archive_path", request.archive_path(), max_name_bytes);
}

std::string submit_body(const execute_sql_request& request) {
    json::object body;
    body["sql_type"] = request.sql_type();
    body["sql_content"] = request.sql();
    if (!request.database().empty())
        body["database"] = request.database();
    if (!request.archive_path().empty())
        body["archive_path"] = request.archive_path();
    return json::serialize(body);
}

} // namespace mrs::api
