// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_PACE_OPTIONS_HPP
#define MRS_CLI_OPTIONS_PACE_OPTIONS_HPP

#include <mrs/rate_options.hpp>

#include <cstddef>
#include <string_view>

namespace mrs::cli {

/// Reads `auto`, `off`, or a number of requests a second, minute or hour such as `60/m`.
/// @throws usage_error
rate_options parse_rate(std::string_view text);

/// Reads a number of calls in flight from 1 to 10,000, or `auto`, which is 0.
/// @throws usage_error
std::size_t parse_concurrency(std::string_view text);

} // namespace mrs::cli

#endif
