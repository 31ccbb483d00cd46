// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_RECOGNITION_HPP
#define MRS_CLI_INPUT_RECOGNITION_HPP

#include "cli/input/row_parser.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace mrs::cli {

/// Bytes after which an input is recognised by what is there.
inline constexpr std::size_t most_to_recognise = 65'536;

/// Which format an input has, by its beginning; nothing where more of it has to be seen. No more is
/// looked at than the first line that is neither blank nor a comment, so that no row waits for
/// another.
/// @param whole whether there is no more
/// @throws input_error, which says what would make it readable, where it is no text, or in a format
///         that nothing here reads
std::optional<row_format> recognise(std::string_view begin, bool whole, format_choice by,
                                    const field_names& fields);

} // namespace mrs::cli

#endif
