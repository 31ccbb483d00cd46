// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <utility>

namespace mrs_emulator::test {

namespace asio = boost::asio;

std::string response::field(const std::string& name) const {
    const std::string start = "\r\n" + name + ": ";
    const std::size_t found = header.find(start);
    if (found == std::string::npos)
        return {};
    const std::size_t value = found + start.size();
    return header.substr(value, header.find("\r\n", value) - value);
}

connection::connection(const asio::ip::tcp::endpoint& peer) {
    plain_.connect(peer);
}

connection::connection(const asio::ip::tcp::endpoint& peer, const std::string& ca_file,
                       SSL_SESSION* resume)
    : connection(peer) {
    tls_.load_verify_file(ca_file);
    secure_ = std::make_unique<tls_stream>(std::move(plain_), tls_);
    secure_->set_verify_mode(asio::ssl::verify_peer);
    secure_->set_verify_callback(asio::ssl::host_name_verification("localhost"));
    if (resume != nullptr)
        SSL_set_session(secure_->native_handle(), resume);
    secure_->handshake(asio::ssl::stream_base::client);
}

void connection::send(const std::string& bytes) {
    if (secure_)
        asio::write(*secure_, asio::buffer(bytes));
    else
        asio::write(plain_, asio::buffer(bytes));
}

std::size_t connection::read_some(boost::system::error_code& error) {
    std::array<char, 65536> piece{};
    const std::size_t size = secure_ ? secure_->read_some(asio::buffer(piece), error)
                                     : plain_.read_some(asio::buffer(piece), error);
    buffer_.append(piece.data(), size);
    return size;
}

void connection::read_more() {
    boost::system::error_code error;
    read_some(error);
    if (error)
        throw boost::system::system_error(error);
}

response connection::receive() {
    response result;
    result.header = read_until("\r\n\r\n");
    result.header.resize(result.header.size() - 2);
    result.status = static_cast<unsigned>(std::stoul(result.header.substr(9, 3)));
    const std::size_t length = std::stoul(result.field("Content-Length"));
    while (buffer_.size() < length)
        read_more();
    result.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return result;
}

std::string connection::read_until(const std::string& text) {
    std::size_t found = std::string::npos;
    while ((found = buffer_.find(text)) == std::string::npos)
        read_more();
    const std::string read = buffer_.substr(0, found + text.size());
    buffer_.erase(0, read.size());
    return read;
}

std::string connection::receive_all(boost::system::error_code& end) {
    end = {};
    while (!end)
        read_some(end);
    return std::exchange(buffer_, {});
}

bool connection::has_input() {
    auto& socket = secure_ ? secure_->next_layer() : plain_;
    return !buffer_.empty() || socket.available() != 0;
}

std::shared_ptr<SSL_SESSION> connection::session() {
    return {SSL_get1_session(secure_->native_handle()), &SSL_SESSION_free};
}

bool connection::resumed() {
    return SSL_session_reused(secure_->native_handle()) == 1;
}

} // namespace mrs_emulator::test
