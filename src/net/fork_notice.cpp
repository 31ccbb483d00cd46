// SPDX-License-Identifier: BSL-1.0
#include "net/fork_notice.hpp"

#include <mrs/error.hpp>

#include <boost/asio/query.hpp>

#include <unistd.h>

namespace mrs::net {

namespace asio = boost::asio;

asio::execution_context::id fork_notice::id;

const fork_notice& fork_notice::of(const strand& executor) {
    return asio::use_service<fork_notice>(
        asio::query(executor.get_inner_executor(), asio::execution::context));
}

void fork_notice::notify_fork(asio::execution_context::fork_event event) {
    if (event == asio::execution_context::fork_child)
        told_in_ = process_mark();
}

void close_socket(socket& one, const process_mark& home) noexcept {
    error_code ignored;
    if (!one.is_open())
        return;
    if (!home.foreign() || fork_notice::of(one.get_executor()).missing()) {
        one.close(ignored); // Leaves the epoll instance alone, be it the parent's.
        return;
    }
    // The parent's descriptor would keep a closed one in the instance of this process.
    const int own = one.release(ignored);
    if (!ignored)
        ::close(own);
}

} // namespace mrs::net
