// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_CALENDAR_HPP
#define MRS_API_CALENDAR_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace mrs::api {

/// The value of a text of decimal digits alone.
std::optional<int> digits_value(std::string_view text) noexcept;

/// The instant that six fields of a UTC date name; nothing where one is absent or out of range. A
/// leap second counts as the first second of the next minute.
std::optional<std::chrono::sys_seconds>
utc_instant(std::optional<int> year, std::optional<int> month, std::optional<int> day,
            std::optional<int> hour, std::optional<int> minute, std::optional<int> second) noexcept;

} // namespace mrs::api

#endif
