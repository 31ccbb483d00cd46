// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_DIALER_HPP
#define MRS_NET_DIALER_HPP

#include "core/process_mark.hpp"
#include "core/timer_queue.hpp"
#include "net/origin.hpp"
#include "net/resolver.hpp"
#include "net/strand.hpp"
#include "net/transport_error.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mrs::net {

/// Receives what a dialer comes to.
class dial_user {
public:
    virtual void on_connected(socket connected) = 0;
    virtual void on_dial_failed(const transport_error& failure) = 0;

protected:
    ~dial_user() = default;
};

/// Resolves and connects: the addresses one after the other, each with a head start of 250 ms over
/// the next, and the first that answers wins (RFC 8305).
class dialer final : public resolve_waiter, public std::enable_shared_from_this<dialer> {
public:
    dialer(origin& target, dial_user& user);

    void start();
    /// Gives up; the user hears nothing more.
    void cancel() noexcept;
    /// Where it stands, for the text of a timeout: what was tried, and what it met.
    [[nodiscard]] std::string progress() const;

private:
    void on_resolved(const address_list& addresses) override;
    void on_resolve_failed(const transport_error& failure) override;
    void try_next();
    void on_connect(std::size_t index, const error_code& ec);
    void note(const boost::asio::ip::address& address, const error_code& ec);
    void finish();

    origin& origin_;
    const process_mark home_;
    dial_user* user_;
    /// A lookup is no work of the context; who waits for one is.
    std::optional<boost::asio::executor_work_guard<boost::asio::any_io_executor>> resolving_;
    timer head_start_;
    address_list addresses_;
    std::vector<socket> sockets_; ///< One for each address tried, in their order.
    std::size_t pending_ = 0;
    std::string met_; ///< The failures in words.
    error_code last_;
    bool exhausted_ = false;
};

} // namespace mrs::net

#endif
