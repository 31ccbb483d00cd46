// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_PEER_HPP
#define MRS_TEST_FAULT_PEER_HPP

#include "core/openssl_ptr.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace mrs_test {

class fault_server;

/// Stops every script at once, so that a server's end never hangs.
class stop_event;

/// One connection that a `fault_server` has accepted, as its script sees it. Everything blocks.
///
/// A script that returns ends the connection in good order: with a close_notify where TLS stands,
/// and a FIN. Where the client or the server ends it, `read_request` returns nothing and `write`
/// returns false.
class fault_peer {
public:
    fault_peer(fault_server& server, stop_event& stop, std::size_t number, int descriptor);
    fault_peer(const fault_peer&) = delete;
    fault_peer& operator=(const fault_peer&) = delete;
    ~fault_peer();

    /// How many connections came before this one.
    [[nodiscard]] std::size_t number() const noexcept { return number_; }

    /// The TLS handshake with the server's context, or nothing where the server has none.
    bool tls();
    /// The TLS handshake with another context.
    bool tls(SSL_CTX* context);

    /// Receives one whole request, its header and what its Content-Length says, and records it.
    /// What came of a request that is cut off is recorded too. Empty at the connection's end.
    std::string read_request();
    /// Receives what comes next, at least one byte; empty at the connection's end.
    std::string read_some();

    bool write(std::string_view bytes);
    /// The same in pieces of `step` bytes with a pause after each.
    bool write_slowly(std::string_view bytes, std::size_t step, std::chrono::milliseconds pause);

    /// `tls`, and then a good answer to each request, until the client ends the connection.
    void serve();
    /// The same once the handshake is over.
    void answer_all();

    /// Ends TCP's sending half, without a close_notify.
    void fin();
    /// Resets the connection.
    void rst();
    /// Sends TLS's close_notify.
    void close_notify();
    /// Neither reads nor writes until the client ends the connection, or the server stops.
    void stall();
    /// Returns false where the server stopped before the pause was over.
    bool pause(std::chrono::milliseconds time);
    /// Whether the client has ended the connection, by FIN or RST; never waits.
    [[nodiscard]] bool ended_by_client() const;

    /// Fails the test: Boost.Test's checks are for one thread alone.
    void complain(const std::string& what);

    /// For worse things. The descriptor blocks; -1 after `rst`.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    /// Null without TLS.
    [[nodiscard]] SSL* ssl() const noexcept { return ssl_.get(); }

private:
    friend class stop_event;

    void close() noexcept;
    /// Wakes whatever blocks, from another thread.
    void shut_down() noexcept;

    fault_server& server_;
    stop_event& stop_;
    std::size_t number_;
    std::mutex closing_; ///< No other thread shuts down a descriptor that is closed.
    int descriptor_;
    mrs::core::ssl_ptr ssl_;
    std::string unread_;
    bool notified_ = false;
};

} // namespace mrs_test

#endif
