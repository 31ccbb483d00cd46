// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_FIGURES_HPP
#define MRS_CLI_OUTPUT_FIGURES_HPP

#include <chrono>
#include <string>

namespace mrs::cli {

/// A rate as people read it: "59.3/min" below two a second, "12.5/s" or "250/s" from there on; "-"
/// for none that is known.
std::string rate_text(double per_second);

/// How long something still takes: "41s", "3m05s", "2h47m", "3d04h"; a part of a second counts as
/// one.
std::string wait_text(std::chrono::nanoseconds time);

/// How long something took: "00:02:47".
std::string clock_text(std::chrono::nanoseconds time);

/// The time of a moment in UTC: "06:15:00Z".
std::string time_of_day(std::chrono::system_clock::time_point moment);

/// A moment in UTC as RFC 3339 has it, "2026-11-24T06:15:00.123Z".
std::string utc_text(std::chrono::system_clock::time_point moment);

} // namespace mrs::cli

#endif
