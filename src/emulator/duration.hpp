// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_DURATION_HPP
#define MRS_EMULATOR_DURATION_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace mrs_emulator {

/// Reads a whole number with a unit: `500us`, `20ms`, `5s`, `1m` or `1h`; nothing if it is not one.
std::optional<std::chrono::microseconds> parse_duration(std::string_view text);

} // namespace mrs_emulator

#endif
