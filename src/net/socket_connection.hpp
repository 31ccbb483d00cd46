// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_SOCKET_CONNECTION_HPP
#define MRS_NET_SOCKET_CONNECTION_HPP

#include "core/process_mark.hpp"
#include "core/timer_queue.hpp"
#include "net/connection.hpp"
#include "net/dialer.hpp"
#include "net/response_parser.hpp"
#include "net/stream.hpp"
#include "net/tunnel.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace mrs::net {

/// A connection by a socket: it resolves, connects, has a proxy connect and shakes hands. A TLS
/// record that was not handed over whole does not count as sent: nobody can decipher it.
class socket_connection final : public connection,
                                private dial_user,
                                public std::enable_shared_from_this<socket_connection> {
public:
    socket_connection(origin& target, connection_owner& owner);

    void open() override;
    void exchange(exchange_user& user, time_point now, duration limit,
                  std::size_t largest_body) override;
    [[nodiscard]] bool sent() const noexcept override { return written_ != 0; }
    [[nodiscard]] bool alive() override { return stream_ && stream_->alive(); }
    [[nodiscard]] bool resumed() const noexcept override { return stream_ && stream_->resumed(); }
    void abort() noexcept override;

private:
    enum class phase { closed, dialling, tunnelling, handshaking, idle, writing, reading };

    void on_connected(socket connected) override;
    void on_dial_failed(const transport_error& failure) override;

    void advance();
    void open_tunnel();
    void on_connected();
    void start_handshake();
    void write(time_point now);
    void read();
    void wait(stream::step direction);
    void on_ready(const error_code& ec);
    void on_timeout();
    [[nodiscard]] transport_error dial_timeout() const;

    void open_done();
    void open_failed(const transport_error& failure);
    void answered();
    void exchange_failed(const transport_error& failure);

    const process_mark home_;
    connection_owner* owner_;
    exchange_user* user_ = nullptr;
    timer timer_;
    std::shared_ptr<dialer> dialer_;
    std::optional<stream> stream_;
    std::unique_ptr<tunnel> tunnel_; ///< While a proxy is asked for it.
    response_reader reader_;
    std::size_t written_ = 0;
    time_point attempt_deadline_ = never;
    std::optional<transport_error> write_failure_;
    phase phase_ = phase::closed;
    bool used_ = false; ///< It has brought an answer.
};

/// Makes these. It has no state, and stays for good.
connector& sockets() noexcept;

} // namespace mrs::net

#endif
