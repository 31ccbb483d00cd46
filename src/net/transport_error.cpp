// SPDX-License-Identifier: BSL-1.0
#include "net/transport_error.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/errc.hpp>

namespace mrs::net {

transport_error socket_failure(const error_code& cause, const char* during) {
    const std::string what =
        cause == boost::asio::error::eof ? "the peer closed the connection" : cause.message();
    return {errc::connection_closed, pacing::fault::transient, cause, what + " while " + during};
}

bool is_exhaustion(const error_code& cause) noexcept {
    namespace sys = boost::system::errc;
    return cause == sys::too_many_files_open || cause == sys::too_many_files_open_in_system ||
           cause == sys::address_not_available || cause == sys::no_buffer_space ||
           cause == sys::not_enough_memory;
}

} // namespace mrs::net
