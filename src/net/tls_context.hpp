// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_TLS_CONTEXT_HPP
#define MRS_NET_TLS_CONTEXT_HPP

#include "core/openssl_ptr.hpp"
#include "net/endpoint.hpp"
#include "net/pin_set.hpp"
#include "net/session_store.hpp"

#include <mrs/tls_options.hpp>

#include <string>

namespace mrs::net {

/// What the TLS connections of one client share: whom they trust, what they show, under which name
/// they look for the peer, and the sessions that later ones resume. Used on the client's strand.
class tls_context {
public:
    /// @throws mrs::error with `errc::invalid_argument`, which names the option and the file
    tls_context(const tls_options& options, const endpoint& peer);
    tls_context(const tls_context&) = delete;
    tls_context& operator=(const tls_context&) = delete;

    /// A client's end of a new connection, which will verify the peer's certificate and name and
    /// offers to resume a session where there is one.
    /// @throws std::bad_alloc
    ssl_ptr make_ssl();

private:
    static int on_verify(X509_STORE_CTX* peer, void* self);
    static int on_new_session(SSL* ssl, SSL_SESSION* session);

    void trust(const tls_options& options);
    void revoke(const tls_options& options);
    void identify(const tls_options& options);
    void choose_name(const tls_options& options, const endpoint& peer);

    ssl_ctx_ptr context_;
    const pin_set pins_;
    std::string name_;    ///< DNS name for SNI and verification, or empty.
    std::string address_; ///< Address to verify where there is no name.
    session_store sessions_;
};

} // namespace mrs::net

#endif
