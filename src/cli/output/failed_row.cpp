// SPDX-License-Identifier: BSL-1.0
#include "cli/output/failed_row.hpp"

#include "cli/output/utf8.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace mrs::cli {

namespace {

bool is_control(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

bool is_blank(char c) noexcept {
    return c == ' ';
}

/// Whether a line is read back as what it was: no comment, nothing to trim or to end it early.
bool fits_a_line(std::string_view id) noexcept {
    return !id.empty() && id.front() != '#' && !is_blank(id.front()) && !is_blank(id.back()) &&
           !id.starts_with("\xef\xbb\xbf") && std::none_of(id.begin(), id.end(), is_control);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string to_object(std::string_view cluster, std::string_view id) {
    boost::json::object fields;
    fields.emplace("sql_id", id);
    fields.emplace("cluster", as_utf8(cluster));
    return boost::json::serialize(fields) + "\n";
}

} // namespace

failed_format failed_format_of(std::string_view name) noexcept {
    if (name.ends_with(".csv"))
        return failed_format::csv;
    if (name.ends_with(".jsonl") || name.ends_with(".ndjson"))
        return failed_format::jsonl;
    return failed_format::lines;
}

std::string_view failed_header(failed_format format) noexcept {
    return format == failed_format::csv ? "sql_id,cluster\n" : "";
}

std::string to_failed_row(failed_format format, std::string_view cluster, std::string_view id) {
    if (format == failed_format::jsonl)
        return is_utf8(id) ? to_object(cluster, id) : std::string();
    if (!fits_a_line(id))
        return {};
    if (format == failed_format::csv)
        return quoted(id) + "," + quoted(cluster) + "\n";
    return std::string(id) + "\n";
}

} // namespace mrs::cli
