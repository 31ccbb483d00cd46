// SPDX-License-Identifier: BSL-1.0
#include "duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace mrs_emulator {
namespace {

using std::chrono::microseconds;

// A year: long enough for every use, short enough that sums of durations cannot overflow.
constexpr microseconds longest = std::chrono::hours(24 * 365);

struct unit {
    std::string_view name;
    microseconds length;
};

constexpr std::array<unit, 5> units{{{"us", microseconds(1)},
                                     {"ms", std::chrono::milliseconds(1)},
                                     {"s", std::chrono::seconds(1)},
                                     {"m", std::chrono::minutes(1)},
                                     {"h", std::chrono::hours(1)}}};

} // namespace

std::optional<microseconds> parse_duration(std::string_view text) {
    std::uint32_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc())
        return std::nullopt;
    const std::string_view name(rest, static_cast<std::size_t>(end - rest));
    for (const unit& known : units) {
        if (known.name == name) {
            const bool fits = count <= longest / known.length;
            return fits ? std::optional(count * known.length) : std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace mrs_emulator
