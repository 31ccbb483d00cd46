// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_STREAM_HPP
#define MRS_NET_STREAM_HPP

#include "core/openssl_ptr.hpp"
#include "net/strand.hpp"
#include "net/tls_context.hpp"
#include "net/transport_error.hpp"

#include <cstddef>
#include <string_view>

namespace mrs::net {

/// A connected TCP socket, with or without TLS on it, moved one step at a time: nothing here waits.
///
/// OpenSSL reads and writes the socket itself. Each step is thus at most one system call, where a
/// layer between them would copy every byte and ask the kernel more often.
class stream {
public:
    enum class step {
        done,
        want_read,  ///< Wait until the socket is readable, then call again.
        want_write, ///< Wait until the socket is writable, then call again.
        end,        ///< The peer has sent its last byte, and said so where TLS is used.
        failed,     ///< See `failure`.
    };

    /// @param home where its socket was opened: in a child of that nothing is sent or received
    stream(net::socket connected, const process_mark& home);
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;
    ~stream();

    /// Puts TLS on the connection; `handshake` follows.
    void use_tls(tls_context& context);

    step handshake();
    /// Sends a part of `bytes` and says how much in `sent`.
    step write(std::string_view bytes, std::size_t& sent);
    /// Receives at least one byte into `[data, data + size)` and says how many in `received`.
    step read(char* data, std::size_t size, std::size_t& received);

    /// Whether an unused connection still stands, and the peer sent nothing unasked. TLS records
    /// without content, such as session tickets, are taken in.
    bool alive();
    /// Whether bytes were received that nobody has read.
    [[nodiscard]] bool has_unread() const noexcept;
    [[nodiscard]] bool resumed() const noexcept;

    /// Sends a close_notify where the socket takes it at once, and closes. In a child of its
    /// process the connection goes on without it.
    void close() noexcept;

    [[nodiscard]] net::socket& socket() noexcept { return socket_; }
    [[nodiscard]] const transport_error& failure() const noexcept { return failure_; }

private:
    static int bio_read(BIO* bio, char* data, int size);
    static int bio_write(BIO* bio, const char* data, int size);
    static long bio_control(BIO* bio, int command, long number, void* pointer);
    static BIO_METHOD* bio_methods();

    step from_openssl(int result, const char* during);
    step from_socket(const error_code& ec, const char* during, step blocked);
    step handshake_failure(unsigned long code);
    /// Nothing can be done any more with a TLS connection.
    step after_openssl();
    step after_fork();

    net::socket socket_;
    const process_mark home_;
    ssl_ptr ssl_;
    error_code socket_error_;  ///< What the socket said last, for OpenSSL cannot keep it.
    bool established_ = false; ///< The handshake is over; OpenSSL forgets it when TLS breaks.
    bool ended_ = false;       ///< The peer's FIN was seen.
    bool broken_ = false;      ///< TLS failed for good: nothing more may be sent.
    transport_error failure_;
};

} // namespace mrs::net

#endif
