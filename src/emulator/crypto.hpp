// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CRYPTO_HPP
#define MRS_EMULATOR_CRYPTO_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// The 32 bytes of the digest.
std::string sha256(std::string_view text);

/// The 32 bytes of the authentication code.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// Takes the same time wherever two texts of one size differ.
bool equal_secrets(std::string_view one, std::string_view other);

std::string random_bytes(std::size_t size);

/// Letters, digits, `+` and `-`, as in the service's own tokens; six random bits a character.
std::string random_text(std::size_t size);

} // namespace mrs_emulator

#endif
