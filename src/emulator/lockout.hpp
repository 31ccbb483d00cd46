// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_LOCKOUT_HPP
#define MRS_EMULATOR_LOCKOUT_HPP

#include "utc_time.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// Locks a name out after five failures in a row. To be used for known names only, since it
/// remembers each.
class lockout {
public:
    explicit lockout(std::chrono::microseconds duration) : duration_(duration) {}

    [[nodiscard]] bool is_locked(std::string_view name, utc_time now) const;
    void fail(std::string_view name, utc_time now);
    void succeed(std::string_view name);

private:
    struct record {
        unsigned failures = 0;
        utc_time locked_until{};
    };

    std::chrono::microseconds duration_;
    std::map<std::string, record, std::less<>> records_;
};

} // namespace mrs_emulator

#endif
