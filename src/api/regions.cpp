// SPDX-License-Identifier: BSL-1.0
#include "api/regions.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mrs::api {

namespace {

/// Regions whose endpoint is `https://mrs.{region}.myhuaweicloud.com`.
constexpr std::array<std::string_view, 29> common = {
    "ae-ad-1",        "af-north-1",  "af-south-1",  "ap-southeast-2", "ap-southeast-3",
    "ap-southeast-5", "cn-east-2",   "cn-east-3",   "cn-east-4",      "cn-east-5",
    "cn-north-1",     "cn-north-11", "cn-north-12", "cn-north-2",     "cn-north-4",
    "cn-north-9",     "cn-south-1",  "cn-south-4",  "cn-southwest-2", "cn-southwest-3",
    "eu-west-0",      "la-north-2",  "la-south-2",  "me-east-1",      "my-kualalumpur-1",
    "na-mexico-1",    "ru-moscow-1", "sa-brazil-1", "tr-west-1"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> others = {{
    {"ap-southeast-1", "cn"},
    {"ap-southeast-4", "cn"},
    {"eu-west-101", "eu"},
    {"ru-northwest-2", "cn"},
}};

/// Regions whose IAM is `https://iam.{region}.myhuaweicloud.com`.
constexpr std::array<std::string_view, 27> iam = {
    "ae-ad-1",        "af-south-1",       "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
    "ap-southeast-4", "cn-east-2",        "cn-east-3",      "cn-east-4",      "cn-east-5",
    "cn-north-1",     "cn-north-12",      "cn-north-2",     "cn-north-4",     "cn-north-9",
    "cn-south-1",     "cn-south-2",       "cn-southwest-2", "eu-west-0",      "la-north-2",
    "la-south-2",     "my-kualalumpur-1", "me-east-1",      "na-mexico-1",    "ru-moscow-1",
    "sa-brazil-1",    "tr-west-1"};

} // namespace

std::optional<std::string> region_endpoint(std::string_view region) {
    std::string_view domain;
    if (std::find(common.begin(), common.end(), region) != common.end())
        domain = "com";
    for (const auto& [name, suffix] : others)
        if (name == region)
            domain = suffix;
    if (domain.empty())
        return std::nullopt;
    return "https://mrs." + std::string(region) + ".myhuaweicloud." + std::string(domain);
}

std::optional<std::string> iam_region_endpoint(std::string_view region) {
    if (std::find(iam.begin(), iam.end(), region) != iam.end())
        return "https://iam." + std::string(region) + ".myhuaweicloud.com";
    // Where the region is known, but has no IAM of its own.
    return region_endpoint(region) ? std::optional<std::string>("https://iam.myhuaweicloud.com")
                                   : std::nullopt;
}

} // namespace mrs::api
