// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_DURATION_OPTION_HPP
#define MRS_CLI_OPTIONS_DURATION_OPTION_HPP

#include <chrono>
#include <string_view>

namespace mrs::cli {

/// Reads a time from 1 ms to 1,000 h such as `90`, `1.5`, `500ms`, `30s`, `5m` or `2h`; a number
/// alone means seconds.
/// @param option named in the error
/// @throws usage_error
std::chrono::nanoseconds parse_duration(std::string_view option, std::string_view text);

} // namespace mrs::cli

#endif
