// SPDX-License-Identifier: BSL-1.0
//
// Prints the bytes of heap that one more waiting call takes: the difference between many and few
// calls that wait for a connection to a peer that takes it and says nothing.

#include "environment.hpp"

#include <mrs/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <iostream>
#include <malloc.h>
#include <string>

namespace asio = boost::asio;

namespace {

constexpr std::size_t connections = 16;
constexpr std::size_t few = 1'000;
constexpr std::size_t many = 11'000;

std::size_t heap_bytes() {
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

asio::awaitable<void> wait_in_coroutine(const mrs::client& client,
                                        mrs::cancel_sql_request request) {
    static_cast<void>(co_await client.cancel_sql(std::move(request)));
}

void begin_waiting(asio::io_context& context, const mrs::client& client, bool coroutine,
                   std::size_t number) {
    mrs::cancel_sql_request request("b5a2a9f6-b1a7-4e28-8f0d-6a8f4e7b2c31", bench::sql_id(number));
    if (coroutine)
        asio::co_spawn(context, wait_in_coroutine(client, std::move(request)), asio::detached);
    else
        client.async_cancel_sql(std::move(request),
                                [](mrs::error_code, const mrs::cancel_sql_result&) {});
}

double bytes_per_call(bool coroutine) {
    asio::io_context context(1);
    // Nobody accepts: the kernel completes the connection, and the handshake has no answer.
    const asio::ip::tcp::acceptor silent(context, {asio::ip::address_v4::loopback(), 0});
    const auto port = silent.local_endpoint().port();
    constexpr std::chrono::hours long_enough(1);
    mrs::client_options options("https://127.0.0.1:" + std::to_string(port), "project",
                                mrs::credentials::token(mrs::secret(std::string(1'500, 't'))));
    options.pool(mrs::pool_options().max_connections(connections));
    options.timeouts(mrs::timeout_options().call(long_enough).handshake(long_enough));
    const mrs::client client(context, options);
    std::size_t begun = 0;
    const auto wait_with = [&](std::size_t calls) {
        for (; begun < calls; ++begun)
            begin_waiting(context, client, coroutine, begun);
        while (client.stats().calls_waiting < calls)
            context.poll();
        return heap_bytes();
    };
    const std::size_t before = wait_with(few);
    const std::size_t after = wait_with(many);
    return static_cast<double>(after - before) / static_cast<double>(many - few);
}

} // namespace

int main() try {
    std::cout << "{\"bytes_per_waiting_coroutine\":" << bytes_per_call(true)
              << ",\"bytes_per_waiting_callback\":" << bytes_per_call(false) << "}\n";
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
