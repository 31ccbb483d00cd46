// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_UTC_TIME_HPP
#define MRS_EMULATOR_UTC_TIME_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

using utc_time = std::chrono::sys_time<std::chrono::microseconds>;

/// `2026-11-25T06:15:00.000000Z`, as in the answers that carry an expiry.
std::string long_time(utc_time time);

/// `20261125T061500Z`, as in X-Sdk-Date.
std::string short_time(utc_time time);

/// Reads what short_time() writes; nothing if the text is no such time.
std::optional<utc_time> parse_short_time(std::string_view text);

} // namespace mrs_emulator

#endif
