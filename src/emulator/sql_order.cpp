// SPDX-License-Identifier: BSL-1.0
#include "sql_order.hpp"

#include "text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_path = 1024;

[[noreturn]] void refuse() {
    throw std::invalid_argument("the body is not a submission");
}

std::optional<std::string> optional_text(const json::object& body, std::string_view name) {
    const json::value* const value = body.if_contains(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        refuse();
    return std::string(value->get_string().data(), value->get_string().size());
}

// `obs://bucket/path`, without the slashes that may be at its end.
std::string archive_path_of(std::string path) {
    constexpr std::string_view scheme = "obs://";
    while (!path.empty() && path.back() == '/')
        path.pop_back();
    if (path.size() > longest_path || path.compare(0, scheme.size(), scheme) != 0 ||
        path.find("//", scheme.size()) != path.npos || path[scheme.size()] == '/' ||
        has_control(path))
        refuse();
    return path;
}

std::string statement_of(std::string text) {
    if (text.find_first_not_of(" \t\r\n") == text.npos || text.find(';') != text.npos ||
        text.find('\0') != text.npos)
        refuse();
    return text;
}

} // namespace

submission parse_sql_order(const std::string& body) {
    boost::system::error_code error;
    const json::value parsed = json::parse(body, error);
    const json::object* const members = error ? nullptr : parsed.if_object();
    if (members == nullptr || optional_text(*members, "sql_type") != "presto")
        refuse();
    // There is one database, which is the default.
    static_cast<void>(optional_text(*members, "database"));
    submission order;
    order.text = statement_of(optional_text(*members, "sql_content").value_or(""));
    order.kind = kind_of(order.text);
    const auto path = optional_text(*members, "archive_path");
    if (path && !path->empty() && order.kind == statement_kind::query)
        order.archive_path = archive_path_of(*path);
    return order;
}

} // namespace mrs_emulator
