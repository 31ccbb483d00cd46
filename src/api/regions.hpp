// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_REGIONS_HPP
#define MRS_API_REGIONS_HPP

#include <optional>
#include <string>
#include <string_view>

namespace mrs::api {

/// The MRS endpoint of a public region, as the vendor's SDKs of 2026 list it; nothing where they
/// do not know the region.
std::optional<std::string> region_endpoint(std::string_view region);

/// The same of IAM, which gives tokens.
std::optional<std::string> iam_region_endpoint(std::string_view region);

} // namespace mrs::api

#endif
