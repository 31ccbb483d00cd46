// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ACCEPT_BACKOFF_HPP
#define MRS_EMULATOR_ACCEPT_BACKOFF_HPP

#include <algorithm>
#include <chrono>

namespace mrs_emulator {

/// How long to wait after a connection could not be accepted, such as where the descriptors have
/// run out: until it gets better, twice as long each time.
class accept_backoff {
public:
    /// Counts a failure; the pause after it.
    std::chrono::milliseconds fail() {
        pause_ = std::min(is_failing() ? pause_ * 2 : first, longest);
        return pause_;
    }

    void succeed() { pause_ = pause_.zero(); }

    /// Whether the last one failed.
    [[nodiscard]] bool is_failing() const { return pause_ > pause_.zero(); }

private:
    static constexpr std::chrono::milliseconds first{50};
    static constexpr std::chrono::milliseconds longest{3200};

    std::chrono::milliseconds pause_{0};
};

} // namespace mrs_emulator

#endif
