// SPDX-License-Identifier: BSL-1.0
#include "net/tls_context.hpp"

#include "net/excluded_names.hpp"
#include "net/pem.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <new>
#include <utility>
#include <vector>

namespace mrs::net {

namespace {

int no_password(char*, int, int, void*) {
    return 0;
}

using certificate_list = std::vector<x509_ptr>;

void add_trust(SSL_CTX* context, const std::string& where, std::string_view pem,
               certificate_list& all) {
    for (auto& certificate : read_certificates(where, pem)) {
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get()) != 1)
            refuse_tls(where, openssl_reason());
        all.push_back(std::move(certificate));
    }
}

bool has_issued(const x509_ptr& issuer, const x509_ptr& one) {
    return X509_check_issued(issuer.get(), one.get()) == X509_V_OK;
}

/// Whether each of them leads to a root among them.
bool lead_to_roots(const certificate_list& all) {
    return std::all_of(all.begin(), all.end(), [&all](const x509_ptr& one) {
        return has_issued(one, one) ||
               std::any_of(all.begin(), all.end(),
                           [&one](const x509_ptr& issuer) { return has_issued(issuer, one); });
    });
}

/// That no algorithm and no key, of a certificate or an exchange, gives less than 112 bits.
constexpr int security_level = 2;

} // namespace

tls_context::tls_context(const tls_options& options, const endpoint& peer)
    : context_(checked(ssl_ctx_ptr(SSL_CTX_new(TLS_client_method())))), pins_(options.pins()) {
    SSL_CTX* context = context_.get();
    SSL_CTX_set_min_proto_version(context, options.min_version() == tls_options::version::tls_1_3
                                               ? TLS1_3_VERSION
                                               : TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_security_level(context,
                               std::max(SSL_CTX_get_security_level(context), security_level));
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, &tls_context::on_verify, this);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &tls_context::on_new_session);
    SSL_CTX_set_app_data(context, this);
    trust(options);
    revoke(options);
    identify(options);
    choose_name(options, peer);
}

void tls_context::trust(const tls_options& options) {
    const bool own = !options.ca_file().empty() || !options.ca_pem().empty();
    certificate_list given;
    if (!options.ca_file().empty()) {
        const secret text = read_file("ca_file", options.ca_file());
        add_trust(context_.get(), source_name("ca_file", options.ca_file()), text.reveal(), given);
    }
    if (!options.ca_pem().empty())
        add_trust(context_.get(), "ca_pem", options.ca_pem(), given);
    // Whom the user names is trusted, a root or not. Where there is the root, chains go on to it:
    // it may be pinned, and its revocation list asks for it.
    if (!lead_to_roots(given))
        X509_STORE_set_flags(SSL_CTX_get_cert_store(context_.get()), X509_V_FLAG_PARTIAL_CHAIN);
    if ((!own || options.with_system_ca()) && SSL_CTX_set_default_verify_paths(context_.get()) != 1)
        refuse_tls("with_system_ca", openssl_reason());
}

void tls_context::revoke(const tls_options& options) {
    if (options.crl_file().empty())
        return;
    const secret text = read_file("crl_file", options.crl_file());
    const std::string where = source_name("crl_file", options.crl_file());
    X509_STORE* store = SSL_CTX_get_cert_store(context_.get());
    for (const auto& list : read_revocations(where, text.reveal())) {
        if (X509_STORE_add_crl(store, list.get()) != 1)
            refuse_tls(where, openssl_reason());
        if (const ASN1_TIME* next = X509_CRL_get0_nextUpdate(list.get()))
            sessions_.bound(next);
    }
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}

void tls_context::identify(const tls_options& options) {
    const bool from_files = !options.client_chain_file().empty();
    if (!from_files && options.client_chain_pem().empty()) {
        if (!options.client_key_file().empty())
            refuse_tls("client_certificate_files", "there is a key, but no certificate");
        if (!options.client_key_pem().empty())
            refuse_tls("client_certificate_pem", "there is a key, but no certificate");
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
        refuse_tls(chain_name, openssl_reason());
    for (std::size_t i = 1; i < certificates.size(); ++i)
        if (SSL_CTX_add1_chain_cert(context_.get(), certificates[i].get()) != 1)
            refuse_tls(chain_name, openssl_reason());

    const std::string key_name =
        from_files ? source_name("client_certificate_files", options.client_key_file())
                   : "client_certificate_pem";
    const secret key = from_files ? read_file("client_certificate_files", options.client_key_file())
                                  : options.client_key_pem();
    const bio_ptr source = memory_bio(key.reveal());
    const evp_pkey_ptr parsed(
        PEM_read_bio_PrivateKey(source.get(), nullptr, &no_password, nullptr));
    if (!parsed)
        refuse_tls(key_name, "there is no unencrypted PEM key in it");
    if (SSL_CTX_use_PrivateKey(context_.get(), parsed.get()) != 1 ||
        SSL_CTX_check_private_key(context_.get()) != 1)
        refuse_tls(key_name, "the key does not fit the certificate");
}

void tls_context::choose_name(const tls_options& options, const endpoint& peer) {
    const endpoint asked =
        options.server_name().empty() ? peer : parse_server_name(options.server_name());
    if (asked.literal)
        address_ = asked.host;
    else
        name_ = asked.tls_name();
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
    if (const ssl_session_ptr session = sessions_.take(std::time(nullptr)))
        SSL_set_session(ssl.get(), session.get());
    return ssl;
}

/// Verifies as OpenSSL does, and then looks for an excluded name and for a pinned key; within the
/// handshake, so that a peer that is refused gets neither the client's certificate nor a session.
int tls_context::on_verify(X509_STORE_CTX* peer, void* self) {
    if (X509_verify_cert(peer) != 1)
        return 0;
    const STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(peer);
    const pin_set& pins = static_cast<tls_context*>(self)->pins_;
    int error = X509_V_OK;
    if (covers_excluded_name(chain))
        error = X509_V_ERR_EXCLUDED_VIOLATION;
    else if (!pins.empty() && !pins.match(chain))
        error = X509_V_ERR_APPLICATION_VERIFICATION;
    if (error == X509_V_OK)
        return 1;
    X509_STORE_CTX_set_error(peer, error);
    return 0;
}

int tls_context::on_new_session(SSL* ssl, SSL_SESSION* session) {
    auto* self = static_cast<tls_context*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    // Returning 1 keeps the reference.
    self->sessions_.add(ssl_session_ptr(session), SSL_get0_verified_chain(ssl));
    return 1;
}

} // namespace mrs::net
