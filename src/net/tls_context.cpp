// SPDX-License-Identifier: BSL-1.0
#include "net/tls_context.hpp"

#include <mrs/error.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>

namespace mrs::net {

namespace {

constexpr std::size_t max_sessions = 16;

[[noreturn]] void refuse(const std::string& what, const std::string& why) {
    ERR_clear_error();
    throw error(errc::invalid_argument, "tls." + what + ": " + why);
}

std::string openssl_reason() {
    const unsigned long code = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "OpenSSL error " + std::to_string(code);
}

template<typename Pointer>
Pointer checked(Pointer object) {
    if (!object)
        throw std::bad_alloc();
    return object;
}

secret read_file(const std::string& option, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    // By `read`, which reports what the buffer throws for a directory.
    std::string text;
    std::size_t size = 0;
    while (file) {
        text.resize(size + 4096);
        file.read(text.data() + size, 4096);
        size += static_cast<std::size_t>(file.gcount());
    }
    text.resize(size);
    if (!file.is_open() || file.bad())
        refuse(option, "cannot read \"" + path +
                           "\": " + std::generic_category().message(errno != 0 ? errno : EIO));
    return secret(std::move(text));
}

bio_ptr memory_bio(std::string_view text) {
    return checked(
        bio_ptr(BIO_new_mem_buf(text.empty() ? "" : text.data(), static_cast<int>(text.size()))));
}

/// All the certificates of a PEM text; refuses one that holds none, or a broken one.
std::vector<x509_ptr> read_certificates(const std::string& where, std::string_view pem) {
    std::vector<x509_ptr> certificates;
    const bio_ptr source = memory_bio(pem);
    ERR_clear_error();
    while (x509_ptr certificate{PEM_read_bio_X509_AUX(source.get(), nullptr, nullptr, nullptr)})
        certificates.push_back(std::move(certificate));
    const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (!ended)
        refuse(where, "a certificate is broken: " + openssl_reason());
    if (certificates.empty())
        refuse(where, "there is no PEM certificate in it");
    ERR_clear_error();
    return certificates;
}

/// Where a PEM text came from, for an error's text.
std::string source_name(const std::string& option, const std::string& path) {
    return path.empty() ? option : option + " \"" + path + "\"";
}

int no_password(char*, int, int, void*) {
    return 0;
}

void add_trust(SSL_CTX* context, const std::string& where, std::string_view pem) {
    for (const auto& certificate : read_certificates(where, pem))
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get()) != 1)
            refuse(where, openssl_reason());
}

bool is_expired(const SSL_SESSION* session) noexcept {
    const X509* peer = SSL_SESSION_get0_peer(const_cast<SSL_SESSION*>(session));
    return peer != nullptr && X509_cmp_current_time(X509_get0_notAfter(peer)) < 0;
}

} // namespace

tls_context::tls_context(const tls_options& options, const endpoint& peer)
    : context_(checked(ssl_ctx_ptr(SSL_CTX_new(TLS_client_method())))) {
    SSL_CTX* context = context_.get();
    SSL_CTX_set_min_proto_version(context, options.min_version() == tls_options::version::tls_1_3
                                               ? TLS1_3_VERSION
                                               : TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &tls_context::on_new_session);
    SSL_CTX_set_app_data(context, this);
    trust(options);
    identify(options);
    choose_name(options, peer);
}

void tls_context::trust(const tls_options& options) {
    const bool own = !options.ca_file().empty() || !options.ca_pem().empty();
    if (!options.ca_file().empty()) {
        const secret text = read_file("ca_file", options.ca_file());
        add_trust(context_.get(), source_name("ca_file", options.ca_file()), text.reveal());
    }
    if (!options.ca_pem().empty())
        add_trust(context_.get(), "ca_pem", options.ca_pem());
    if ((!own || options.with_system_ca()) && SSL_CTX_set_default_verify_paths(context_.get()) != 1)
        refuse("with_system_ca", openssl_reason());
}

