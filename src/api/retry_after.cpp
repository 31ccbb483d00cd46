// SPDX-License-Identifier: BSL-1.0
#include "api/retry_after.hpp"

#include "api/http_date.hpp"

#include <algorithm>

namespace mrs::api {

std::optional<std::chrono::seconds>
parse_retry_after(std::string_view text, std::optional<std::chrono::sys_seconds> date) {
    constexpr std::chrono::seconds day = std::chrono::hours(24);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!text.empty() && std::all_of(text.begin(), text.end(), is_digit)) {
        std::chrono::seconds wait{0};
        for (const char c : text)
            wait = std::min(day, wait * 10 + std::chrono::seconds(c - '0'));
        return wait;
    }
    const auto until = parse_http_date(text);
    if (!until || !date)
        return std::nullopt;
    return std::clamp(*until - *date, std::chrono::seconds(0), day);
}

} // namespace mrs::api
