// SPDX-License-Identifier: BSL-1.0
#include "utc_time.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace mrs_emulator {
namespace {

std::string padded(long number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

struct broken_down {
    explicit broken_down(utc_time time)
        : day(std::chrono::floor<std::chrono::days>(time)), date(day), clock(time - day) {}

    std::string year() const { return padded(static_cast<int>(date.year()), 4); }
    std::string month() const { return padded(static_cast<unsigned>(date.month()), 2); }
    std::string day_of_month() const { return padded(static_cast<unsigned>(date.day()), 2); }
    std::string hour() const { return padded(clock.hours().count(), 2); }
    std::string minute() const { return padded(clock.minutes().count(), 2); }
    std::string second() const { return padded(clock.seconds().count(), 2); }
    std::string fraction() const { return padded(clock.subseconds().count(), 6); }

    std::chrono::sys_days day;
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<std::chrono::microseconds> clock;
};

bool is_digit(char each) {
    return each >= '0' && each <= '9';
}

// To be called for digits only.
unsigned number_in(std::string_view text, std::size_t place, std::size_t width) {
    unsigned number = 0;
    std::from_chars(text.data() + place, text.data() + place + width, number);
    return number;
}

bool has_short_form(std::string_view text) {
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z')
        return false;
    const std::string_view date = text.substr(0, 8);
    const std::string_view clock = text.substr(9, 6);
    return std::all_of(date.begin(), date.end(), is_digit) &&
           std::all_of(clock.begin(), clock.end(), is_digit);
}

} // namespace

std::string long_time(utc_time time) {
    const broken_down part(time);
    return part.year() + '-' + part.month() + '-' + part.day_of_month() + 'T' + part.hour() + ':' +
           part.minute() + ':' + part.second() + '.' + part.fraction() + 'Z';
}

std::string short_time(utc_time time) {
    const broken_down part(time);
    return part.year() + part.month() + part.day_of_month() + 'T' + part.hour() + part.minute() +
           part.second() + 'Z';
}

std::optional<utc_time> parse_short_time(std::string_view text) {
    if (!has_short_form(text))
        return std::nullopt;
    const std::chrono::year_month_day date(
        std::chrono::year(static_cast<int>(number_in(text, 0, 4))),
        std::chrono::month(number_in(text, 4, 2)), std::chrono::day(number_in(text, 6, 2)));
    const unsigned hour = number_in(text, 9, 2);
    const unsigned minute = number_in(text, 11, 2);
    const unsigned second = number_in(text, 13, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

} // namespace mrs_emulator
