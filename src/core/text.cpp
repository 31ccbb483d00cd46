// SPDX-License-Identifier: BSL-1.0
#include "core/text.hpp"

namespace mrs::core {

std::string snippet(std::string_view bytes, std::size_t limit) {
    static constexpr char hex[] = "0123456789abcdef";
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
            out += hex[byte >> 4];
            out += hex[byte & 0xf];
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

} // namespace mrs::core
