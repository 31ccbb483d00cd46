// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ISO_TIME_HPP
#define MRS_API_ISO_TIME_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace mrs::api {

using sys_microseconds = std::chrono::sys_time<std::chrono::microseconds>;

/// Reads a time of UTC such as "2026-11-25T06:15:00.000000Z", with or without a fraction.
std::optional<sys_microseconds> parse_iso_time(std::string_view text) noexcept;

} // namespace mrs::api

#endif
