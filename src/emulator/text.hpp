// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEXT_HPP
#define MRS_EMULATOR_TEXT_HPP

#include <string>
#include <string_view>

namespace mrs_emulator {

/// The text with U+FFFD in place of what is not UTF-8.
std::string valid_utf8(std::string_view text);

/// The text with `\x1b` and the like in place of what is not printable ASCII, so that whoever sent
/// it can neither begin a line of a log nor speak to a terminal.
std::string printable(std::string_view text);

/// Whether there is a control character of ASCII in the text.
bool has_control(std::string_view text);

} // namespace mrs_emulator

#endif
