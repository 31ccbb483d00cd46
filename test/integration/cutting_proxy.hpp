// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CUTTING_PROXY_HPP
#define MRS_TEST_CUTTING_PROXY_HPP

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <thread>

namespace mrs_test {

/// Passes connections on to a plain server of this machine, on a thread of its own, and cuts each
/// one after a random number of bytes: between any two bytes of a request or of its answer.
class cutting_proxy {
public:
    /// @param target   a URL such as "http://127.0.0.1:1234"
    /// @param at_most  the largest number of bytes, both ways together, that a connection lives for
    cutting_proxy(const std::string& target, std::size_t at_most, unsigned seed);
    cutting_proxy(const cutting_proxy&) = delete;
    cutting_proxy& operator=(const cutting_proxy&) = delete;
    ~cutting_proxy();

    [[nodiscard]] std::string url() const;

private:
    struct pair;

    boost::asio::awaitable<void> accept();
    static boost::asio::awaitable<void> connect(std::shared_ptr<pair> both,
                                                boost::asio::ip::tcp::endpoint target);
    static boost::asio::awaitable<void> pass(std::shared_ptr<pair> both, bool forth);

    boost::asio::io_context context_{1};
    boost::asio::ip::tcp::endpoint target_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::mt19937 random_;
    std::uniform_int_distribution<std::size_t> lifetime_;
    std::thread thread_;
};

} // namespace mrs_test

#endif
