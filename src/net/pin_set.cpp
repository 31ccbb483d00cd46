// SPDX-License-Identifier: BSL-1.0
#include "net/pin_set.hpp"

#include "net/pem.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace mrs::net {

namespace {

constexpr std::string_view pin_scheme = "sha256/";
constexpr std::size_t base64_size = 44; ///< Of 32 bytes.

/// Decodes 44 characters of base64, of the one way to write 32 bytes.
bool decode(std::string_view text, std::array<unsigned char, 32>& bytes) {
    std::array<unsigned char, 33> decoded{};
    std::array<unsigned char, base64_size + 1> again{};
    if (text.size() != base64_size ||
        EVP_DecodeBlock(decoded.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) != static_cast<int>(decoded.size()))
        return false;
    std::copy_n(decoded.begin(), bytes.size(), bytes.begin());
    EVP_EncodeBlock(again.data(), bytes.data(), static_cast<int>(bytes.size()));
    return std::equal(text.begin(), text.end(), again.begin());
}

bool digest_of(const X509* certificate, std::array<unsigned char, 32>& result) noexcept {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0)
        return false;
    const bool done = EVP_Digest(der, static_cast<std::size_t>(size), result.data(), nullptr,
                                 EVP_sha256(), nullptr) == 1;
    OPENSSL_free(der);
    return done;
}

} // namespace

pin_set::pin_set(const std::vector<std::string>& pins) {
    for (std::size_t i = 0; i < pins.size(); ++i) {
        const std::string_view pin = pins[i];
        digest one{};
        if (!pin.starts_with(pin_scheme) || !decode(pin.substr(pin_scheme.size()), one))
            refuse_tls("pins[" + std::to_string(i) + "]",
                       "not \"sha256/\" and the base64 of 32 bytes");
        digests_.push_back(one);
    }
}

bool pin_set::match(const STACK_OF(X509) * chain) const noexcept {
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        digest shown{};
        if (digest_of(sk_X509_value(chain, i), shown) &&
            std::find(digests_.begin(), digests_.end(), shown) != digests_.end())
            return true;
    }
    return false;
}

} // namespace mrs::net
