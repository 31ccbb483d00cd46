// SPDX-License-Identifier: BSL-1.0
#include "tls_context.hpp"

#include <boost/asio/buffer.hpp>

#include <openssl/ssl.h>

#include <stdexcept>
#include <string>

namespace mrs_emulator {
namespace {

namespace ssl = boost::asio::ssl;

ssl::context make_bare_context() {
    ssl::context context(ssl::context::tls_server);
    SSL_CTX* const native = context.native_handle();
    constexpr unsigned char name[] = "mrs-emulator";
    if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_session_id_context(native, name, sizeof(name) - 1) != 1)
        throw std::runtime_error("OpenSSL refuses TLS 1.2");
    return context;
}

} // namespace

ssl::context make_tls_context(const server_identity& identity) {
    ssl::context context = make_bare_context();
    context.use_certificate_chain(boost::asio::buffer(identity.certificate));
    context.use_private_key(boost::asio::buffer(identity.private_key), ssl::context::pem);
    return context;
}

ssl::context make_tls_context(const std::filesystem::path& certificate_file,
                              const std::filesystem::path& key_file) {
    ssl::context context = make_bare_context();
    const auto require = [](const boost::system::error_code& error,
                            const std::filesystem::path& file) {
        if (error)
            throw std::runtime_error(file.string() + ": " + error.message());
    };
    boost::system::error_code error;
    context.use_certificate_chain_file(certificate_file.string(), error);
    require(error, certificate_file);
    context.use_private_key_file(key_file.string(), ssl::context::pem, error);
    require(error, key_file);
    return context;
}

} // namespace mrs_emulator
