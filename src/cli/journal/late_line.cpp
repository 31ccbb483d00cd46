// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/late_line.hpp"

#include "cli/journal/record.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>

namespace mrs::cli {

namespace json = boost::json;

namespace {

std::string text_in(const json::object& fields, std::string_view name) {
    const json::value* const value = fields.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

/// Without what only a journal has.
std::string printed_json(const json::object& fields) {
    json::object left;
    for (const auto& [name, value] : fields)
        if (name != "at" && name != "crc32")
            left.emplace(name, value);
    return json::serialize(left) + "\n";
}

std::optional<std::string> detail_of(const json::object& fields) {
    if (text_in(fields, "outcome") != "SUCCEED")
        return text_in(fields, "message");
    std::string end = text_in(fields, "end");
    if (end.empty())
        return std::nullopt;
    std::replace(end.begin(), end.end(), '_', ' ');
    return end_text(end, text_in(fields, "state"), text_in(fields, "state_message"));
}

} // namespace

std::string late_line(std::string_view record, line_style style) {
    const json::value value = json::parse(record);
    const json::object& fields = value.as_object();
    if (style == line_style::json)
        return printed_json(fields);
    const auto parsed = parse_record(record);
    return text_line_of(text_in(fields, "outcome"), parsed ? parsed->id : std::string(),
                        detail_of(fields), style);
}

} // namespace mrs::cli
