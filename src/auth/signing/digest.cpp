// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/digest.hpp"

#include "core/openssl_life.hpp"
#include "core/text.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <cstddef>
#include <new>
#include <utility>

namespace mrs::auth {

namespace {

constexpr std::size_t digest_bytes = 32;
using bytes = std::array<unsigned char, digest_bytes>;

void require(bool done) {
    if (!done)
        throw std::bad_alloc();
}

hex_digest to_hex(const bytes& digest) noexcept {
    hex_digest text{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        text[2 * i] = core::hex_digits[digest[i] >> 4];
        text[2 * i + 1] = core::hex_digits[digest[i] & 0xf];
    }
    return text;
}

const unsigned char* raw(std::string_view text) noexcept {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

struct digester::contexts {
    contexts()
        : md(EVP_MD_fetch(nullptr, "SHA256", nullptr)), hash(EVP_MD_CTX_new()),
          mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), keyed(EVP_MAC_CTX_new(mac.get())) {
        require(md && hash && mac && keyed);
        std::string_view name = "SHA256";
        const std::array<OSSL_PARAM, 2> settings = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(name.data()),
                                             name.size()),
            OSSL_PARAM_construct_end()};
        require(EVP_MAC_CTX_set_params(keyed.get(), settings.data()) == 1);
        start();
    }

    void start() { require(EVP_DigestInit_ex2(hash.get(), md.get(), nullptr) == 1); }

    std::unique_ptr<EVP_MD, openssl_free<EVP_MD_free>> md;
    std::unique_ptr<EVP_MD_CTX, openssl_free<EVP_MD_CTX_free>> hash;
    std::unique_ptr<EVP_MAC, openssl_free<EVP_MAC_free>> mac;
    std::unique_ptr<EVP_MAC_CTX, openssl_free<EVP_MAC_CTX_free>> keyed;
};

digester::digester(secret key) : key_(std::move(key)), contexts_(std::make_unique<contexts>()) {}

digester::digester(digester&&) noexcept = default;
digester& digester::operator=(digester&&) noexcept = default;
digester::~digester() = default;

digester& digester::add(std::string_view part) {
    require(EVP_DigestUpdate(contexts_->hash.get(), part.data(), part.size()) == 1);
    return *this;
}

hex_digest digester::sha256() {
    bytes digest{};
    require(EVP_DigestFinal_ex(contexts_->hash.get(), digest.data(), nullptr) == 1);
    contexts_->start();
    return to_hex(digest);
}

hex_digest digester::hmac(std::string_view text) {
    bytes digest{};
    std::size_t size = 0;
    EVP_MAC_CTX* const context = contexts_->keyed.get();
    const std::string_view key = key_.reveal();
    // With the key each time: not every OpenSSL 3 keeps it over a second init.
    require(EVP_MAC_init(context, raw(key), key.size(), nullptr) == 1 &&
            EVP_MAC_update(context, raw(text), text.size()) == 1 &&
            EVP_MAC_final(context, digest.data(), &size, digest.size()) == 1);
    return to_hex(digest);
}

} // namespace mrs::auth
