// SPDX-License-Identifier: BSL-1.0
#include "api/iso_time.hpp"

#include "api/calendar.hpp"

#include <algorithm>

namespace mrs::api {

namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Of "" or "." and digits; what is below a microsecond does not count.
std::optional<std::chrono::microseconds> fraction(std::string_view text) noexcept {
    if (text.empty())
        return std::chrono::microseconds(0);
    if (text.size() == 1 || text.front() != '.' ||
        !std::all_of(text.begin() + 1, text.end(), is_digit))
        return std::nullopt;
    int value = 0;
    for (std::size_t i = 1; i <= 6; ++i)
        value = value * 10 + (i < text.size() ? text[i] - '0' : 0);
    return std::chrono::microseconds(value);
}

} // namespace

std::optional<sys_microseconds> parse_iso_time(std::string_view text) noexcept {
    // Fixed columns: "2026-11-25T06:15:00", then a fraction, then "Z".
    if (text.size() < 20 || text.back() != 'Z' || text[4] != '-' || text[7] != '-' ||
        text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto below = fraction(text.substr(19, text.size() - 20));
    const auto whole =
        utc_instant(digits_value(text.substr(0, 4)), digits_value(text.substr(5, 2)),
                    digits_value(text.substr(8, 2)), digits_value(text.substr(11, 2)),
                    digits_value(text.substr(14, 2)), digits_value(text.substr(17, 2)));
    if (!whole || !below)
        return std::nullopt;
    return *whole + *below;
}

} // namespace mrs::api
