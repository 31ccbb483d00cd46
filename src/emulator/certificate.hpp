// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CERTIFICATE_HPP
#define MRS_EMULATOR_CERTIFICATE_HPP

#include <string>
#include <vector>

namespace mrs_emulator {

/// A server's certificate with its key, and the authority that vouches for it; all as PEM.
struct server_identity {
    std::string authority;
    std::string certificate;
    std::string private_key;
};

/// Makes an authority and a certificate for `localhost`, the loopback addresses and the `hosts`,
/// valid for 30 days. The authority's key is forgotten at once.
server_identity make_server_identity(const std::vector<std::string>& hosts);

} // namespace mrs_emulator

#endif
