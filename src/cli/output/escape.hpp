// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_ESCAPE_HPP
#define MRS_CLI_OUTPUT_ESCAPE_HPP

#include <string>
#include <string_view>

namespace mrs::cli {

/// `text` as one field of one line, without power over a terminal: control characters, backslashes
/// and what is not UTF-8 become `\t`, `\n`, `\r`, `\\` or `\xNN`; all else stays, also Chinese.
std::string escaped(std::string_view text);

} // namespace mrs::cli

#endif
