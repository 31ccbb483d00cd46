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
    if (!parsed) {
        return std::nullopt;
    }
    std::vector<std::string> segments;
    for (const boost::urls::pct_string_view segment : parsed->encoded_segments()) {
        segments.push_back(segment.decode());
        if (segments.back().empty()) {
            return std::nullopt;
        }
    }
    return segments;
}

} // namespace

std::optional<route> find_route(std::string_view target) {
    const auto segments = decoded_segments(target);
    if (segments == std::vector<std::string>{"v3", "auth", "tokens"}) {
        return route{operation::tokens, {}, {}, {}};
    }
    if (!segments || segments->size() < 5 || segments->size() > 7) {
        return std::nullopt;
    }
    const std::vector<std::string>& part = *segments;
    if (part[0] != "v2" || part[2] != "clusters" || part[4] != "sql-execution") {
        return std::nullopt;
    }
    switch (part.size()) {
    case 5:
        return route{operation::submit, part[1], part[3], {}};
    case 6:
        return route{operation::query, part[1], part[3], part[5]};
    default:
        if (part[6] != "cancel") {
            return std::nullopt;
        }
        return route{operation::cancel, part[1], part[3], part[5]};
    }
}

std::optional<operation> find_metadata_call(std::string_view target) {
    constexpr std::array<std::pair<std::string_view, operation>, 3> calls{
        {{"/meta-data/latest/api/token", operation::metadata_token},
         {"/openstack/latest/securitykey", operation::metadata},
         {"/pod-identity", operation::pod_identity}}};
    for (const auto& [path, call] : calls) {
        if (target == path) {
            return call;
        }
    }
    return std::nullopt;
}

bool is_sql_call(operation call) {
    return call == operation::submit || call == operation::query || call == operation::cancel;
}

std::string_view method_of(operation call) {
    switch (call) {
    case operation::query:
    case operation::metadata:
        return "GET";
    case operation::metadata_token:
        return "PUT";
    default:
        return "POST";
    }
}

} // namespace mrs_emulator
