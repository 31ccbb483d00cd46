// SPDX-License-Identifier: BSL-1.0
//
// An HTTP server on loopback that runs and cancels for others, all over one client and its
// connections: POST /sql with a statement, POST /cancel/{id}, GET /health, and GET /metrics for
// Prometheus. Whoever closes the connection before the statement's end stops the statement too. The
// server prints its port; SIGTERM stops it in good order.

#include <mrs/client.hpp>
#include <mrs/metrics_observer.hpp>
#include <mrs/sql_guard.hpp>

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using incoming = http::request<http::string_body>;
using response = http::response<http::string_body>;

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// What the sessions share.
struct server {
    const mrs::client& client;
    std::set<beast::tcp_stream*>& sessions;
    const mrs::metrics_observer& metrics;
    asio::steady_timer& stopping; ///< Expires when the server stops.
};

asio::awaitable<void> cancel(server all, std::string sql_id, response& reply) {
    try {
        const mrs::cancel_sql_request request(setting("MRS_CLUSTER_ID"), sql_id);
        const mrs::cancel_sql_result result = co_await all.client.cancel_sql(request);
        reply.body() = std::string(to_string(result.status())) + '\n';
    } catch (const mrs::error& error) {
        reply.result(http::status::bad_gateway);
        reply.body() = std::string(error.what()) + '\n';
    }
}

/// Runs a statement to its end. It does not outlive this coroutine.
asio::awaitable<mrs::sql_execution> run(server all, std::string sql) {
    // Cancelled while it submits, it waits for the id: without it nobody could stop the statement.
    co_await asio::this_coro::reset_cancellation_state(
        [](asio::cancellation_type type) { return type & asio::cancellation_type::total; });
    const std::string cluster = setting("MRS_CLUSTER_ID");
    mrs::execute_sql_request statement(cluster, std::move(sql));
    statement.archive_path(setting("MRS_ARCHIVE_PATH")); // Where the rows of a select go, in OBS.
    mrs::sql_execution execution = co_await all.client.execute_sql(std::move(statement));
    // An attempt is given up early enough that others fit into the time that stopping has.
    mrs::sql_guard guard(all.client, mrs::cancel_sql_request(cluster, execution.id()),
                         mrs::call_options().attempt_timeout(std::chrono::seconds(3)));
    asio::steady_timer timer(all.client.get_executor());
    std::chrono::milliseconds pause(200);
    while (!execution.ended() && guard.guards()) {
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
        pause = std::min(2 * pause, std::chrono::milliseconds(5000));
        mrs::sql_result_request which(cluster, execution.id());
        execution = co_await all.client.sql_result(std::move(which));
    }
    guard.release();
    co_return execution;
}

asio::awaitable<void> execute(server all, std::string sql, response& reply) {
    try {
        const mrs::sql_execution execution = co_await run(all, std::move(sql));
        reply.body() = execution.state_text() + ' ' + execution.message() + '\n';
        // The rows of a select are in OBS, for whoever may read there; those of show and desc here.
        if (!execution.result_location().empty())
            reply.body() += execution.result_location() + '\n';
        for (const mrs::sql_row& row : execution.content()) {
            for (const auto& cell : row)
                reply.body() += cell.value_or("NULL") + '\t';
            reply.body() += '\n';
        }
    } catch (const mrs::error& error) {
        reply.result(http::status::bad_gateway);
        reply.body() = std::string(error.what()) + '\n';
    }
}

/// Ends when the peer has closed its side, and not while it only sends on; or when the server
/// stops.
asio::awaitable<void> closed(server all, tcp::socket& socket) {
    char byte = 0;
    mrs::error_code ec;
    co_await socket.async_receive(asio::buffer(&byte, 1), tcp::socket::message_peek,
                                  asio::redirect_error(asio::use_awaitable, ec));
    if (!ec)
        co_await all.stopping.async_wait(asio::redirect_error(asio::use_awaitable, ec));
}

asio::awaitable<response> answer(server all, tcp::socket& socket, const incoming& request) {
    using namespace asio::experimental::awaitable_operators;
    response reply(http::status::ok, request.version());
    reply.keep_alive(request.keep_alive());
    const auto url = boost::urls::parse_origin_form(request.target());
    const auto path = url ? url->segments() : boost::urls::segments_view();
    if (request.method() == http::verb::get && request.target() == "/health") {
        reply.body() = std::to_string(all.client.stats().calls_in_flight) + " in flight\n";
    } else if (request.method() == http::verb::get && request.target() == "/metrics") {
        reply.set(http::field::content_type, mrs::metrics_observer::content_type);
        reply.body() = all.metrics.exposition(all.client.stats());
    } else if (request.method() == http::verb::post && path.size() == 2 &&
               path.front() == "cancel") {
        co_await cancel(all, path.back(), reply);
    } else if (request.method() == http::verb::post && request.target() == "/sql") {
        auto first = execute(all, request.body(), reply) || closed(all, socket);
        co_await std::move(first);
    } else {
        reply.result(http::status::not_found);
    }
    reply.prepare_payload();
    co_return reply;
}

