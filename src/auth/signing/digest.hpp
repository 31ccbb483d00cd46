// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_DIGEST_HPP
#define MRS_AUTH_SIGNING_DIGEST_HPP

#include <mrs/secret.hpp>

#include <array>
#include <memory>
#include <string_view>

namespace mrs::auth {

/// 32 bytes in lower-case hexadecimal.
using hex_digest = std::array<char, 64>;

inline std::string_view text_of(const hex_digest& digest) noexcept {
    return {digest.data(), digest.size()};
}

/// SHA-256, and HMAC-SHA-256 under one key, by OpenSSL. What OpenSSL looks up and allocates is kept
/// from one use to the next.
class digester {
public:
    /// @param key not empty
    /// @throws std::bad_alloc
    explicit digester(secret key);
    digester(digester&&) noexcept;
    digester& operator=(digester&&) noexcept;
    ~digester();

    /// The hash of what was added since the last one was taken.
    digester& add(std::string_view part);
    hex_digest sha256();

    hex_digest hmac(std::string_view text);

private:
    struct contexts;
    secret key_;
    std::unique_ptr<contexts> contexts_;
};

} // namespace mrs::auth

#endif
