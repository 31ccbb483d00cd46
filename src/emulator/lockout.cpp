// SPDX-License-Identifier: BSL-1.0
#include "lockout.hpp"

namespace mrs_emulator {
namespace {

constexpr unsigned most_failures = 5;

} // namespace

bool lockout::is_locked(std::string_view name, utc_time now) const {
    const auto found = records_.find(name);
    return found != records_.end() && now < found->second.locked_until;
}

void lockout::fail(std::string_view name, utc_time now) {
    record& known = records_[std::string(name)];
    if (++known.failures == most_failures) {
        known.failures = 0;
        known.locked_until = now + duration_;
    }
}

void lockout::succeed(std::string_view name) {
    const auto found = records_.find(name);
    if (found != records_.end())
        records_.erase(found);
}

} // namespace mrs_emulator
