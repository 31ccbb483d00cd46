// SPDX-License-Identifier: BSL-1.0
#include "api/calendar.hpp"

#include <charconv>

namespace mrs::api {

std::optional<int> digits_value(std::string_view text) noexcept {
    int value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, ec] = std::from_chars(text.data(), last, value);
    if (ec != std::errc() || end != last || text.front() == '-')
        return std::nullopt;
    return value;
}

std::optional<std::chrono::sys_seconds> utc_instant(std::optional<int> year,
                                                    std::optional<int> month,
                                                    std::optional<int> day, std::optional<int> hour,
                                                    std::optional<int> minute,
                                                    std::optional<int> second) noexcept {
    if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
        *second > 60)
        return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

} // namespace mrs::api
