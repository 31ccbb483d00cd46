// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_POOL_OPTIONS_HPP
#define MRS_POOL_OPTIONS_HPP

#include <chrono>
#include <cstddef>

namespace mrs {

/// How a client keeps its connections.
class pool_options {
public:
    /// A time; what is coarser, such as `std::chrono::seconds`, converts to it.
    using duration = std::chrono::nanoseconds;

    pool_options() = default;

    /// Connections at most, opening ones included, 1 to 10,000. Default: 16 connections.
    pool_options& max_connections(std::size_t count) noexcept {
        max_connections_ = count;
        return *this;
    }
    /// Calls that may wait for a connection, 0 for no bound; one more ends with
    /// `errc::overloaded` at once. Default: 0, since every call has a deadline.
    pool_options& max_waiting(std::size_t count) noexcept {
        max_waiting_ = count;
        return *this;
    }
    /// How long an unused connection is kept; a server's `Keep-Alive: timeout=N` wins when it is
    /// shorter. Zero keeps none. Default: 30 s, shortened at random by up to a tenth.
    ///
    /// It is kept to while the client has a call in flight. A client without calls holds no work in
    /// its context, and so no timer: then the connections stay until its next call, its end, or
    /// `client::trim`.
    pool_options& idle_timeout(duration limit) noexcept {
        idle_timeout_ = limit;
        return *this;
    }
    /// How old a connection may become before it is replaced, between two requests; zero for no
    /// bound. It is kept to as `idle_timeout` is. Default: 5 min, shortened at random by up to a
    /// tenth.
    pool_options& max_lifetime(duration limit) noexcept {
        max_lifetime_ = limit;
        return *this;
    }
    /// How many requests a connection may carry, 0 for no bound; a server's `Keep-Alive: max=N`
    /// wins when it allows fewer. Default: 0 requests.
    pool_options& max_uses(std::size_t count) noexcept {
        max_uses_ = count;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] std::size_t max_connections() const noexcept { return max_connections_; }
    [[nodiscard]] std::size_t max_waiting() const noexcept { return max_waiting_; }
    [[nodiscard]] duration idle_timeout() const noexcept { return idle_timeout_; }
    [[nodiscard]] duration max_lifetime() const noexcept { return max_lifetime_; }
    [[nodiscard]] std::size_t max_uses() const noexcept { return max_uses_; }
    /// @}

private:
    std::size_t max_connections_ = 16;
    std::size_t max_waiting_ = 0;
    std::size_t max_uses_ = 0;
    duration idle_timeout_ = std::chrono::seconds(30);
    duration max_lifetime_ = std::chrono::minutes(5);
};

} // namespace mrs

#endif
