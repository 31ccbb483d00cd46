// SPDX-License-Identifier: BSL-1.0
#include "core/text.hpp"

#include <algorithm>

namespace mrs::core {

std::string snippet(std::string_view bytes, std::size_t limit) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool visible = byte >= 0x20 && byte < 0x7f && c != '\\';
        if (out.size() + (visible ? 1 : 4) + 3 > limit)
            return out + "...";
        if (visible) {
            out += c;
        } else {
            out += "\\x";
            out += hex_digits[byte >> 4];
            out += hex_digits[byte & 0xf];
        }
    }
    return out;
}

bool redact(std::string& text, std::string_view hidden) {
    // Shorter ones would garble innocent text, and no real token is that short.
    if (hidden.size() < 8)
        return false;
    bool found = false;
    static constexpr std::string_view shown = "[secret]";
    for (auto at = text.find(hidden); at != std::string::npos;
         at = text.find(hidden, at + shown.size())) {
        text.replace(at, hidden.size(), shown);
        found = true;
    }
    return found;
}

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r";
    const auto begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

} // namespace mrs::core
