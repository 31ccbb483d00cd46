// SPDX-License-Identifier: BSL-1.0
#include "client/region.hpp"
#include "core/environment.hpp"

#include <mrs/client_options.hpp>

#include <utility>

namespace mrs {

client_options client_options::for_region(std::string_view region, std::string project_id,
                                          mrs::credentials creds) {
    auto endpoints = detail::region_endpoints(region, core::process_environment());
    client_options result(std::move(endpoints.front()), std::move(project_id), std::move(creds));
    endpoints.erase(endpoints.begin());
    result.failover_ = std::move(endpoints);
    result.region_ = region;
    return result;
}

} // namespace mrs
