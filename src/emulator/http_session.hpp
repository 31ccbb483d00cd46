// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_HTTP_SESSION_HPP
#define MRS_EMULATOR_HTTP_SESSION_HPP

#include "error_body.hpp"
#include "http_message.hpp"
#include "request_reader.hpp"
#include "session_settings.hpp"
#include "wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace mrs_emulator {

/// The exchanges on one connection, one after the other. Lives in the coroutine that runs it.
template<class Stream>
class http_session {
public:
    http_session(Stream& stream, const session_settings& settings)
        : stream_(stream), settings_(settings), reader_(settings.body_limit) {}

    boost::asio::awaitable<void> run();

private:
    boost::asio::awaitable<reception> receive();
    boost::asio::awaitable<bool> exchange();
    boost::asio::awaitable<void> refuse(reception cause);
    boost::asio::awaitable<void> deliver(const delivery& how, const std::string& bytes);
    boost::asio::awaitable<void> drip(const std::string& bytes, std::chrono::microseconds interval);
    boost::asio::awaitable<void> write(boost::asio::const_buffer bytes);
    boost::asio::awaitable<void> wait_until(std::chrono::steady_clock::time_point moment);
    boost::asio::awaitable<void> discard_input();
    boost::asio::awaitable<void> close();
    void abort(delivery_manner manner);
    [[nodiscard]] wire_context context_for(const http_request& request, bool keep_alive) const;

    static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";

    boost::beast::tcp_stream& transport() { return boost::beast::get_lowest_layer(stream_); }

    Stream& stream_;
    const session_settings& settings_;
    request_reader reader_;
    std::chrono::steady_clock::time_point arrived_{}; ///< When the last bytes of the request came.
};

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::run() {
    for (;;) {
        const reception received = co_await receive();
        if (received == reception::end)
            break;
        if (received != reception::request) {
            co_await refuse(received);
            break;
        }
        const bool again = co_await exchange();
        if (!again)
            break;
    }
    co_await close();
}

template<class Stream>
boost::asio::awaitable<reception> http_session<Stream>::receive() {
    reader_.start();
    bool begun = reader_.has_begun();
    auto deadline = std::chrono::steady_clock::now() + settings_.idle_timeout;
    for (;;) {
        const reception progress = reader_.parse();
        if (progress == reception::wants_continue)
            co_await write(boost::asio::buffer(go_ahead));
        else if (progress != reception::incomplete)
            co_return progress;
        // The wait for a request, and the whole request, may take so long each.
        if (!begun && reader_.has_begun()) {
            begun = true;
            deadline = std::chrono::steady_clock::now() + settings_.idle_timeout;
        }
        transport().expires_at(deadline);
        const auto result = co_await stream_.async_read_some(
            reader_.prepare(), boost::asio::as_tuple(boost::asio::use_awaitable));
        const auto& [error, size] = result;
        if (error)
            co_return reception::end;
        arrived_ = std::chrono::steady_clock::now();
        reader_.commit(size);
    }
}

template<class Stream>
boost::asio::awaitable<bool> http_session<Stream>::exchange() {
    http_request request = reader_.take();
    request.id = settings_.next_request_id();
    const http_reply reply = settings_.answer(request);
    const bool keep_alive = reader_.keep_alive() && reply.how.manner != delivery_manner::close;
    const std::string bytes =
        to_wire(reply.answer, reply.how.framing, context_for(request, keep_alive));
    co_await deliver(reply.how, bytes);
    co_return keep_alive && !ends_connection(reply.how.framing) && transport().socket().is_open();
}

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::refuse(reception cause) {
    http_request request;
    request.id = settings_.next_request_id();
    const http_answer answer = gateway_error(status_of(cause), request.id);
    const std::string bytes = to_wire(answer, framing_fault::none, context_for(request, false));
    co_await write(boost::asio::buffer(bytes));
    // Closing with input unread would reset the connection, and take the answer along.
    transport().expires_after(std::chrono::seconds(1));
    co_await discard_input();
}

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::deliver(const delivery& how,
                                                           const std::string& bytes) {
    if (how.latency > how.latency.zero())
        co_await wait_until(arrived_ + how.latency);
    switch (how.manner) {
    case delivery_manner::whole:
    case delivery_manner::close:
        co_await write(boost::asio::buffer(bytes));
        break;
    case delivery_manner::drip:
        co_await drip(bytes, how.drip_interval);
        break;
    case delivery_manner::stall:
        transport().expires_never();
        co_await discard_input();
        abort(how.manner);
        break;
    case delivery_manner::reset:
    case delivery_manner::drop:
        abort(how.manner);
        break;
    }
}

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::drip(const std::string& bytes,
                                                        std::chrono::microseconds interval) {
    for (std::size_t position = 0; position < bytes.size(); ++position) {
        co_await write(boost::asio::buffer(bytes.data() + position, 1));
        co_await wait_until(std::chrono::steady_clock::now() + interval);
    }
}

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::write(boost::asio::const_buffer bytes) {
    transport().expires_after(settings_.idle_timeout);
    co_await boost::asio::async_write(stream_, bytes, boost::asio::use_awaitable);
}

template<class Stream>
boost::asio::awaitable<void>
http_session<Stream>::wait_until(std::chrono::steady_clock::time_point moment) {
    transport().expires_never();
    boost::asio::steady_timer timer(stream_.get_executor(), moment);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::discard_input() {
    std::array<char, 16384> scratch{};
    for (bool open = true; open;) {
        const auto result = co_await stream_.async_read_some(
            boost::asio::buffer(scratch), boost::asio::as_tuple(boost::asio::use_awaitable));
        open = !std::get<0>(result);
    }
}

template<class Stream>
boost::asio::awaitable<void> http_session<Stream>::close() {
    if constexpr (!std::is_same_v<Stream, boost::beast::tcp_stream>) {
        transport().expires_after(std::chrono::seconds(1));
        const auto result =
            co_await stream_.async_shutdown(boost::asio::as_tuple(boost::asio::use_awaitable));
        static_cast<void>(result);
    }
    abort(delivery_manner::drop);
}

template<class Stream>
wire_context http_session<Stream>::context_for(const http_request& request, bool keep_alive) const {
    wire_context context;
    context.date = settings_.date();
    context.request_id = request.id;
    context.keep_alive = keep_alive;
    context.head = request.method == "HEAD";
    return context;
}

template<class Stream>
void http_session<Stream>::abort(delivery_manner manner) {
    auto& socket = transport().socket();
    boost::system::error_code ignored;
    if (manner == delivery_manner::reset)
        socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    else
        socket.shutdown(boost::asio::socket_base::shutdown_both, ignored);
    socket.close(ignored);
}

} // namespace mrs_emulator

#endif
