// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include "hexadecimal.hpp"

#include <boost/locale/utf.hpp>

namespace mrs_emulator {

std::string valid_utf8(std::string_view text) {
    using utf8 = boost::locale::utf::utf_traits<char>;
    std::string valid;
    valid.reserve(text.size());
    const char* place = text.data();
    const char* const end = place + text.size();
    while (place != end) {
        const char* next = place;
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
    for (const char each : text) {
        if (each >= ' ' && each < '\x7f' && each != '\\') {
            shown += each;
        } else {
            shown.append("\\x").append(hexadecimal({&each, 1}));
        }
    }
    return shown;
}

} // namespace mrs_emulator
