// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_RATE_OPTIONS_HPP
#define MRS_RATE_OPTIONS_HPP

#include <chrono>
#include <cstddef>

namespace mrs {

/// How a client paces its requests.
enum class rate_mode {
    off,                ///< `rate_options::off`
    fixed,              ///< `rate_options::fixed`
    automatic,          ///< `rate_options::automatic`
    automatic_for_bulk, ///< Off for single calls, `automatic` while `client::cancel_all` runs.
};

/// The rate limit of a client: there is one limiter for all its cancels.
///
/// Default: `rate_mode::automatic_for_bulk`.
class rate_options {
public:
    rate_options() = default;

    /// Sends as fast as it can. A service that throttles still pauses all cancels of the client.
    static rate_options off() noexcept { return rate_options(rate_mode::off, 0, {}); }

    /// Keeps to `requests` in any `window`, whatever the phase of the service's windows.
    /// @param requests 1 to 1,000,000
    /// @param window   a time above zero
    static rate_options fixed(std::size_t requests, std::chrono::nanoseconds window) noexcept {
        return rate_options(rate_mode::fixed, requests, window);
    }

    /// Begins with the documented quota of 60 a minute at the vendor's own endpoints, and without
    /// one elsewhere; learns the quota from answers that say "slow down"; and takes a smaller
    /// share where others use the same quota. What the service says never makes it faster.
    static rate_options automatic() noexcept { return rate_options(rate_mode::automatic, 0, {}); }

    /// How many clients share one quota, this one included, in however many processes. Each takes
    /// an equal part of it: of the number of `fixed`, of the documented quota, and of one that the
    /// service announces; rounded down, but never to nothing. 1 to 1,000,000. Default: 1 client.
    rate_options& clients(std::size_t count) noexcept {
        clients_ = count;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] rate_mode mode() const noexcept { return mode_; }
    [[nodiscard]] std::size_t requests() const noexcept { return requests_; }
    [[nodiscard]] std::chrono::nanoseconds window() const noexcept { return window_; }
    [[nodiscard]] std::size_t clients() const noexcept { return clients_; }
    /// @}

private:
    rate_options(rate_mode mode, std::size_t requests, std::chrono::nanoseconds window) noexcept
        : mode_(mode), requests_(requests), window_(window) {}

    rate_mode mode_ = rate_mode::automatic_for_bulk;
    std::size_t requests_ = 0;
    std::size_t clients_ = 1;
    std::chrono::nanoseconds window_{0};
};

} // namespace mrs

#endif
