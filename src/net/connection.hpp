// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_CONNECTION_HPP
#define MRS_NET_CONNECTION_HPP

#include "core/timer_queue.hpp"
#include "net/dialer.hpp"
#include "net/origin.hpp"
#include "net/response_parser.hpp"
#include "net/stream.hpp"
#include "net/transport_error.hpp"
#include "net/tunnel.hpp"
#include "pool/pool_state.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace mrs::net {

class connection;

/// Hears what becomes of an opening connection.
class connection_owner {
public:
    virtual void on_opened(connection& opened) = 0;
    virtual void on_open_failed(connection& failed, const transport_error& failure) = 0;

protected:
    ~connection_owner() = default;
};

/// Hears what becomes of an exchange. The connection is its own again by then.
class exchange_user {
public:
    /// @param answer the user's until it gives the connection back
    virtual void on_answer(connection& from, response& answer) = 0;
    /// @param stale a reused connection ended before it brought a byte: the peer had closed it
    virtual void on_exchange_failed(connection& from, const transport_error& failure,
                                    bool stale) = 0;

protected:
    ~exchange_user() = default;
};

/// One connection from its opening to its end: it resolves, connects, has a proxy connect, shakes
/// hands, and carries one exchange at a time, each step within its limit. It decides nothing; what
/// fails, it reports.
class connection final : public pool::slot,
                         private dial_user,
                         public std::enable_shared_from_this<connection> {
public:
    connection(origin& target, connection_owner& owner);
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection();

    void open();

    [[nodiscard]] const origin& target() const noexcept { return origin_; }

    /// The bytes of the next request: to be written by the user, and then `exchange`d.
    [[nodiscard]] std::string& request() noexcept { return request_; }

    /// Sends the request and receives its answer, at most for `limit` from `now` on.
    /// @param largest_body how much of a body it takes
    void exchange(exchange_user& user, time_point now, duration limit, std::size_t largest_body);

    /// Whether the peer may have got something of the last request. A TLS record that was not
    /// handed over whole does not count: nobody can decipher it.
    [[nodiscard]] bool sent() const noexcept { return written_ != 0; }

    /// Whether an idle connection still stands; never waits.
    [[nodiscard]] bool alive() { return stream_ && stream_->alive(); }
    [[nodiscard]] bool resumed() const noexcept { return stream_ && stream_->resumed(); }

    /// Ends whatever it does; nobody hears of it.
    void abort() noexcept;

private:
    enum class phase { closed, dialling, tunnelling, handshaking, idle, writing, reading };

    void on_connected(socket connected) override;
    void on_dial_failed(const transport_error& failure) override;

    void advance();
    void dig();
    void reached();
    void shake_hands();
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

    origin& origin_;
    connection_owner* owner_;
    exchange_user* user_ = nullptr;
    timer timer_;
    std::shared_ptr<dialer> dialer_;
    std::optional<stream> stream_;
    std::unique_ptr<tunnel> tunnel_; ///< While a proxy is asked for it.
    response_reader reader_;
    std::string request_;
    std::size_t written_ = 0;
    time_point attempt_deadline_ = never;
    std::optional<transport_error> write_failure_;
    phase phase_ = phase::closed;
};

} // namespace mrs::net

#endif
