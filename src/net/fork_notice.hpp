// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_FORK_NOTICE_HPP
#define MRS_NET_FORK_NOTICE_HPP

#include "core/process_mark.hpp"
#include "net/strand.hpp"

#include <boost/asio/execution_context.hpp>

namespace mrs::net {

/// Knows whether a context was told of the fork that made this process. One that was not still has
/// its parent's epoll instance and timer, and what it does there happens to the parent.
class fork_notice final : public boost::asio::execution_context::service {
public:
    using key_type = fork_notice;
    static boost::asio::execution_context::id id;

    static const fork_notice& of(const strand& executor);

    explicit fork_notice(boost::asio::execution_context& owner) : service(owner) {}

    [[nodiscard]] bool missing() const noexcept { return told_in_.foreign(); }

private:
    void notify_fork(boost::asio::execution_context::fork_event event) override;
    void shutdown() override {}

    process_mark told_in_;
};

/// Closes a socket that was opened in the process of `home`. In a child of that only its own
/// descriptor is closed, without a word to the peer: the connection stays the parent's.
void close_socket(socket& one, const process_mark& home) noexcept;

} // namespace mrs::net

#endif
