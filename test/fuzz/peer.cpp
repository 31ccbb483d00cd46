// SPDX-License-Identifier: BSL-1.0
#include "peer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace fuzz {

namespace asio = boost::asio;

peer::peer() {
    acceptor_.non_blocking(true);
}

std::string peer::url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

void peer::serve(std::string_view answer, std::size_t first_part,
                 const std::function<bool()>& done) {
    answer_ = answer;
    first_part_ = std::min(first_part, answer.size());
    asio::co_spawn(context_, accept(), asio::detached);
    while (!done())
        context_.run_one();
}

void peer::finish() {
    acceptor_.cancel();
    context_.run();
    context_.restart();
}

/// Ends with the exception that `cancel` throws; `answer` with that of its connection's end.
asio::awaitable<void> peer::accept() {
    for (;;) {
        tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
        asio::co_spawn(context_, answer(std::move(socket)), asio::detached);
    }
}

asio::awaitable<void> peer::answer(tcp::socket socket) {
    std::string request;
    co_await asio::async_read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n",
                                    asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    co_await asio::async_write(socket, asio::buffer(answer_.substr(0, first_part_)),
                               asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(answer_.substr(first_part_)),
                               asio::use_awaitable);
    socket.shutdown(tcp::socket::shutdown_send);
    std::array<char, 1> nothing{};
    co_await asio::async_read(socket, asio::buffer(nothing), asio::use_awaitable);
}

} // namespace fuzz
