// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SERVER_HPP
#define MRS_EMULATOR_SERVER_HPP

#include "clock.hpp"
#include "event_log.hpp"
#include "http_message.hpp"
#include "session_settings.hpp"
#include "state.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace mrs_emulator {

/// An HTTP server on one listening socket, with or without TLS. It has to outlive the io_context
/// that it listens on, which destroys the connections that are still open.
class http_server {
public:
    using handler = std::function<http_reply(const http_request&)>;

    http_server(handler answer, std::chrono::seconds idle_timeout, const shifted_clock& clock,
                statistics& counters, const event_log& log);

    /// Starts to accept connections, over TLS if there is a context for it.
    boost::asio::ip::tcp::endpoint listen(boost::asio::io_context& context,
                                          const boost::asio::ip::tcp::endpoint& endpoint,
                                          boost::asio::ssl::context* tls);

private:
    using socket = boost::asio::ip::tcp::socket;

    boost::asio::awaitable<void> accept(boost::asio::ip::tcp::acceptor acceptor,
                                        boost::asio::ssl::context* tls);
    boost::asio::awaitable<void> serve(socket accepted, boost::asio::ssl::context* tls);
    boost::asio::awaitable<void> serve_plain(socket accepted);
    boost::asio::awaitable<void> serve_tls(socket accepted, boost::asio::ssl::context& tls);
    void start(socket accepted, boost::asio::ssl::context* tls);
    http_reply answer(const http_request& request);
    std::string next_request_id();

    handler handler_;
    session_settings settings_;
    statistics& counters_;
    const event_log& log_;
    std::uint64_t request_prefix_;
    std::uint64_t request_count_ = 0;
};

} // namespace mrs_emulator

#endif
