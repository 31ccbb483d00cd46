// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_QUOTA_HPP
#define MRS_EMULATOR_QUOTA_HPP

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// A quota of calls for each fixed window; a window opens with the first call after the last one.
class quota_window {
public:
    using time_point = std::chrono::steady_clock::time_point;

    quota_window(std::uint64_t limit, std::chrono::microseconds length);

    /// Counts a call made at `now` and says whether the quota still had room for it.
    bool admit(time_point now);

    /// The quota as the gateway's message words it: `limit:60,time:1 minute`.
    [[nodiscard]] std::string description() const;

private:
    std::uint64_t limit_;
    std::chrono::microseconds length_;
    std::uint64_t used_ = 0;
    time_point opened_{};
};

/// Reads `60/m`, `1000/s` or `30/5s`; throws std::invalid_argument if the text is not a quota.
quota_window parse_quota(std::string_view text);

} // namespace mrs_emulator

#endif
