// SPDX-License-Identifier: BSL-1.0
// What docs/threads.md shows, so that it is compiled.
#include <mrs/client.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <unistd.h>
#include <utility>

namespace {

void cancel_from(const mrs::client& client, const boost::asio::any_io_executor& mine,
                 mrs::cancel_sql_request request) {
    auto print = [](mrs::error_code ec, const mrs::cancel_sql_result& result) {
        std::cout << (ec ? ec.message() : std::string(to_string(result.status()))) << '\n';
    };
    client.async_cancel_sql(std::move(request), boost::asio::bind_executor(mine, print));
}

pid_t fork_with(boost::asio::io_context& context) {
    using event = boost::asio::execution_context;
    context.notify_fork(event::fork_prepare);
    const pid_t child = ::fork();
    context.notify_fork(child == 0 ? event::fork_child : event::fork_parent);
    return child;
}

boost::asio::awaitable<void> stop(const mrs::client& client) {
    co_await client.async_close(std::chrono::seconds(10), boost::asio::use_awaitable);
}

boost::asio::awaitable<std::string> submit(const mrs::client& client, std::string cluster,
                                           std::string sql) {
    // Without the id nobody could cancel the statement: once it is sent, its answer is awaited.
    co_await boost::asio::this_coro::reset_cancellation_state(
        [](boost::asio::cancellation_type type) {
            return type & boost::asio::cancellation_type::total;
        });
    mrs::execute_sql_request statement(std::move(cluster), std::move(sql));
    const mrs::sql_execution execution = co_await client.execute_sql(std::move(statement));
    co_return execution.id();
}

} // namespace

void show_fork(boost::asio::io_context& context) {
    if (fork_with(context) == 0)
        ::_exit(0);
}

boost::asio::awaitable<void> show_threads(const mrs::client& client, std::string cluster) {
    const std::string id = co_await submit(client, cluster, "select 1");
    cancel_from(client, client.get_executor(), mrs::cancel_sql_request(cluster, id));
    co_await stop(client);
}
