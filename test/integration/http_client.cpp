// SPDX-License-Identifier: BSL-1.0
#include "http_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <stdexcept>

namespace mrs_test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

template<typename Stream>
std::string send_over(Stream& stream, const http::request<http::string_body>& request) {
    http::write(stream, request);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    http::read(stream, buffer, parser);
    const auto& response = parser.get();
    if (http::to_status_class(response.result()) != http::status_class::successful)
        throw std::runtime_error(std::string(request.target()) + " answered " +
                                 std::to_string(response.result_int()) + " " + response.body());
    return response.body();
}

} // namespace

std::string http_request::send() const {
    const auto url = boost::urls::parse_uri(url_).value();
    http::request<http::string_body> request(http::string_to_verb(method_),
                                             std::string(url.encoded_target()), 11, body_);
    request.set(http::field::host, std::string(url.encoded_host_and_port()));
    request.set(http::field::content_type, "application/json");
    for (const auto& [name, value] : headers_)
        request.set(name, value);
    request.prepare_payload();

    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::make_address(std::string(url.host_address())), url.port_number()});
    if (url.scheme() != "https")
        return send_over(socket, request);
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.set_verify_mode(asio::ssl::verify_peer);
    tls.load_verify_file(ca_file_);
    asio::ssl::stream<asio::ip::tcp::socket> stream(std::move(socket), tls);
    stream.handshake(asio::ssl::stream_base::client);
    return send_over(stream, request);
}

} // namespace mrs_test
