// SPDX-License-Identifier: BSL-1.0
#include "route.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <array>
#include <utility>
#include <vector>

namespace mrs_emulator {
namespace {

std::optional<std::vector<std::string>> decoded_segments(std::string_view target) {
    const auto parsed = boost::urls::parse_origin_form(target);
    if (!parsed)
        return std::nullopt;
    std::vector<std::string> segments;
    for (const boost::urls::pct_string_view segment : parsed->encoded_segments()) {
        segments.push_back(segment.decode());
        if (segments.back().empty())
            return std::nullopt;
    }
    return segments;
}

route other_call(operation call) {
    route found;
    found.call = call;
    return found;
}

std::optional<route> sql_call(const std::vector<std::string>& part) {
    if (part.size() < 5 || part.size() > 7 || part[0] != "v2" || part[2] != "clusters" ||
        part[4] != "sql-execution" || (part.size() == 7 && part[6] != "cancel"))
        return std::nullopt;
    constexpr std::array<operation, 3> calls{operation::submit, operation::query,
                                             operation::cancel};
    route found = other_call(calls.at(part.size() - 5));
    found.project = part[1];
    found.cluster = part[3];
    found.sql_id = part.size() > 5 ? part[5] : std::string();
    return found;
}

} // namespace

std::optional<route> find_route(std::string_view target) {
    const auto segments = decoded_segments(target);
    if (segments == std::vector<std::string>{"v3", "auth", "tokens"})
        return other_call(operation::tokens);
    if (segments == std::vector<std::string>{"v3", "projects"})
        return other_call(operation::projects);
    if (segments && segments->size() > 2 && segments->front() == "obs") {
        route found = other_call(operation::result);
        for (std::size_t place = 1; place < segments->size(); ++place)
            found.location.append(place > 1 ? "/" : "").append(segments->at(place));
        return found;
    }
    return segments ? sql_call(*segments) : std::nullopt;
}

std::optional<operation> find_metadata_call(std::string_view target) {
    constexpr std::array<std::pair<std::string_view, operation>, 3> calls{
        {{"/meta-data/latest/api/token", operation::metadata_token},
         {"/openstack/latest/securitykey", operation::metadata},
         {"/pod-identity", operation::pod_identity}}};
    for (const auto& [path, call] : calls)
        if (target == path)
            return call;
    return std::nullopt;
}

bool is_sql_call(operation call) {
    return call == operation::submit || call == operation::query || call == operation::cancel;
}

std::string_view method_of(operation call) {
    switch (call) {
    case operation::query:
    case operation::result:
    case operation::projects:
    case operation::metadata:
        return "GET";
    case operation::metadata_token:
        return "PUT";
    default:
        return "POST";
    }
}

} // namespace mrs_emulator
