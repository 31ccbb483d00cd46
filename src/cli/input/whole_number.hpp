// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_WHOLE_NUMBER_HPP
#define MRS_CLI_INPUT_WHOLE_NUMBER_HPP

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace mrs::cli {

/// The number that a text consists of: decimal digits and nothing else.
inline std::optional<std::uint64_t> whole_number(std::string_view text) noexcept {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, number);
    if (ec != std::errc() || rest != end)
        return std::nullopt;
    return number;
}

} // namespace mrs::cli

#endif
