// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include "hexadecimal.hpp"

#include <boost/locale/utf.hpp>

#include <algorithm>

namespace mrs_emulator {

std::string valid_utf8(std::string_view text) {
    using utf8 = boost::locale::utf::utf_traits<char>;
    std::string valid;
    valid.reserve(text.size());
    const char* place = text.data();
    const char* const end = place + text.size();
    while (place != end) {
        // Most texts are ASCII, and a result may have a megabyte of it.
        const char* next = std::find_if(
            place, end, [](char each) { return static_cast<unsigned char>(each) >= 0x80; });
        valid.append(place, next);
        place = next;
        if (place == end)
            break;
        const auto point = utf8::decode(next, end);
        if (point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete) {
            valid.append("\xef\xbf\xbd");
            ++place; // What follows may begin another character.
        } else {
            valid.append(place, next);
            place = next;
        }
    }
    return valid;
}

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    for (const char each : text)
        if (each >= ' ' && each < '\x7f' && each != '\\')
            shown += each;
        else
            shown.append("\\x").append(hexadecimal({&each, 1}));
    return shown;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char each) {
        const auto byte = static_cast<unsigned char>(each);
        return byte < 0x20 || byte == 0x7f;
    });
}

} // namespace mrs_emulator
