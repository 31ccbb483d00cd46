// SPDX-License-Identifier: BSL-1.0
#include "cli/output/figures.hpp"

#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <sstream>

namespace mrs::cli {

namespace {

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string two_units(std::int64_t number, std::int64_t per_unit, char unit, char below) {
    return std::to_string(number / per_unit) + unit + two_digits(number % per_unit) + below;
}

} // namespace

std::string rate_text(double per_second) {
    if (per_second <= 0)
        return "-";
    const bool by_minute = per_second < 2;
    std::ostringstream text;
    text << std::fixed << std::setprecision(per_second < 100 ? 1 : 0)
         << (by_minute ? per_second * 60 : per_second) << (by_minute ? "/min" : "/s");
    return text.str();
}

std::string wait_text(std::chrono::nanoseconds time) {
    const auto whole = std::chrono::ceil<std::chrono::seconds>(time).count();
    const auto seconds = std::max<std::int64_t>(whole, 0);
    if (seconds < 60)
        return std::to_string(seconds) + "s";
    const std::int64_t minutes = seconds / 60;
    if (minutes < 60)
        return two_units(seconds, 60, 'm', 's');
    const std::int64_t hours = minutes / 60;
    if (hours < 24)
        return two_units(minutes, 60, 'h', 'm');
    return two_units(hours, 24, 'd', 'h');
}

std::string clock_text(std::chrono::nanoseconds time) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(time).count();
    const auto seconds = std::max<std::int64_t>(whole, 0);
    return two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
           two_digits(seconds % 60);
}

std::string time_of_day(std::chrono::system_clock::time_point moment) {
    return clock_text(moment - std::chrono::floor<std::chrono::days>(moment)) + "Z";
}

std::string utc_text(std::chrono::system_clock::time_point moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const auto thousandths = std::chrono::floor<std::chrono::milliseconds>(moment - day).count();
    const std::int64_t seconds = thousandths / 1000;
    // The digit in front keeps the leading zeros.
    const std::string fraction = std::to_string(1000 + thousandths % 1000).substr(1);
    return std::to_string(static_cast<int>(date.year())) + "-" +
           two_digits(static_cast<unsigned>(date.month())) + "-" +
           two_digits(static_cast<unsigned>(date.day())) + "T" + two_digits(seconds / 3600) + ":" +
           two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60) + "." + fraction + "Z";
}

} // namespace mrs::cli
