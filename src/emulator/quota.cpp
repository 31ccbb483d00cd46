// SPDX-License-Identifier: BSL-1.0
#include "quota.hpp"

#include "duration.hpp"

#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace mrs_emulator {
namespace {

using std::chrono::microseconds;

std::string length_text(microseconds length) {
    const auto in_unit = [length](microseconds unit, const char* name) -> std::string {
        return std::to_string(length / unit) + ' ' + name;
    };
    if (length % std::chrono::hours(1) == microseconds::zero())
        return in_unit(std::chrono::hours(1), "hour");
    if (length % std::chrono::minutes(1) == microseconds::zero())
        return in_unit(std::chrono::minutes(1), "minute");
    if (length % std::chrono::seconds(1) == microseconds::zero())
        return in_unit(std::chrono::seconds(1), "second");
    return in_unit(std::chrono::milliseconds(1), "millisecond");
}

std::optional<microseconds> window_length(std::string_view text) {
    const bool unit_alone = text == "s" || text == "m" || text == "h";
    return parse_duration(unit_alone ? '1' + std::string(text) : std::string(text));
}

} // namespace

quota_window::quota_window(std::uint64_t limit, microseconds length)
    : limit_(limit), length_(length) {}

bool quota_window::admit(time_point now) {
    if (used_ == 0 || now - opened_ >= length_) {
        opened_ = now;
        used_ = 0;
    }
    if (used_ >= limit_)
        return false;
    ++used_;
    return true;
}

std::string quota_window::description() const {
    return "limit:" + std::to_string(limit_) + ",time:" + length_text(length_);
}

quota_window parse_quota(std::string_view text) {
    std::uint64_t limit = 0;
    const char* const end = text.data() + text.size();
    const auto [slash, error] = std::from_chars(text.data(), end, limit);
    if (error == std::errc() && slash != end && *slash == '/') {
        const auto length = window_length({slash + 1, static_cast<std::size_t>(end - slash - 1)});
        if (length && *length >= std::chrono::milliseconds(1))
            return {limit, *length};
    }
    throw std::invalid_argument("'" + std::string(text) + "' is not a quota such as 60/m or 30/5s");
}

} // namespace mrs_emulator
