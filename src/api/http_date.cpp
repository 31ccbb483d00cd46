// SPDX-License-Identifier: BSL-1.0
#include "api/http_date.hpp"

#include "api/calendar.hpp"

#include <array>

namespace mrs::api {

namespace {

/// Nothing for what is no month's name.
std::optional<int> month_number(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 12> names = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

} // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept {
    // Fixed columns: "Tue, 24 Nov 2026 06:15:00 GMT"
    if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' ||
        text[16] != ' ' || text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT")
        return std::nullopt;
    return utc_instant(digits_value(text.substr(12, 4)), month_number(text.substr(8, 3)),
                       digits_value(text.substr(5, 2)), digits_value(text.substr(17, 2)),
                       digits_value(text.substr(20, 2)), digits_value(text.substr(23, 2)));
}

} // namespace mrs::api
