// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_PACING_RETRY_POLICY_HPP
#define MRS_PACING_RETRY_POLICY_HPP

#include "core/clock.hpp"

#include <mrs/error.hpp>

#include <optional>

namespace mrs::pacing {

/// What kind of failure an attempt ended with.
enum class fault { permanent, transient, throttled };

/// The limits that `retry_options` and `call_options` come down to for one call.
struct retry_policy {
    int max_attempts = 3;
    duration base_delay = std::chrono::milliseconds(50);
    duration throttled_delay = std::chrono::seconds(1);
    duration max_backoff = std::chrono::seconds(20);
};

/// A server's Retry-After asks for at most this.
inline constexpr duration max_retry_after = std::chrono::seconds(300);

/// The tokens that the retries of all calls of a client share.
class retry_budget {
public:
    explicit retry_budget(int capacity) noexcept : capacity_(capacity), tokens_(capacity) {}

    /// Takes `cost` tokens, or none and returns false where there are fewer.
    bool withdraw(int cost) noexcept {
        if (tokens_ < cost)
            return false;
        tokens_ -= cost;
        return true;
    }
    void deposit(int amount) noexcept {
        tokens_ = tokens_ > capacity_ - amount ? capacity_ : tokens_ + amount;
    }
    [[nodiscard]] int tokens() const noexcept { return tokens_; }

private:
    int capacity_;
    int tokens_;
};

/// Tokens that a retry costs after a failure of this kind.
int cost_of(fault kind) noexcept;

/// The back-off after so many failures in a row, 1 or more, before jitter.
duration back_off(const retry_policy& limits, fault kind, int failures) noexcept;

/// Half of the wait fixed, half random: for those that have to wait some time in any case.
duration equal_jitter(duration wait, double uniform) noexcept;

/// A failed attempt, as far as the decision needs it.
struct failure {
    fault kind = fault::permanent;
    std::optional<duration> retry_after; ///< What the server asked for, if it did: a floor.
};

/// Try again after `wait`, or stop for the reason `stop`.
struct retry_decision {
    stop_reason stop = stop_reason::none;
    duration wait{0};

    [[nodiscard]] bool retry() const noexcept { return stop == stop_reason::none; }
};

/// The retries of one call.
class retry_sequence {
public:
    /// Decides what follows the attempt that just failed.
    /// @param uniform a random number in [0, 1)
    retry_decision next(const retry_policy& limits, retry_budget& shared, const failure& last,
                        time_point now, time_point deadline, double uniform) noexcept;

    /// The call has its answer: gives back what its last retry cost, or one token.
    void succeeded(retry_budget& shared) noexcept;

    /// Attempts that have failed so far.
    [[nodiscard]] int failures() const noexcept { return failures_; }

private:
    int failures_ = 0;
    int last_cost_ = 0;
};

} // namespace mrs::pacing

#endif
