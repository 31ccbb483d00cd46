// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_CLOCK_CORRECTION_HPP
#define MRS_AUTH_SIGNING_CLOCK_CORRECTION_HPP

#include <chrono>
#include <cstdint>
#include <optional>

namespace mrs::auth {

/// How far the clock that signatures are made by is ahead of our own: the service takes a date that
/// is 15 minutes off at most. It is learnt from the Date of an answer that refused a signature, and
/// is taken back where the next answer refuses one again: whoever answered may not have been the
/// service. Pure.
class clock_correction {
public:
    using time = std::chrono::sys_seconds;

    /// What a refused signature says of the clock.
    enum class finding : std::uint8_t {
        right,     ///< Nothing: something else is wrong.
        corrected, ///< It was wrong, and has been set by the answer; the next one shows whether
                   ///< that was right.
        undone,    ///< It was right before it was corrected: that is taken back.
    };

    /// The time to sign with.
    /// @param local our own clock's time, here and below
    [[nodiscard]] time now(time local) const noexcept { return local + offset_; }

    /// A signature of `now` was refused.
    /// @param date of the answer; nothing where it has none, or may be an old one
    finding refused(const std::optional<time>& date, time local) noexcept;

    /// A request that was signed by `now` has another answer.
    void accepted() noexcept { checked_ = true; }

private:
    std::chrono::seconds offset_{0};
    std::chrono::seconds before_{0}; ///< What a correction that is not checked yet replaced.
    bool checked_ = true;
};

} // namespace mrs::auth

#endif
