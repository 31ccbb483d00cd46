// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEST_CLIENT_HPP
#define MRS_EMULATOR_TEST_CLIENT_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <string>

namespace mrs_emulator::test {

struct response {
    unsigned status = 0;
    std::string header;
    std::string body;

    /// The value of a field, or nothing.
    [[nodiscard]] std::string field(const std::string& name) const;
};

/// A blocking connection that sends bytes as they are and reads whatever comes.
class connection {
public:
    /// Plain TCP.
    explicit connection(const boost::asio::ip::tcp::endpoint& peer);

    /// TLS that trusts the authority in the file and insists on `localhost`.
    connection(const boost::asio::ip::tcp::endpoint& peer, const std::string& ca_file,
               SSL_SESSION* resume = nullptr);

    void send(const std::string& bytes);

    /// Reads a response with a Content-Length; throws boost::system::system_error at an early end.
    response receive();

    /// Reads to the end of the text; what was read to there.
    std::string read_until(const std::string& text);

    /// Reads to the end of the connection, and tells how it ended.
    std::string receive_all(boost::system::error_code& end);

    /// What has been received beyond the last response.
    [[nodiscard]] const std::string& left_over() const { return buffer_; }

    bool has_input();
    std::shared_ptr<SSL_SESSION> session();
    bool resumed();

private:
    using tls_stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

    std::size_t read_some(boost::system::error_code& error);
    void read_more();

    boost::asio::io_context context_;
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
    boost::asio::ip::tcp::socket plain_{context_};
    std::unique_ptr<tls_stream> secure_;
    std::string buffer_;
};

} // namespace mrs_emulator::test

#endif
