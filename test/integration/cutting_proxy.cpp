// SPDX-License-Identifier: BSL-1.0
#include "cutting_proxy.hpp"

#include <boost/asio.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace mrs_test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto without_throwing = asio::as_tuple(asio::use_awaitable);

tcp::endpoint endpoint_of(const std::string& url) {
    const auto port = url.substr(url.rfind(':') + 1);
    return {asio::ip::address_v4::loopback(), static_cast<unsigned short>(std::stoi(port))};
}

} // namespace

struct cutting_proxy::pair {
    pair(tcp::socket accepted, std::size_t bytes, bool by_reset)
        : near(std::move(accepted)), far(near.get_executor()), left(bytes), reset(by_reset) {}

    void cut() {
        boost::system::error_code ignored;
        for (tcp::socket* const one : {&near, &far}) {
            if (reset)
                one->set_option(asio::socket_base::linger(true, 0), ignored);
            one->close(ignored);
        }
    }

    tcp::socket near;
    tcp::socket far;
    std::size_t left;
    bool reset;
};

cutting_proxy::cutting_proxy(const std::string& target, std::size_t at_most, unsigned seed)
    : target_(endpoint_of(target)), acceptor_(context_, {asio::ip::address_v4::loopback(), 0}),
      random_(seed), lifetime_(0, at_most) {
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
}

cutting_proxy::~cutting_proxy() {
    context_.stop();
    thread_.join();
}

std::string cutting_proxy::url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

asio::awaitable<void> cutting_proxy::accept() {
    for (;;) {
        tcp::socket accepted = co_await acceptor_.async_accept(asio::use_awaitable);
        const std::size_t bytes = lifetime_(random_);
        const bool reset = random_() % 2 == 0;
        auto both = std::make_shared<pair>(std::move(accepted), bytes, reset);
        asio::co_spawn(context_, connect(std::move(both), target_), asio::detached);
    }
}

asio::awaitable<void> cutting_proxy::connect(std::shared_ptr<pair> both, tcp::endpoint target) {
    const auto connected = co_await both->far.async_connect(target, without_throwing);
    if (std::get<0>(connected)) {
        both->cut();
        co_return;
    }
    const auto executor = both->near.get_executor();
    asio::co_spawn(executor, pass(both, true), asio::detached);
    asio::co_spawn(executor, pass(both, false), asio::detached);
}

asio::awaitable<void> cutting_proxy::pass(std::shared_ptr<pair> both, bool forth) {
    tcp::socket& from = forth ? both->near : both->far;
    tcp::socket& to = forth ? both->far : both->near;
    std::array<char, 4096> bytes{};
    for (;;) {
        const auto read = co_await from.async_read_some(asio::buffer(bytes), without_throwing);
        const std::size_t come = std::get<1>(read);
        const std::size_t goes = std::min(come, both->left);
        both->left -= goes;
        const auto written =
            co_await asio::async_write(to, asio::buffer(bytes.data(), goes), without_throwing);
        const bool over = std::get<0>(read) || std::get<0>(written) || goes < come;
        if (over || both->left == 0) {
            both->cut();
            co_return;
        }
    }
}

} // namespace mrs_test
