// SPDX-License-Identifier: BSL-1.0
#include "server.hpp"

#include "accept_backoff.hpp"
#include "http_session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <array>
#include <exception>
#include <random>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace mrs_emulator {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class open_connection {
public:
    explicit open_connection(statistics& counters) : counters_(counters) {
        ++counters_.connections_accepted;
        ++counters_.connections_open;
    }
    open_connection(const open_connection&) = delete;
    open_connection& operator=(const open_connection&) = delete;
    ~open_connection() { --counters_.connections_open; }

private:
    statistics& counters_;
};

tcp::acceptor open_acceptor(asio::io_context& context, const tcp::endpoint& endpoint) {
    try {
        return {context, endpoint};
    } catch (const boost::system::system_error& error) {
        std::ostringstream text;
        text << "cannot listen on " << endpoint << ": " << error.code().message();
        throw std::runtime_error(text.str());
    }
}

std::string sixteen_digits(std::uint64_t number) {
    constexpr std::array<char, 17> digits{"0123456789abcdef"};
    std::string text(16, '0');
    for (std::size_t position = text.size(); position-- > 0; number >>= 4U)
        text[position] = digits[number & 15U];
    return text;
}

std::uint64_t random_number() {
    std::random_device source;
    return std::uint64_t(source()) << 32U | source();
}

} // namespace

http_server::http_server(handler answer, std::chrono::seconds idle_timeout,
                         const shifted_clock& clock, statistics& counters, const event_log& log)
    : handler_(std::move(answer)), counters_(counters), log_(log),
      request_prefix_(random_number()) {
    settings_.answer = [this](const http_request& request) { return this->answer(request); };
    settings_.next_request_id = [this] { return next_request_id(); };
    settings_.date = [clock] { return std::chrono::floor<std::chrono::seconds>(clock.now().utc); };
    settings_.idle_timeout = idle_timeout;
}

tcp::endpoint http_server::listen(asio::io_context& context, const tcp::endpoint& endpoint,
                                  asio::ssl::context* tls) {
    tcp::acceptor acceptor = open_acceptor(context, endpoint);
    tcp::endpoint bound = acceptor.local_endpoint();
    asio::co_spawn(context, accept(std::move(acceptor), tls), [](const std::exception_ptr& error) {
        if (error)
            std::rethrow_exception(error);
    });
    return bound;
}

asio::awaitable<void> http_server::accept(tcp::acceptor acceptor, asio::ssl::context* tls) {
    accept_backoff backoff;
    for (;;) {
        auto result = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
        auto& [error, accepted] = result;
        if (!error) {
            backoff.succeed();
            start(std::move(accepted), tls);
            continue;
        }
        if (!backoff.is_failing())
            log_.error("accept: " + error.message() + "; tried again until it succeeds");
        asio::steady_timer pause(acceptor.get_executor(), backoff.fail());
        co_await pause.async_wait(asio::use_awaitable);
    }
}

void http_server::start(socket accepted, asio::ssl::context* tls) {
    boost::system::error_code ignored;
    accepted.set_option(tcp::no_delay(true), ignored);
    const auto executor = accepted.get_executor();
    asio::co_spawn(executor, serve(std::move(accepted), tls),
                   [this](const std::exception_ptr& error) {
                       try {
                           if (error)
                               std::rethrow_exception(error);
                       } catch (const std::exception& cause) {
                           log_.request(std::string("connection ended: ") + cause.what());
                       }
                   });
}

asio::awaitable<void> http_server::serve(socket accepted, asio::ssl::context* tls) {
    const open_connection counted(counters_);
    if (tls != nullptr)
        co_await serve_tls(std::move(accepted), *tls);
    else
        co_await serve_plain(std::move(accepted));
}

asio::awaitable<void> http_server::serve_plain(socket accepted) {
    boost::beast::tcp_stream stream(std::move(accepted));
    http_session<boost::beast::tcp_stream> session(stream, settings_);
    co_await session.run();
}

asio::awaitable<void> http_server::serve_tls(socket accepted, asio::ssl::context& tls) {
    asio::ssl::stream<boost::beast::tcp_stream> stream(std::move(accepted), tls);
    stream.next_layer().expires_after(settings_.idle_timeout);
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
    ++counters_.tls_handshakes;
    counters_.tls_resumed += SSL_session_reused(stream.native_handle()) == 1 ? 1 : 0;
    http_session<asio::ssl::stream<boost::beast::tcp_stream>> session(stream, settings_);
    co_await session.run();
}

http_reply http_server::answer(const http_request& request) {
    http_reply reply = handler_(request);
    if (log_.has(log_level::requests)) {
        log_.request(request.method + ' ' + request.target + ' ' +
                     std::to_string(reply.answer.status) + ' ' + request.id);
    }
    return reply;
}

std::string http_server::next_request_id() {
    return sixteen_digits(request_prefix_) + sixteen_digits(++request_count_);
}

} // namespace mrs_emulator
