// SPDX-License-Identifier: BSL-1.0
#include "scripted_proxy.hpp"

#include <boost/asio.hpp>

#include <array>
#include <mutex>
#include <thread>

namespace mrs_test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

unsigned short port_in(const std::string& text) {
    return static_cast<unsigned short>(std::stoi(text.substr(text.rfind(':') + 1)));
}

} // namespace

proxy_reply& proxy_reply::divert(const std::string& url) {
    port_ = port_in(url);
    return *this;
}

class scripted_proxy::server {
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
    [[nodiscard]] std::vector<std::string> heads() const {
        const std::lock_guard lock(mutex_);
        return heads_;
    }
    [[nodiscard]] std::string seen() const {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

private:
    /// A client and what it was connected to.
    struct pair {
        explicit pair(tcp::socket accepted) : near(std::move(accepted)), far(near.get_executor()) {}
        tcp::socket near;
        tcp::socket far;
    };

    asio::awaitable<void> accept() {
        for (;;) {
            tcp::socket accepted = co_await acceptor_.async_accept(asio::use_awaitable);
            auto both = std::make_shared<pair>(std::move(accepted));
            asio::co_spawn(context_, serve(std::move(both)), asio::detached);
        }
    }

    /// Ends with the exception that the end of the connection throws.
    asio::awaitable<void> serve(std::shared_ptr<pair> both) {
        std::string head;
        auto buffer = asio::dynamic_buffer(head, 65'536);
        const std::size_t size =
            co_await asio::async_read_until(both->near, buffer, "\r\n\r\n", asio::use_awaitable);
        note(head.substr(size));
        head.resize(size);
        const proxy_reply reply = answer(head);
        if (reply.connects_) {
            const auto port =
                reply.port_ != 0 ? reply.port_ : port_in(head.substr(0, head.find(" HTTP")));
            const tcp::endpoint target(asio::ip::address_v4::loopback(), port);
            co_await both->far.async_connect(target, asio::use_awaitable);
        }
        co_await asio::async_write(both->near, asio::buffer(reply.bytes_), asio::use_awaitable);
        if (reply.closes_)
            co_return;
        if (reply.connects_)
            asio::co_spawn(context_, pass(both, false), asio::detached);
        co_await pass(both, true);
    }

    /// Until one side ends; without another side, it only notes what comes.
    asio::awaitable<void> pass(std::shared_ptr<pair> both, bool forth) {
        tcp::socket& from = forth ? both->near : both->far;
        tcp::socket& to = forth ? both->far : both->near;
        std::array<char, 4096> bytes{};
        for (;;) {
            const auto read = co_await from.async_read_some(asio::buffer(bytes), quietly);
            const std::size_t size = std::get<1>(read);
            note(std::string(bytes.data(), size));
            if (to.is_open()) {
                const auto written =
                    co_await asio::async_write(to, asio::buffer(bytes.data(), size), quietly);
                static_cast<void>(written);
            }
            if (std::get<0>(read)) {
                boost::system::error_code ignored;
                to.close(ignored);
                co_return;
            }
        }
    }

    proxy_reply answer(const std::string& head) {
        int before = 0;
        {
            const std::lock_guard lock(mutex_);
            before = static_cast<int>(heads_.size());
            heads_.push_back(head);
        }
        return answer_(head, before);
    }

    void note(const std::string& bytes) {
        const std::lock_guard lock(mutex_);
        seen_ += bytes;
    }

    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    script answer_;
    mutable std::mutex mutex_;
    std::vector<std::string> heads_;
    std::string seen_;
    std::thread thread_;
};

scripted_proxy::scripted_proxy(script answer)
    : server_(std::make_shared<server>(std::move(answer))),
      url_("http://127.0.0.1:" + std::to_string(server_->port())) {}

scripted_proxy::~scripted_proxy() = default;

std::vector<std::string> scripted_proxy::heads() const {
    return server_->heads();
}

std::string scripted_proxy::seen() const {
    return server_->seen();
}

} // namespace mrs_test