void tls_context::identify(const tls_options& options) {
    const bool from_files = !options.client_chain_file().empty();
    if (!from_files && options.client_chain_pem().empty()) {
        if (!options.client_key_file().empty())
            refuse("client_certificate_files", "there is a key, but no certificate");
        if (!options.client_key_pem().empty())
            refuse("client_certificate_pem", "there is a key, but no certificate");
        return;
    }
    const std::string chain_name =
        from_files ? source_name("client_certificate_files", options.client_chain_file())
                   : "client_certificate_pem";
    const secret chain = from_files
                             ? read_file("client_certificate_files", options.client_chain_file())
                             : secret(options.client_chain_pem());
    auto certificates = read_certificates(chain_name, chain.reveal());
    if (SSL_CTX_use_certificate(context_.get(), certificates.front().get()) != 1)
        refuse(chain_name, openssl_reason());
    for (std::size_t i = 1; i < certificates.size(); ++i)
        if (SSL_CTX_add1_chain_cert(context_.get(), certificates[i].get()) != 1)
            refuse(chain_name, openssl_reason());

    const std::string key_name =
        from_files ? source_name("client_certificate_files", options.client_key_file())
                   : "client_certificate_pem";
    const secret key = from_files ? read_file("client_certificate_files", options.client_key_file())
                                  : options.client_key_pem();
    const bio_ptr source = memory_bio(key.reveal());
    const evp_pkey_ptr parsed(
        PEM_read_bio_PrivateKey(source.get(), nullptr, &no_password, nullptr));
    if (!parsed)
        refuse(key_name, "there is no unencrypted PEM key in it");
    if (SSL_CTX_use_PrivateKey(context_.get(), parsed.get()) != 1 ||
        SSL_CTX_check_private_key(context_.get()) != 1)
        refuse(key_name, "the key does not fit the certificate");
}

void tls_context::choose_name(const tls_options& options, const endpoint& peer) {
    if (options.server_name().empty() && peer.literal) {
        address_ = peer.host;
        return;
    }
    name_ = options.server_name().empty() ? peer.tls_name() : options.server_name();
    if (name_.ends_with('.'))
        name_.pop_back();
    const bool plain =
        name_.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._") == std::string::npos;
    if (!plain || name_.empty() || name_.size() > 253)
        refuse("server_name", "not a DNS name");
}

ssl_ptr tls_context::make_ssl() {
    ssl_ptr ssl = checked(ssl_ptr(SSL_new(context_.get())));
    SSL_set_connect_state(ssl.get());
    X509_VERIFY_PARAM* verify = SSL_get0_param(ssl.get());
    X509_VERIFY_PARAM_set_hostflags(verify, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                                                X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    const int named = name_.empty()
                          ? X509_VERIFY_PARAM_set1_ip_asc(verify, address_.c_str())
                          : X509_VERIFY_PARAM_set1_host(verify, name_.data(), name_.size());
    if (named != 1)
        throw std::bad_alloc();
    if (!name_.empty())
        SSL_set_tlsext_host_name(ssl.get(), name_.c_str());
    if (const ssl_session_ptr session = take_session())
        SSL_set_session(ssl.get(), session.get());
    return ssl;
}

int tls_context::on_new_session(SSL* ssl, SSL_SESSION* session) {
    auto* self = static_cast<tls_context*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    if (self->sessions_.size() == max_sessions)
        self->sessions_.erase(self->sessions_.begin());
    self->sessions_.emplace_back(session); // Returning 1 keeps the reference.
    return 1;
}

/// The newest session. The last one is kept for the next connection too: a full handshake would
/// cost more than the ticket's second use gives away.
ssl_session_ptr tls_context::take_session() {
    while (!sessions_.empty()) {
        if (SSL_SESSION_is_resumable(sessions_.back().get()) == 0 ||
            is_expired(sessions_.back().get())) {
            sessions_.pop_back();
            continue;
        }
        if (sessions_.size() == 1) {
            SSL_SESSION_up_ref(sessions_.back().get());
            return ssl_session_ptr(sessions_.back().get());
        }
        ssl_session_ptr session = std::move(sessions_.back());
        sessions_.pop_back();
        return session;
    }
    return nullptr;
}

} // namespace mrs::net
