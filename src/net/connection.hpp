// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_CONNECTION_HPP
#define MRS_NET_CONNECTION_HPP

#include "core/clock.hpp"
#include "net/origin.hpp"
#include "net/response.hpp"
#include "net/transport_error.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace mrs::net {

/// Hears what becomes of an opening connection. It may let go of the connection then.
class connection_owner {
public:
    virtual void on_opened() = 0;
    virtual void on_open_failed(const transport_error& failure) = 0;

protected:
    ~connection_owner() = default;
};

/// Hears what becomes of an exchange. The connection is its own again by then.
class exchange_user {
public:
    /// @param answer the user's until it gives the connection back
    virtual void on_answer(response& answer) = 0;
    /// @param stale a reused connection ended before it brought a byte, or brought what is no
    ///              answer: the peer had done with it
    virtual void on_exchange_failed(const transport_error& failure, bool stale) = 0;

protected:
    ~exchange_user() = default;
};

/// One connection from its opening to its end: it carries one exchange at a time, each step within
/// its limit. It decides nothing; what fails, it reports.
class connection {
public:
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection();

    /// Tells its owner once what came of it, before this returns or later.
    virtual void open() = 0;

    [[nodiscard]] const origin& target() const noexcept { return origin_; }

    /// The bytes of the next request: to be written by the user, and then `exchange`d.
    [[nodiscard]] std::string& request() noexcept { return request_; }

    /// Sends the request and receives its answer, at most for `limit` from `now` on.
    /// @param largest_body how much of a body it takes
    virtual void exchange(exchange_user& user, time_point now, duration limit,
                          std::size_t largest_body) = 0;

    /// Whether the peer may have got something of the last request.
    [[nodiscard]] virtual bool sent() const noexcept = 0;
    /// Whether an idle connection still stands; never waits.
    [[nodiscard]] virtual bool alive() = 0;
    /// Whether it resumed a TLS session.
    [[nodiscard]] virtual bool resumed() const noexcept = 0;

    /// Ends whatever it does; nobody hears of it.
    virtual void abort() noexcept = 0;

protected:
    explicit connection(origin& target) noexcept : origin_(target) {}

    origin& origin_;
    std::string request_;
};

/// Makes the connections of a client: those of sockets, or in a simulation others.
class connector {
public:
    virtual std::shared_ptr<connection> make_connection(origin& target,
                                                        connection_owner& owner) = 0;

protected:
    ~connector() = default;
};

} // namespace mrs::net

#endif
