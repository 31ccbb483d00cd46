// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/clock_correction.hpp"

#include <utility>

namespace mrs::auth {

namespace {

/// Clocks that are so near to each other are no reason to refuse a signature.
constexpr std::chrono::seconds tolerance = std::chrono::minutes(3);

bool agree(clock_correction::time a, clock_correction::time b) noexcept {
    return std::chrono::abs(a - b) <= tolerance;
}

} // namespace

clock_correction::finding clock_correction::refused(const std::optional<time>& date,
                                                    time local) noexcept {
    const bool confirms_ours = date && agree(*date, now(local));
    if (!std::exchange(checked_, true)) {
        offset_ = before_; // It did not cure.
        return date && !confirms_ours && agree(*date, now(local)) ? finding::undone
                                                                  : finding::right;
    }
    if (!date || confirms_ours)
        return finding::right;
    before_ = std::exchange(offset_, *date - local);
    checked_ = false;
    return finding::corrected;
}

} // namespace mrs::auth
