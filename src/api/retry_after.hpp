// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_RETRY_AFTER_HPP
#define MRS_API_RETRY_AFTER_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace mrs::api {

/// Reads one Retry-After, seconds or a date; nothing where it is neither, or a date without the
/// answer's own Date to measure it by.
///
/// @param date the answer's Date: a server's date is relative to its own clock, never to ours
/// @return zero for a date in the past; at most a day, so that sums cannot overflow
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text,
                                                      std::optional<std::chrono::sys_seconds> date);

} // namespace mrs::api

#endif
