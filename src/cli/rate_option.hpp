// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RATE_OPTION_HPP
#define MRS_CLI_RATE_OPTION_HPP

#include <mrs/rate_limit.hpp>

#include <string_view>

namespace mrs::cli {

/// Reads `auto`, `off`, or a number of requests a second, minute or hour such as `60/m`.
/// @throws usage_error
rate_limit parse_rate(std::string_view text);

} // namespace mrs::cli

#endif
