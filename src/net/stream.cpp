// SPDX-License-Identifier: BSL-1.0
#include "net/stream.hpp"

#include "net/fork_notice.hpp"
#include "net/tls_failure.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <openssl/err.h>

#include <new>

namespace mrs::net {

namespace asio = boost::asio;

namespace {

/// OpenSSL's own clearing goes over every entry, used or not.
void clear_errors() noexcept {
    if (ERR_peek_error() != 0)
        ERR_clear_error();
}

bool would_block(const error_code& ec) noexcept {
    return ec == asio::error::would_block || ec == asio::error::try_again ||
           ec == asio::error::interrupted;
}

} // namespace

stream::stream(net::socket connected, const process_mark& home)
    : socket_(std::move(connected)), home_(home) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

stream::~stream() {
    close();
}

void stream::use_tls(tls_context& context) {
    if (!openssl_stands())
        return; // `handshake` fails.
    ssl_ = context.make_ssl();
    bio_ptr bio(BIO_new(bio_methods()));
    if (!bio)
        throw std::bad_alloc();
    BIO_set_data(bio.get(), this);
    BIO_set_init(bio.get(), 1);
    BIO* both = bio.release();
    SSL_set_bio(ssl_.get(), both, both);
}

stream::step stream::handshake() {
    if (home_.foreign())
        return after_fork();
    if (!openssl_stands())
        return after_openssl();
    clear_errors();
    const int result = SSL_do_handshake(ssl_.get());
    if (result != 1)
        return from_openssl(result, "the TLS handshake");
    // SSL_VERIFY_PEER has ended a handshake that does not verify; this holds for a resumed one too.
    if (SSL_get_verify_result(ssl_.get()) != X509_V_OK)
        return handshake_failure(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_CERTIFICATE_VERIFY_FAILED));
    established_ = true;
    return step::done;
}

stream::step stream::write(std::string_view bytes, std::size_t& sent) {
    static constexpr const char* during = "sending the request";
    sent = 0;
    if (home_.foreign())
        return after_fork();
    if (!ssl_) {
        error_code ec;
        sent = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), ec);
        return ec ? from_socket(ec, during, step::want_write) : step::done;
    }
    if (!openssl_stands())
        return after_openssl();
    clear_errors();
    const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &sent);
    return result == 1 ? step::done : from_openssl(result, during);
}

stream::step stream::read(char* data, std::size_t size, std::size_t& received) {
    static constexpr const char* during = "waiting for the answer";
    received = 0;
    if (home_.foreign())
        return after_fork();
    if (!ssl_) {
        error_code ec;
        received = socket_.read_some(asio::buffer(data, size), ec);
        return ec ? from_socket(ec, during, step::want_read) : step::done;
    }
    if (!openssl_stands())
        return after_openssl();
    clear_errors();
    const int result = SSL_read_ex(ssl_.get(), data, size, &received);
    return result == 1 ? step::done : from_openssl(result, during);
}

bool stream::alive() {
    if (home_.foreign())
        return false;
    char byte = 0;
    if (ssl_) {
        if (!openssl_stands())
            return false;
        clear_errors();
        const int result = SSL_peek(ssl_.get(), &byte, 1);
        return result <= 0 && from_openssl(result, "being idle") == step::want_read;
    }
    error_code ec;
    socket_.receive(asio::buffer(&byte, 1), net::socket::message_peek, ec);
    return would_block(ec);
}

bool stream::has_unread() const noexcept {
    return ssl_ && openssl_stands() && SSL_has_pending(ssl_.get()) == 1;
}

bool stream::resumed() const noexcept {
    return ssl_ && openssl_stands() && SSL_session_reused(ssl_.get()) == 1;
}

void stream::close() noexcept {
    if (!socket_.is_open())
        return;
    if (ssl_ && openssl_stands()) {
        // An SSL freed without shutdown would declare its session not resumable.
        if (!broken_ && !home_.foreign() && SSL_is_init_finished(ssl_.get()) == 1)
            SSL_shutdown(ssl_.get());
        SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
        ERR_clear_error();
    }
    close_socket(socket_, home_);
}

