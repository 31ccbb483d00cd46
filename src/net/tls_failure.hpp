// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_TLS_FAILURE_HPP
#define MRS_NET_TLS_FAILURE_HPP

#include "net/transport_error.hpp"

namespace mrs::net {

/// OpenSSL's `code` as an error code.
error_code openssl_code(unsigned long code);

/// Why a TLS handshake failed.
/// @param verified what verifying the peer's certificate came to
/// @param code     OpenSSL's first error
transport_error tls_failure(long verified, unsigned long code);

/// Whether an error is an alert by which the peer refuses this side's certificate, or misses one.
/// In TLS 1.3 a client hears of it after its handshake.
bool refuses_certificate(unsigned long code) noexcept;

} // namespace mrs::net

#endif
