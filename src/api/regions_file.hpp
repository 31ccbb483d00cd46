// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_REGIONS_FILE_HPP
#define MRS_API_REGIONS_FILE_HPP

#include <string>
#include <string_view>
#include <vector>

namespace mrs::api {

/// What a file of regions says of one region of one service.
class region_entry {
public:
    std::vector<std::string> endpoints; ///< Empty where the file does not name the region.
    std::string complaint; ///< What cannot be understood, with its line; then there is no entry.
};

/// Reads the vendor's regions.yaml. Of YAML it takes what that file is made of, and refuses the
/// rest:
///
///     MRS:                      # a service, in upper or lower case
///       - id: cn-north-4
///         endpoint: 'https://…'
///       - id: "cn-east-3"
///         endpoints:
///           - https://…
///           - https://…
///       - id: cn-south-1
///         endpoints: ['https://…', 'https://…']
region_entry find_region(std::string_view file, std::string_view service, std::string_view region);

} // namespace mrs::api

#endif
