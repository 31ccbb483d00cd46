// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CLOCK_HPP
#define MRS_EMULATOR_CLOCK_HPP

#include "utc_time.hpp"

#include <chrono>

namespace mrs_emulator {

/// The time of a request, for what lasts and for what has a date.
struct moment {
    std::chrono::steady_clock::time_point steady;
    utc_time utc;
};

/// The time as the emulator has it, which may be wrong on purpose.
class shifted_clock {
public:
    explicit shifted_clock(std::chrono::microseconds offset) : offset_(offset) {}

    [[nodiscard]] moment now() const {
        const auto utc = std::chrono::floor<std::chrono::microseconds>(
            std::chrono::system_clock::now() + offset_);
        return {std::chrono::steady_clock::now(), utc};
    }

private:
    std::chrono::microseconds offset_;
};

} // namespace mrs_emulator

#endif
