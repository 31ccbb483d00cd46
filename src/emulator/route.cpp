// SPDX-License-Identifier: BSL-1.0
#include "route.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

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

std::string_view method_of(operation call) {
    return call == operation::query ? "GET" : "POST";
}

} // namespace mrs_emulator
