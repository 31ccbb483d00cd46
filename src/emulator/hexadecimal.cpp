// SPDX-License-Identifier: BSL-1.0
#include "hexadecimal.hpp"

#include <boost/algorithm/hex.hpp>

#include <iterator>

namespace mrs_emulator {

std::string hexadecimal(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    boost::algorithm::hex_lower(bytes, std::back_inserter(text));
    return text;
}

} // namespace mrs_emulator
