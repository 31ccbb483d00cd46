// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_TLS_ROW_HPP
#define MRS_TEST_FAULT_TLS_ROW_HPP

#include "certificate_factory.hpp"
#include "fault_case.hpp"

#include <mrs/client_options.hpp>

#include <string>

namespace mrs_test {

/// Whom most rows ask for.
inline const std::string usual_host = "api.mrs.test";

/// Trusts `test_root` alone.
mrs::tls_options trusting_root();

/// Whom a client asks for, and what it demands.
struct tls_side {
    tls_side() = default;
    explicit tls_side(std::string name, mrs::tls_options demands = trusting_root())
        : host(std::move(name)), tls(std::move(demands)) {}

    std::string host = usual_host;
    mrs::tls_options tls = trusting_root();
};

/// For a client of `host`, a name that the resolver option takes to 127.0.0.1, or an address.
mrs::client_options options_for(const fault_server& server, const tls_side& client);

/// A server's certificate for a name, or for 127.0.0.1, that is good in every way.
certificate good_leaf(const std::string& host = usual_host);

/// A script that shakes hands with `context`, and serves if that comes off.
fault_server::script shaking_hands(SSL_CTX* context);

/// The server is taken for what it says it is: a call succeeds.
void check_accepted(SSL_CTX* server, const tls_side& client = tls_side());

/// The server's first connection does what `first` says. The client has to end a call with `code`
/// and `words`, at once and for good: one connection, and a request reaches nobody. From the second
/// on, the server is a good one.
/// @param attempts 1 where the client's side of the handshake ends before it is refused, so that
///                 its request may have left
void check_refused(const fault_server::script& first, mrs::errc code, const std::string& words,
                   const tls_side& client = tls_side(), int attempts = 0);
/// The same where the certificate is at fault.
/// @param verified OpenSSL's X509_V_ERR_…, which the diagnostics have to name
void check_refused(SSL_CTX* server, int verified, const tls_side& client = tls_side());

} // namespace mrs_test

#endif
