// SPDX-License-Identifier: BSL-1.0
#include "client/region.hpp"

#include "api/regions.hpp"
#include "core/text.hpp"

#include <mrs/error.hpp>

#include <algorithm>

namespace mrs::detail {

namespace {

/// "cn-north-4" as it stands in HUAWEICLOUD_SDK_REGION_MRS_CN_NORTH_4.
std::string variable_name(std::string_view region) {
    std::string name = "HUAWEICLOUD_SDK_REGION_MRS_";
    for (const char c : region)
        name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

std::string https_url(std::string_view url) {
    return (url.find("://") == std::string_view::npos ? "https://" : "") + std::string(url);
}

std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> endpoints;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto one = core::trimmed(text.substr(0, comma)); !one.empty())
            endpoints.push_back(https_url(one));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return endpoints;
}

} // namespace

std::vector<std::string> region_endpoints(std::string_view region,
                                          const core::environment& variables) {
    const secret listing = variables(variable_name(region));
    auto endpoints = listed(listing.reveal());
    if (endpoints.empty())
        if (const auto known = api::region_endpoint(region))
            endpoints.push_back(*known);
    if (endpoints.empty())
        throw error(errc::invalid_argument,
                    "region: not one that this version knows; give the endpoint's URL instead");
    return endpoints;
}

} // namespace mrs::detail
