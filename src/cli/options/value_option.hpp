// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_VALUE_OPTION_HPP
#define MRS_CLI_OPTIONS_VALUE_OPTION_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace mrs::cli {

// What an option's value may be. Each is named in the error, its value never: it may come from a
// file or hold a secret by mistake. All throw usage_error.

/// Reads decimal digits and nothing else.
std::uint64_t parse_count(std::string_view option, std::string_view text, std::uint64_t most);

/// Reads a number from 0 to 1 such as `0.05`.
double parse_share(std::string_view option, std::string_view text);

/// Finds the value's place in a list of names.
std::size_t parse_choice(std::string_view option, std::string_view text,
                         std::initializer_list<std::string_view> names);

} // namespace mrs::cli

#endif
