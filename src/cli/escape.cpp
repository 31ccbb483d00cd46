// SPDX-License-Identifier: BSL-1.0
#include "cli/escape.hpp"

#include <cstddef>

namespace mrs::cli {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) noexcept {
    return static_cast<unsigned char>(text[at]);
}

/// How many bytes the character at the front takes, 0 where it is not well-formed UTF-8.
std::size_t character_size(std::string_view text) noexcept {
    const unsigned lead = byte_at(text, 0);
    if (lead < 0x80)
        return 1;
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size)
        return 0;
    for (std::size_t at = 1; at < size; ++at)
        if ((byte_at(text, at) & 0xc0) != 0x80)
            return 0;
    const unsigned second = byte_at(text, 1);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool surrogate = lead == 0xed && second >= 0xa0;
    const bool beyond_unicode = lead == 0xf4 && second >= 0x90;
    return overlong || surrogate || beyond_unicode ? 0 : size;
}

/// Whether the character is one of C0, DEL or C1; the last are what terminals take for ESC [ too.
bool is_control(std::string_view character) noexcept {
    const unsigned lead = byte_at(character, 0);
    return lead < 0x20 || lead == 0x7f || (lead == 0xc2 && byte_at(character, 1) < 0xa0);
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
        if (size == 0 || character == "\\" || is_control(character)) {
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
