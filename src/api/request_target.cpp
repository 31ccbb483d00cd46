// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace mrs::api {

namespace {

constexpr std::size_t max_sql_id = 1024;

// Not functions: an algorithm that is handed a pointer calls it for every character.

constexpr auto is_alphanumeric = [](char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
};

/// A table, for three ids of each request are asked about.
constexpr auto name_characters = [] {
    std::array<bool, 256> in{};
    for (int c = 0; c < 256; ++c)
        in[static_cast<std::size_t>(c)] =
            is_alphanumeric(static_cast<char>(c)) || c == '_' || c == '-';
    return in;
}();

constexpr auto is_name_character = [](char c) noexcept {
    return name_characters[static_cast<unsigned char>(c)];
};

template<typename Allowed>
problem check_name(std::string_view field, std::string_view id, Allowed allowed,
                   std::string_view set) {
    if (id.empty())
        return std::string(field) + " is empty";
    if (id.size() > 64)
        return std::string(field) + " is longer than 64 characters";
    if (!std::all_of(id.begin(), id.end(), allowed))
        return std::string(field) + " has a character outside " + std::string(set);
    return std::nullopt;
}

void append_segment(std::string& target, std::string_view id) {
    target += '/';
    if (std::all_of(id.begin(), id.end(), is_name_character))
        target += id; // As the ids that the service makes: there is nothing to encode.
    else
        target += boost::urls::encode(id, boost::urls::unreserved_chars);
}

} // namespace

problem check_project_id(std::string_view id) {
    return check_name("project_id", id, is_alphanumeric, "[A-Za-z0-9]");
}

problem check_cluster_id(std::string_view id) {
    return check_name("cluster_id", id, is_name_character, "[A-Za-z0-9_-]");
}

problem check_sql_id(std::string_view id) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; };
    if (id.empty())
        return "sql_id is empty";
    if (id.size() > max_sql_id)
        return "sql_id is longer than 1024 bytes";
    if (id == "." || id == "..")
        return "sql_id is a relative path segment";
    if (std::any_of(id.begin(), id.end(), control))
        return "sql_id has a control character";
    return std::nullopt;
}

problem check_execution(std::string_view cluster_id, std::string_view sql_id) {
    if (auto wrong = check_cluster_id(cluster_id))
        return wrong;
    return check_sql_id(sql_id);
}

void append_submit_target(std::string& target, std::string_view project_id,
                          std::string_view cluster_id) {
    target += "/v2/";
    target += project_id;
    target += "/clusters/";
    target += cluster_id;
    target += "/sql-execution";
}

void append_query_target(std::string& target, std::string_view project_id,
                         std::string_view cluster_id, std::string_view sql_id) {
    append_submit_target(target, project_id, cluster_id);
    append_segment(target, sql_id);
}

void append_cancel_target(std::string& target, std::string_view project_id,
                          std::string_view cluster_id, std::string_view sql_id) {
    append_query_target(target, project_id, cluster_id, sql_id);
    target += "/cancel";
}

} // namespace mrs::api
