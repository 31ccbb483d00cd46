// SPDX-License-Identifier: BSL-1.0
#include "api/regions.hpp"

#include <mrs/client_options.hpp>
#include <mrs/error.hpp>

#include <utility>

namespace mrs {

client_options client_options::for_region(std::string_view region, std::string project_id,
                                          mrs::credentials creds) {
    auto endpoint = api::region_endpoint(region);
    if (!endpoint)
        throw error(errc::invalid_argument,
                    "region: not one that this version knows; give the endpoint's URL instead");
    return {std::move(*endpoint), std::move(project_id), std::move(creds)};
}

credentials credentials::token(secret token) {
    credentials result;
    result.token_ = std::move(token);
    return result;
}

credentials credentials::provider(token_provider provider) {
    credentials result;
    result.provider_ = std::move(provider);
    return result;
}

} // namespace mrs
