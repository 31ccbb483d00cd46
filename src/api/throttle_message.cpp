// SPDX-License-Identifier: BSL-1.0
#include "api/throttle_message.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace mrs::api {

namespace {

constexpr std::uint32_t most = 1'000'000;

/// The number right behind `name`, which is taken off `text` together with all before it.
std::optional<std::uint32_t> number_after(std::string_view name, std::string_view& text) {
    const auto at = text.find(name);
    if (at == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(at + name.size());
    std::uint32_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc() || value == 0 || value > most)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<duration> unit_of(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::chrono::seconds>, 4> units = {{
        {"second", std::chrono::seconds(1)},
        {"minute", std::chrono::minutes(1)},
        {"hour", std::chrono::hours(1)},
        {"day", std::chrono::hours(24)},
    }};
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    for (const auto& [name, length] : units)
        if (text.substr(0, name.size()) == name)
            return length;
    return std::nullopt;
}

} // namespace

std::optional<pacing::quota> parse_throttle_message(std::string_view message) {
    const auto limit = number_after("limit:", message);
    if (!limit)
        return std::nullopt;
    const auto count = number_after("time:", message);
    const auto unit = count ? unit_of(message) : std::nullopt;
    if (!unit || *count > pacing::longest_window / *unit)
        return std::nullopt;
    return pacing::quota(*limit, *unit * *count);
}

} // namespace mrs::api
