// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_DATES_HPP
#define MRS_TEST_SIMULATION_DATES_HPP

#include <chrono>
#include <ctime>
#include <string>

namespace simulation {

/// As `strftime` writes it.
inline std::string written(std::chrono::sys_seconds at, const char* format) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[40];
    return {text, std::strftime(text, sizeof text, format, &parts)};
}

} // namespace simulation

#endif
