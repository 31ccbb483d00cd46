// SPDX-License-Identifier: BSL-1.0
#include "execution_id.hpp"

#include <charconv>
#include <random>
#include <system_error>

namespace mrs_emulator {
namespace {

constexpr std::size_t time_size = 16; // "20261124_061500_"

void append_padded(std::string& text, std::size_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    text.append(width > digits.size() ? width - digits.size() : 0, '0').append(digits);
}

std::string random_suffix() {
    constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    std::random_device source;
    std::uniform_int_distribution<std::size_t> position(0, alphabet.size() - 1);
    std::string suffix = "_";
    while (suffix.size() < 6)
        suffix += alphabet[position(source)];
    return suffix;
}

} // namespace

execution_ids::execution_ids() : suffix_(random_suffix()) {}

std::string execution_ids::format(std::chrono::sys_seconds submitted, std::size_t number) const {
    const auto day = std::chrono::floor<std::chrono::days>(submitted);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(submitted - day);
    std::string id;
    id.reserve(time_size + 12);
    append_padded(id, static_cast<std::size_t>(static_cast<int>(date.year())), 4);
    append_padded(id, static_cast<unsigned>(date.month()), 2);
    append_padded(id, static_cast<unsigned>(date.day()), 2);
    id += '_';
    append_padded(id, static_cast<std::size_t>(time.hours().count()), 2);
    append_padded(id, static_cast<std::size_t>(time.minutes().count()), 2);
    append_padded(id, static_cast<std::size_t>(time.seconds().count()), 2);
    id += '_';
    append_padded(id, number, 5);
    return id += suffix_;
}

std::optional<std::size_t> execution_ids::number(std::string_view id) const {
    if (id.size() <= time_size + suffix_.size())
        return std::nullopt;
    const std::string_view digits = id.substr(time_size, id.size() - time_size - suffix_.size());
    const char* const end = digits.data() + digits.size();
    std::size_t number = 0;
    const auto [rest, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc() || rest != end)
        return std::nullopt;
    return number;
}

} // namespace mrs_emulator
