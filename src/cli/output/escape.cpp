// SPDX-License-Identifier: BSL-1.0
#include "cli/output/escape.hpp"

#include "cli/output/utf8.hpp"

#include <cstddef>

namespace mrs::cli {

namespace {

/// Whether the character is one of C0, DEL or C1; the last are what terminals take for ESC [ too.
bool is_control_character(std::string_view character) noexcept {
    const auto lead = static_cast<unsigned char>(character.front());
    const auto last = static_cast<unsigned char>(character.back());
    return lead < 0x20 || lead == 0x7f || (lead == 0xc2 && last < 0xa0);
}

void append_escaped(std::string& out, char c) {
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '\t':
        out += "\\t";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\\':
        out += "\\\\";
        return;
    default:
        const auto byte = static_cast<unsigned char>(c);
        out += "\\x";
        out += hex[byte >> 4];
        out += hex[byte & 0xf];
    }
}

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        const std::string_view character = text.substr(0, size == 0 ? 1 : size);
        if (size == 0 || character == "\\" || is_control_character(character)) {
            for (const char c : character)
                append_escaped(out, c);
        } else {
            out += character;
        }
        text.remove_prefix(character.size());
    }
    return out;
}

} // namespace mrs::cli
