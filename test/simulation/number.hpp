// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_NUMBER_HPP
#define MRS_TEST_SIMULATION_NUMBER_HPP

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace simulation {

/// The number that `text` is, and nothing else.
inline std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (ec != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace simulation

#endif
