// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SERVER_IDENTITY_HPP
#define MRS_TEST_SERVER_IDENTITY_HPP

#include <mrs/tls_options.hpp>

#include <openssl/ssl.h>

namespace mrs_test {

/// A server's context with a certificate for `localhost` and 127.0.0.1, made once for the process.
SSL_CTX* server_tls();
/// What a client has to trust for it.
mrs::tls_options trusted_tls();

} // namespace mrs_test

#endif
