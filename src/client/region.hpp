// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_REGION_HPP
#define MRS_CLIENT_REGION_HPP

#include "core/environment.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mrs::detail {

/// The endpoints of MRS in a region, best first: as the environment says, or else the table.
/// @throws mrs::error with `errc::invalid_argument` where the region is not known
std::vector<std::string> region_endpoints(std::string_view region,
                                          const core::environment& variables);

} // namespace mrs::detail

#endif
