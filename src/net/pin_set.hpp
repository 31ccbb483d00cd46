// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_PIN_SET_HPP
#define MRS_NET_PIN_SET_HPP

#include <openssl/x509.h>

#include <array>
#include <string>
#include <vector>

namespace mrs::net {

/// The public keys of which a peer's chain has to show one.
class pin_set {
public:
    /// @param pins as `tls_options::pins`
    /// @throws mrs::error with `errc::invalid_argument`, which names the pin
    explicit pin_set(const std::vector<std::string>& pins);

    [[nodiscard]] bool empty() const noexcept { return digests_.empty(); }
    /// Whether one of these certificates has a pinned key.
    [[nodiscard]] bool match(const STACK_OF(X509) * chain) const noexcept;

private:
    using digest = std::array<unsigned char, 32>;

    std::vector<digest> digests_;
};

} // namespace mrs::net

#endif
