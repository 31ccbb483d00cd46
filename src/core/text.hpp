// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_TEXT_HPP
#define MRS_CORE_TEXT_HPP

#include "core/namespace.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mrs::core {

/// The beginning of a peer's bytes, safe for a log line: at most `limit` bytes, everything but
/// visible ASCII and space as `\xNN`, and "..." where it was cut.
std::string snippet(std::string_view bytes, std::size_t limit = 256);

/// Replaces every occurrence of `hidden` in `text` by "[secret]"; a peer may echo what we sent it.
/// Returns whether there was one. `echo` also knows it in part and in disguise.
bool redact(std::string& text, std::string_view hidden);

/// Without the spaces, tabs and CRs around it.
std::string_view trimmed(std::string_view text) noexcept;

/// Of hexadecimal, in lower case.
inline constexpr std::string_view hex_digits = "0123456789abcdef";

} // namespace mrs::core

#endif
