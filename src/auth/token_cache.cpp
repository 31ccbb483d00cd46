// SPDX-License-Identifier: BSL-1.0
#include "auth/token_cache.hpp"

#include <algorithm>

namespace mrs::auth {

std::optional<std::string> check_token(const secret& token) {
    // The gateway takes no header of 32 KiB or more.
    constexpr std::size_t max_token = 32'000;
    const std::string_view text = token.reveal();
    if (text.empty())
        return "the token is empty";
    if (text.size() > max_token)
        return "the token is longer than 32000 bytes";
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
        return "the token has a character that is not visible ASCII, such as a line break";
    return std::nullopt;
}

} // namespace mrs::auth
