// SPDX-License-Identifier: BSL-1.0
#include "event_log.hpp"

#include "text.hpp"

#include <iostream>
#include <string>

namespace mrs_emulator {

void event_log::write(log_level level, std::string_view text) const {
    if (has(level)) {
        // One insertion, so that lines of several processes do not mix.
        std::cerr << "mrs-emulator: " + printable(text) + "\n";
    }
}

} // namespace mrs_emulator