stream::step stream::from_socket(const error_code& ec, const char* during, step blocked) {
    if (would_block(ec))
        return blocked;
    if (ec == asio::error::eof)
        return step::end;
    failure_ = socket_failure(ec, during);
    return step::failed;
}

stream::step stream::from_openssl(int result, const char* during) {
    switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return step::want_read;
    case SSL_ERROR_WANT_WRITE:
        return step::want_write;
    case SSL_ERROR_ZERO_RETURN:
        return step::end;
    default:
        break;
    }
    broken_ = true;
    const unsigned long code = ERR_peek_error();
    ERR_clear_error();
    if (socket_error_ && socket_error_ != asio::error::eof) {
        failure_ = socket_failure(socket_error_, during);
    } else if (ended_) {
        failure_ = transport_error(errc::truncated, pacing::fault::transient, openssl_code(code),
                                   std::string("the peer closed the connection without a "
                                               "close_notify while ") +
                                       during);
    } else if (established_ && !refuses_certificate(code)) {
        failure_ = transport_error(
            errc::protocol_violation, pacing::fault::transient, openssl_code(code),
            "TLS broke while " + std::string(during) + ": " + openssl_code(code).message());
    } else {
        return handshake_failure(code);
    }
    if (!established_)
        failure_.code = errc::tls_failed;
    return step::failed;
}

stream::step stream::handshake_failure(unsigned long code) {
    broken_ = true;
    failure_ = tls_failure(SSL_get_verify_result(ssl_.get()), code);
    return step::failed;
}

stream::step stream::after_openssl() {
    broken_ = true;
    failure_ = transport_error(errc::tls_failed, pacing::fault::permanent, {},
                               "the process ends: OpenSSL has cleaned up");
    return step::failed;
}

/// Two processes in one connection would send the same records, and take each other's.
stream::step stream::after_fork() {
    broken_ = true;
    failure_ = transport_error(errc::connection_closed, pacing::fault::transient, {},
                               "the connection is that of the process which forked this one");
    return step::failed;
}

int stream::bio_read(BIO* bio, char* data, int size) {
    auto& self = *static_cast<stream*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    const std::size_t received = self.socket_.read_some(
        asio::buffer(data, static_cast<std::size_t>(size)), self.socket_error_);
    if (!self.socket_error_)
        return static_cast<int>(received);
    if (would_block(self.socket_error_)) {
        BIO_set_retry_read(bio);
        self.socket_error_.clear();
        return -1;
    }
    self.ended_ = self.socket_error_ == asio::error::eof;
    return self.ended_ ? 0 : -1;
}

int stream::bio_write(BIO* bio, const char* data, int size) {
    auto& self = *static_cast<stream*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    const std::size_t sent = self.socket_.write_some(
        asio::buffer(data, static_cast<std::size_t>(size)), self.socket_error_);
    if (!self.socket_error_)
        return static_cast<int>(sent);
    if (would_block(self.socket_error_)) {
        BIO_set_retry_write(bio);
        self.socket_error_.clear();
    }
    return -1;
}

long stream::bio_control(BIO* bio, int command, long, void*) {
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_EOF:
        return static_cast<stream*>(BIO_get_data(bio))->ended_ ? 1 : 0;
    default:
        return 0;
    }
}

/// One table for the process: OpenSSL allows 128 types of BIO in all. It is never freed, for a
/// static client's connections may end after whatever ends here.
BIO_METHOD* stream::bio_methods() {
    static BIO_METHOD* const methods = [] {
        bio_method_ptr made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "mrs socket"));
        if (!made)
            throw std::bad_alloc();
        BIO_meth_set_read(made.get(), &stream::bio_read);
        BIO_meth_set_write(made.get(), &stream::bio_write);
        BIO_meth_set_ctrl(made.get(), &stream::bio_control);
        return made.release();
    }();
    return methods;
}

} // namespace mrs::net
