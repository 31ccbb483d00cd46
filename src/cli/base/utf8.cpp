// SPDX-License-Identifier: BSL-1.0
#include "cli/base/utf8.hpp"

namespace mrs::cli {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

unsigned byte_at(std::string_view text, std::size_t at) noexcept {
    return static_cast<unsigned char>(text[at]);
}

} // namespace

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

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        if (size == 0)
            return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string as_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        out += size == 0 ? replacement : text.substr(0, size);
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return out;
}

} // namespace mrs::cli
