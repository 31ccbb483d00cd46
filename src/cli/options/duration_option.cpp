// SPDX-License-Identifier: BSL-1.0
#include "cli/options/duration_option.hpp"

#include "cli/base/usage_error.hpp"

#include <charconv>
#include <cstddef>
#include <string>

namespace mrs::cli {

namespace {

/// The unit's length in seconds; 0 where there is no such unit.
double seconds_in(std::string_view unit) noexcept {
    if (unit == "ms")
        return 0.001;
    if (unit.empty() || unit == "s")
        return 1;
    if (unit == "m")
        return 60;
    if (unit == "h")
        return 3600;
    return 0;
}

} // namespace

std::chrono::nanoseconds parse_duration(std::string_view option, std::string_view text) {
    constexpr double shortest = 0.001;
    constexpr double longest = 1000.0 * 3600;
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    const double seconds =
        number * seconds_in(std::string_view(rest, static_cast<std::size_t>(end - rest)));
    // Written so that NaN is refused too.
    if (ec != std::errc() || !(seconds >= shortest && seconds <= longest))
        throw usage_error(std::string(option) +
                          " is no time from 1 ms to 1000 h, such as 90, 500ms, 30s, 5m or 2h");
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double>(seconds));
}

} // namespace mrs::cli
