// SPDX-License-Identifier: BSL-1.0
#include "scripted_peer.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <future>
#include <iomanip>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>
#include <utility>

namespace mrs_test {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

class scripted_peer::server {
public:
    explicit server(script answer) : answer_(std::move(answer)) {
        asio::co_spawn(context_, accept(), asio::detached);
        thread_ = std::thread([this] { context_.run(); });
    }
    server(const server&) = delete;
    server& operator=(const server&) = delete;
    ~server() {
        context_.stop();
        thread_.join();
    }

    [[nodiscard]] unsigned port() const { return acceptor_.local_endpoint().port(); }

    void close_acceptor() {
        std::promise<void> closed;
        asio::post(context_, [&] {
            acceptor_.close();
            closed.set_value();
        });
        closed.get_future().wait();
    }

    [[nodiscard]] int count(std::string_view target) const {
        const std::lock_guard lock(mutex_);
        if (target.empty())
            return total_;
        const auto found = counts_.find(std::string(target));
        return found == counts_.end() ? 0 : found->second;
    }

private:
    asio::awaitable<void> accept() {
        for (;;) {
            tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
            asio::co_spawn(context_, serve(std::move(socket)), asio::detached);
        }
    }

    /// Ends with the exception that the end of the connection throws.
    asio::awaitable<void> serve(tcp::socket socket) {
        boost::beast::flat_buffer buffer;
        for (;;) {
            http::request_parser<http::string_body> parser;
            parser.header_limit(65'536);
            co_await http::async_read(socket, buffer, parser, asio::use_awaitable);
            const peer_reply reply = answer(parser.get());
            if (reply.delay_ > std::chrono::milliseconds(0)) {
                asio::steady_timer timer(context_, reply.delay_);
                co_await timer.async_wait(asio::use_awaitable);
            }
            if (reply.status_ == 0)
                continue;
            http::response<http::string_body> response(static_cast<http::status>(reply.status_), 11,
                                                       reply.body_);
            for (const auto& [name, value] : reply.headers_)
                response.set(name, value);
            response.prepare_payload();
            co_await http::async_write(socket, response, asio::use_awaitable);
        }
    }

    peer_reply answer(const peer_request& request) {
        int before = 0;
        {
            const std::lock_guard lock(mutex_);
            before = total_++;
            ++counts_[std::string(request.target())];
        }
        return answer_(request, before);
    }

    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    script answer_;
    mutable std::mutex mutex_;
    int total_ = 0;
    std::map<std::string, int> counts_;
    std::thread thread_;
};

scripted_peer::scripted_peer(script answer)
    : server_(std::make_shared<server>(std::move(answer))),
      url_("http://127.0.0.1:" + std::to_string(server_->port())) {}

scripted_peer::~scripted_peer() = default;

void scripted_peer::refuse_connections() {
    server_->close_acceptor();
}

int scripted_peer::requests() const {
    return server_->count({});
}

int scripted_peer::requests(std::string_view target) const {
    return server_->count(target);
}

peer_reply iam_reply(const std::string& token, std::chrono::milliseconds lifetime) {
    const auto end =
        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now() + lifetime);
    const auto day = std::chrono::floor<std::chrono::days>(end);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(end - day);
    std::ostringstream text;
    text << std::setfill('0') << static_cast<int>(date.year()) << '-' << std::setw(2)
         << static_cast<unsigned>(date.month()) << '-' << std::setw(2)
         << static_cast<unsigned>(date.day()) << 'T' << std::setw(2) << time.hours().count() << ':'
         << std::setw(2) << time.minutes().count() << ':' << std::setw(2) << time.seconds().count()
         << '.' << std::setw(6) << time.subseconds().count() << 'Z';
    return peer_reply(201, R"({"token":{"expires_at":")" + text.str() + R"("}})")
        .header("X-Subject-Token", token);
}

peer_reply cancelled_reply() {
    return peer_reply(200, R"({"status":"SUCCEED","message":""})");
}

peer_reply refused_reply() {
    return peer_reply(401, R"({"error_code":"APIGW.0301","error_msg":"Incorrect IAM )"
                           R"(authentication information"})");
}

} // namespace mrs_test
