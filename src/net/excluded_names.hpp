// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_EXCLUDED_NAMES_HPP
#define MRS_NET_EXCLUDED_NAMES_HPP

#include <openssl/x509.h>

namespace mrs::net {

/// Whether the first certificate of a verified chain is also good for a DNS name that an authority
/// of the chain must not vouch for: `*.example.com` where `a.example.com` is excluded. OpenSSL
/// compares the wildcard itself with the excluded name, and lets it pass.
bool covers_excluded_name(const STACK_OF(X509) * chain);

} // namespace mrs::net

#endif