asio::awaitable<void> session(server all, tcp::socket socket) {
    beast::tcp_stream stream(std::move(socket));
    const auto leave = [&all](beast::tcp_stream* one) { all.sessions.erase(one); };
    const std::unique_ptr<beast::tcp_stream, decltype(leave)> entry(&stream, leave);
    all.sessions.insert(&stream);
    beast::flat_buffer buffer(8192); // No request of ours is larger.
    for (bool keep_alive = true; keep_alive;) {
        incoming request;
        stream.expires_after(std::chrono::seconds(30));
        co_await http::async_read(stream, buffer, request, asio::use_awaitable);
        stream.expires_never(); // The client limits the time of a call.
        const response reply = co_await answer(all, stream.socket(), request);
        keep_alive = reply.keep_alive();
        stream.expires_after(std::chrono::seconds(30));
        co_await http::async_write(stream, reply, asio::use_awaitable);
    }
}

asio::awaitable<void> accept(server all, tcp::acceptor& acceptor) {
    while (acceptor.is_open()) {
        mrs::error_code ec;
        tcp::socket socket =
            co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
        if (!ec && acceptor.is_open() && all.sessions.size() < 256)
            asio::co_spawn(acceptor.get_executor(), session(all, std::move(socket)),
                           asio::detached);
    }
}

/// A client without calls holds no timer: it closes what has been idle for long when it is told to.
asio::awaitable<void> trim(const mrs::client& client) {
    asio::steady_timer timer(client.get_executor());
    for (;;) {
        timer.expires_after(std::chrono::seconds(30));
        co_await timer.async_wait(asio::use_awaitable);
        client.trim();
    }
}

/// Lets calls end and their answers leave; a session that waits for a request reads its end, and
/// one that runs a statement stops it. What has not ended by `latest` is cut off.
asio::awaitable<void> drain(server all, std::chrono::steady_clock::time_point latest) {
    all.stopping.expires_at(asio::steady_timer::time_point::min());
    // A closed client takes no call, and the guards of the statements have theirs still to make.
    asio::steady_timer timer(all.client.get_executor());
    while ((!all.sessions.empty() || all.client.stats().calls_in_flight > 0) &&
           std::chrono::steady_clock::now() < latest) {
        mrs::error_code ignored;
        for (beast::tcp_stream* const open : all.sessions)
            open->socket().shutdown(tcp::socket::shutdown_receive, ignored);
        timer.expires_after(std::chrono::milliseconds(20));
        co_await timer.async_wait(asio::use_awaitable);
    }
    co_await all.client.async_close(std::chrono::seconds(0), asio::use_awaitable);
    for (beast::tcp_stream* const open : all.sessions)
        open->close();
}

asio::awaitable<void> stop_on(asio::signal_set& signals, server all, tcp::acceptor& acceptor) {
    using namespace asio::experimental::awaitable_operators;
    auto signalled = signals.async_wait(asio::use_awaitable) || trim(all.client);
    co_await std::move(signalled);
    acceptor.close();
    co_await drain(all, std::chrono::steady_clock::now() + std::chrono::seconds(10));
}

int main() try {
    mrs::client_options options(setting("MRS_ENDPOINT"), setting("MRS_PROJECT_ID"),
                                mrs::credentials::default_chain());
    options.tls(mrs::tls_options().ca_file(setting("MRS_CA_FILE")));
    const auto metrics = std::make_shared<mrs::metrics_observer>();
    options.observer(metrics);
    std::set<beast::tcp_stream*> sessions; // Outlives the coroutines, and so their context.
    asio::io_context context;
    const mrs::client client(context, options);
    asio::steady_timer stopping(context, asio::steady_timer::time_point::max());
    server all{client, sessions, *metrics, stopping};
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    asio::signal_set signals(context, SIGINT, SIGTERM);
    asio::co_spawn(context, accept(all, acceptor), asio::detached);
    asio::co_spawn(context, stop_on(signals, all, acceptor), asio::detached);
    std::cout << acceptor.local_endpoint().port() << std::endl;
    context.run();
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
