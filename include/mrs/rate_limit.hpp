// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_RATE_LIMIT_HPP
#define MRS_RATE_LIMIT_HPP

#include <chrono>
#include <cstddef>

namespace mrs {

/// How a client paces its requests. There is one limiter in a client for all its cancels.
class rate_limit {
public:
    /// How it was made: by the function of the name, or by default.
    enum class mode {
        off,                ///< `rate_limit::off`
        fixed,              ///< `rate_limit::fixed`
        automatic,          ///< `rate_limit::automatic`
        automatic_for_bulk, ///< By default.
    };

    /// Off for single calls, and `automatic` while `client::cancel_all` runs.
    rate_limit() = default;

    /// Sends as fast as it can. A service that throttles still pauses all cancels of the client.
    static rate_limit off() noexcept { return rate_limit(mode::off, 0, {}); }

    /// Keeps to `requests` in any `window`, whatever the phase of the service's windows.
    static rate_limit fixed(std::size_t requests, std::chrono::nanoseconds window) noexcept {
        return rate_limit(mode::fixed, requests, window);
    }

    /// Begins with the documented quota of 60 a minute at the vendor's own endpoints, and without
    /// one elsewhere; learns the quota from answers that say "slow down"; and takes a smaller
    /// share where others use the same quota. What the service says never makes it faster.
    static rate_limit automatic() noexcept { return rate_limit(mode::automatic, 0, {}); }

    /// Says that so many processes or clients, this one included, share one quota, and that each
    /// takes an equal part of it: of the number of `fixed`, of the documented quota, and of one
    /// that the service announces. Rounded down, but never to nothing. 1 to 1,000,000; 1.
    rate_limit& shared_by(std::size_t sharers) noexcept {
        sharers_ = sharers;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] mode kind() const noexcept { return kind_; }
    [[nodiscard]] std::size_t requests() const noexcept { return requests_; }
    [[nodiscard]] std::chrono::nanoseconds window() const noexcept { return window_; }
    [[nodiscard]] std::size_t sharers() const noexcept { return sharers_; }
    /// @}

private:
    rate_limit(mode kind, std::size_t requests, std::chrono::nanoseconds window) noexcept
        : kind_(kind), requests_(requests), window_(window) {}

    mode kind_ = mode::automatic_for_bulk;
    std::size_t requests_ = 0;
    std::size_t sharers_ = 1;
    std::chrono::nanoseconds window_{0};
};

} // namespace mrs

#endif
