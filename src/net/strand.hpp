// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_STRAND_HPP
#define MRS_NET_STRAND_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>

namespace mrs::net {

/// Everything of one client happens on one strand.
using strand = boost::asio::strand<boost::asio::any_io_executor>;

/// A TCP socket and a timer whose handlers run on the strand without being bound to it.
using socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, strand>;
using system_timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, strand>;

} // namespace mrs::net

#endif
