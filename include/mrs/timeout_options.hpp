// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TIMEOUT_OPTIONS_HPP
#define MRS_TIMEOUT_OPTIONS_HPP

#include <chrono>

namespace mrs {

/// The time limits of a client. Zero switches a limit off; a negative one is refused.
///
/// They bound one another: no step runs past its attempt's end, and no attempt past its call's.
class timeout_options {
public:
    /// A time; what is coarser, such as `std::chrono::seconds`, converts to it.
    using duration = std::chrono::nanoseconds;

    timeout_options() = default;

    /// One call from its start to its end: waiting, attempts and back-offs together. Default: 60 s.
    timeout_options& call(duration limit) noexcept {
        call_ = limit;
        return *this;
    }
    /// One attempt, from the moment it has a connection to the end of the answer. Default: 20 s.
    timeout_options& attempt(duration limit) noexcept {
        attempt_ = limit;
        return *this;
    }
    /// Resolving the name and connecting to one of its addresses. Of a proxy, where there is one;
    /// its answer to CONNECT then has as long again. Default: 5 s.
    ///
    /// Nothing can interrupt the system's resolver. Where it hangs, the calls end at this limit,
    /// and neither they nor the `io_context` nor the process's end wait for the thread that still
    /// asks; later calls take its answer, should it come.
    timeout_options& connect(duration limit) noexcept {
        connect_ = limit;
        return *this;
    }
    /// The TLS handshake. Default: 5 s.
    timeout_options& handshake(duration limit) noexcept {
        handshake_ = limit;
        return *this;
    }
    /// How long the peer may take nothing of a request that is being sent. Default: 10 s.
    timeout_options& write(duration limit) noexcept {
        write_ = limit;
        return *this;
    }
    /// Receiving one whole answer, from the end of sending. Default: 15 s.
    timeout_options& read(duration limit) noexcept {
        read_ = limit;
        return *this;
    }
    /// One fetch of credentials from their source, whatever calls wait for it. Default: 30 s.
    timeout_options& credentials(duration limit) noexcept {
        credentials_ = limit;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] duration call() const noexcept { return call_; }
    [[nodiscard]] duration attempt() const noexcept { return attempt_; }
    [[nodiscard]] duration connect() const noexcept { return connect_; }
    [[nodiscard]] duration handshake() const noexcept { return handshake_; }
    [[nodiscard]] duration write() const noexcept { return write_; }
    [[nodiscard]] duration read() const noexcept { return read_; }
    [[nodiscard]] duration credentials() const noexcept { return credentials_; }
    /// @}

private:
    duration call_ = std::chrono::seconds(60);
    duration attempt_ = std::chrono::seconds(20);
    duration connect_ = std::chrono::seconds(5);
    duration handshake_ = std::chrono::seconds(5);
    duration write_ = std::chrono::seconds(10);
    duration read_ = std::chrono::seconds(15);
    duration credentials_ = std::chrono::seconds(30);
};

} // namespace mrs

#endif
