// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_BASE_UTF8_HPP
#define MRS_CLI_BASE_UTF8_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace mrs::cli {

/// How many bytes the character at the front of a text that is not empty takes, 0 where it is not
/// well-formed UTF-8.
std::size_t character_size(std::string_view text) noexcept;

bool is_utf8(std::string_view text) noexcept;

/// `text` with U+FFFD in place of each byte that does not belong to a character.
std::string as_utf8(std::string_view text);

} // namespace mrs::cli

#endif
