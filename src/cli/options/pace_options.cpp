// SPDX-License-Identifier: BSL-1.0
#include "cli/options/pace_options.hpp"

#include "cli/base/usage_error.hpp"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>

namespace mrs::cli {

namespace {

std::optional<std::chrono::seconds> unit_of(std::string_view name) {
    if (name == "s")
        return std::chrono::seconds(1);
    if (name == "m")
        return std::chrono::minutes(1);
    if (name == "h")
        return std::chrono::hours(1);
    return std::nullopt;
}

} // namespace

rate_options parse_rate(std::string_view text) {
    if (text == "auto")
        return rate_options::automatic();
    if (text == "off")
        return rate_options::off();
    std::size_t requests = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, requests);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    const auto window =
        unit.empty() || unit.front() != '/' ? std::nullopt : unit_of(unit.substr(1));
    if (ec != std::errc() || !window || requests < 1 || requests > 1'000'000)
        throw usage_error("--rate is neither auto, off, nor a number such as 60/m");
    return rate_options::fixed(requests, *window);
}

std::size_t parse_concurrency(std::string_view text) {
    if (text == "auto")
        return 0;
    std::size_t calls = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, calls);
    if (ec != std::errc() || rest != end || calls < 1 || calls > 10'000)
        throw usage_error("--concurrency is neither auto nor a number from 1 to 10000");
    return calls;
}

} // namespace mrs::cli
