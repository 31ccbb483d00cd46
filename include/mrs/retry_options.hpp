// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_RETRY_OPTIONS_HPP
#define MRS_RETRY_OPTIONS_HPP

#include <chrono>

namespace mrs {

/// How a client repeats what failed. The defaults are those of AWS's standard mode of 2026.
///
/// Before retry n, the wait is `uniform(0, 1) * min(base * 2^(n - 1), max_delay)`: full jitter.
/// The budget is shared by all calls of a client: a retry costs 14 tokens after a transient fault
/// and 5 after throttling; a call that ends with an answer gives back what its last retry cost, or
/// 1. Without tokens an error is final at once, so that a broken service is not asked three times
/// as often.
class retry_options {
public:
    /// A time; what is coarser, such as `std::chrono::seconds`, converts to it.
    using duration = std::chrono::nanoseconds;

    retry_options() = default;

    /// Tries of one call at most, 1 to 100: attempts, and connections that could not be opened.
    /// Default: 3 tries.
    retry_options& max_attempts(int count) noexcept {
        max_attempts_ = count;
        return *this;
    }
    /// Base of the back-off after a transient fault. Default: 50 ms.
    retry_options& base_delay(duration delay) noexcept {
        base_delay_ = delay;
        return *this;
    }
    /// Base of the back-off after throttling, and of the pause of the whole client. Default: 1 s.
    retry_options& throttled_delay(duration delay) noexcept {
        throttled_delay_ = delay;
        return *this;
    }
    /// Upper bound of a back-off before jitter; a Retry-After may ask for more, up to 300 s.
    /// Default: 20 s.
    retry_options& max_delay(duration delay) noexcept {
        max_delay_ = delay;
        return *this;
    }
    /// Tokens in the retry budget, 0 to 1,000,000; 0 means no retries. Default: 500 tokens.
    retry_options& budget(int tokens) noexcept {
        budget_ = tokens;
        return *this;
    }
    /// How often a decided FAILED is tried again, 0 to 100: with the waits and at the cost of a
    /// transient fault, but beside `max_attempts`. Default: 0 times.
    retry_options& retry_failed(int times) noexcept {
        retry_failed_ = times;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] int max_attempts() const noexcept { return max_attempts_; }
    [[nodiscard]] duration base_delay() const noexcept { return base_delay_; }
    [[nodiscard]] duration throttled_delay() const noexcept { return throttled_delay_; }
    [[nodiscard]] duration max_delay() const noexcept { return max_delay_; }
    [[nodiscard]] int budget() const noexcept { return budget_; }
    [[nodiscard]] int retry_failed() const noexcept { return retry_failed_; }
    /// @}

private:
    int max_attempts_ = 3;
    int budget_ = 500;
    duration base_delay_ = std::chrono::milliseconds(50);
    duration throttled_delay_ = std::chrono::seconds(1);
    duration max_delay_ = std::chrono::seconds(20);
    int retry_failed_ = 0;
};

} // namespace mrs

#endif
