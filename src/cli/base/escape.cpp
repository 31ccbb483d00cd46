// SPDX-License-Identifier: BSL-1.0
#include "cli/base/escape.hpp"

#include "cli/base/utf8.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace mrs::cli {

namespace {

struct range {
    std::uint32_t first;
    std::uint32_t last;
};

/// Unicode 15's categories Cc, Cf, Zl and Zp, its Zs but for U+0020 and Chinese U+3000, and what
/// else has no width or no ink.
constexpr std::array<range, 26> invisible{{
    {0x0000, 0x001f},   {0x007f, 0x00a0}, {0x00ad, 0x00ad}, {0x034f, 0x034f},   {0x0600, 0x0605},
    {0x061c, 0x061c},   {0x06dd, 0x06dd}, {0x070f, 0x070f}, {0x0890, 0x0891},   {0x08e2, 0x08e2},
    {0x115f, 0x1160},   {0x1680, 0x1680}, {0x17b4, 0x17b5}, {0x180b, 0x180f},   {0x2000, 0x200f},
    {0x2028, 0x202f},   {0x205f, 0x206f}, {0x2800, 0x2800}, {0x3164, 0x3164},   {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff},   {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0x110bd, 0x110bd}, {0x110cd, 0x110cd},
    {0x13430, 0x1343f},
}};
constexpr range shorthand{0x1bca0, 0x1bca3};
constexpr range music{0x1d173, 0x1d17a};
/// Tags and selectors of variants.
constexpr range tags{0xe0000, 0xe0fff};

/// @param character one in UTF-8
std::uint32_t code_of(std::string_view character) noexcept {
    const auto lead = static_cast<unsigned char>(character.front());
    std::uint32_t code = character.size() == 1 ? lead : lead & (0x7fU >> character.size());
    for (const char next : character.substr(1))
        code = code << 6 | (static_cast<unsigned char>(next) & 0x3fU);
    return code;
}

bool is_invisible(std::string_view character) noexcept {
    const std::uint32_t code = code_of(character);
    const auto has = [code](const range& one) { return code >= one.first && code <= one.last; };
    return std::any_of(invisible.begin(), invisible.end(), has) || has(shorthand) || has(music) ||
           has(tags);
}

/// The characters of a text, the bytes of what is not UTF-8 one by one.
template<typename Handle>
void each_character(std::string_view text, Handle handle) {
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        const std::string_view character = text.substr(0, size == 0 ? 1 : size);
        handle(character, size == 0 || is_invisible(character));
        text.remove_prefix(character.size());
    }
}

void append_unit(std::string& out, std::uint32_t unit) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += core::hex_digits[unit >> shift & 0xfU];
}

void append_escaped(std::string& out, char c) {
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
        out += core::hex_digits[byte >> 4];
        out += core::hex_digits[byte & 0xf];
    }
}

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    each_character(text, [&out](std::string_view character, bool hide) {
        if (hide || character == "\\")
            for (const char c : character)
                append_escaped(out, c);
        else
            out += character;
    });
    return out;
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    each_character(text, [&out](std::string_view character, bool hide) {
        if (hide)
            for (const char c : character)
                append_escaped(out, c);
        else
            out += character;
    });
    return out;
}

std::string ascii_where_invisible(std::string json) {
    const auto is_ascii = [](char c) { return c >= 0x20 && c < 0x7f; };
    if (std::all_of(json.begin(), json.end(), is_ascii))
        return json;
    std::string out;
    each_character(json, [&out](std::string_view character, bool hide) {
        const std::uint32_t code = code_of(character);
        if (!hide) {
            out += character;
        } else if (code < 0x10000) {
            append_unit(out, code);
        } else {
            append_unit(out, 0xd800 + ((code - 0x10000) >> 10));
            append_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
        }
    });
    return out;
}

bool has_invisible(std::string_view text) {
    bool found = false;
    each_character(text, [&found](std::string_view, bool hide) { found = found || hide; });
    return found;
}

} // namespace mrs::cli
