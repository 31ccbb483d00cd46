// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_BASE_ESCAPE_HPP
#define MRS_CLI_BASE_ESCAPE_HPP

#include <string>
#include <string_view>

namespace mrs::cli {

// What has power over a terminal, or over how a line looks: control characters, the format
// characters of Unicode (such as U+202E, which turns the direction, and those of no width), its
// separators of lines, and what is not UTF-8.

/// `text` as one field of one line: such characters and backslashes become `\t`, `\n`, `\r`, `\\`
/// or
/// `\xNN`, byte by byte; all else stays, also Chinese. Different texts stay different.
std::string escaped(std::string_view text);

/// The same, but backslashes stay: for sentences, parts of which may be escaped already.
std::string printable(std::string_view text);

/// JSON without such characters: they become `\uNNNN`, which means the same.
std::string ascii_where_invisible(std::string json);

/// Whether a text in UTF-8 has such a character.
bool has_invisible(std::string_view text);

} // namespace mrs::cli

#endif
