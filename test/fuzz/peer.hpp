// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FUZZ_PEER_HPP
#define MRS_TEST_FUZZ_PEER_HPP

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace fuzz {

/// A service on loopback that answers every request with the same bytes and then says that it has
/// no more. All happens on the calling thread.
class peer {
public:
    peer();

    [[nodiscard]] boost::asio::io_context& context() { return context_; }
    [[nodiscard]] std::string url() const;

    /// Serves until `done`. The answer leaves in two parts.
    void serve(std::string_view answer, std::size_t first_part, const std::function<bool()>& done);
    /// Lets the connections end.
    void finish();

private:
    using tcp = boost::asio::ip::tcp;

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> answer(tcp::socket socket);

    boost::asio::io_context context_{1};
    tcp::acceptor acceptor_{context_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
    std::string_view answer_;
    std::size_t first_part_ = 0;
};

} // namespace fuzz

#endif
