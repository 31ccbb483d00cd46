// SPDX-License-Identifier: BSL-1.0
#include "server_identity.hpp"

#include "core/openssl_ptr.hpp"
#include "support/test_certificate.hpp"

#include <openssl/pem.h>

#include <stdexcept>
#include <string>

namespace mrs_test {

namespace {

using mrs::core::bio_ptr;
using mrs::core::evp_pkey_ptr;
using mrs::core::ssl_ctx_ptr;
using mrs::core::x509_ptr;

const test_certificate& own_leaf() {
    static const test_certificate one("fault server", "DNS:localhost,IP:127.0.0.1");
    return one;
}

bio_ptr reader_of(const std::string& text) {
    return bio_ptr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

ssl_ctx_ptr make_context() {
    const x509_ptr shown(
        PEM_read_bio_X509(reader_of(own_leaf().certificate).get(), nullptr, nullptr, nullptr));
    const evp_pkey_ptr key(
        PEM_read_bio_PrivateKey(reader_of(own_leaf().key).get(), nullptr, nullptr, nullptr));
    ssl_ctx_ptr context(SSL_CTX_new(TLS_server_method()));
    if (!context || SSL_CTX_use_certificate(context.get(), shown.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        throw std::runtime_error("OpenSSL made no server context");
    return context;
}

} // namespace

SSL_CTX* server_tls() {
    static const ssl_ctx_ptr context = make_context();
    return context.get();
}

mrs::tls_options trusted_tls() {
    return mrs::tls_options().ca_pem(own_leaf().certificate);
}

} // namespace mrs_test
