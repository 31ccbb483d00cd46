// SPDX-License-Identifier: BSL-1.0
#include "crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace mrs_emulator {
namespace {

constexpr std::size_t digest_size = 32;

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string sha256(std::string_view text) {
    std::string digest(digest_size, '\0');
    if (EVP_Digest(text.data(), text.size(), bytes_of(digest), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL makes no SHA-256");
    return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    std::string code(digest_size, '\0');
    std::size_t size = 0;
    if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(),
                  bytes_of(text), text.size(), bytes_of(code), code.size(), &size) == nullptr ||
        size != digest_size)
        throw std::runtime_error("OpenSSL makes no HMAC-SHA256");
    return code;
}

bool equal_secrets(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    if (RAND_bytes(bytes_of(bytes), static_cast<int>(size)) != 1)
        throw std::runtime_error("OpenSSL has no random bytes");
    return bytes;
}

std::string random_text(std::size_t size) {
    constexpr std::string_view characters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    std::string text = random_bytes(size);
    for (char& each : text)
        each = characters[static_cast<unsigned char>(each) & 63U];
    return text;
}

} // namespace mrs_emulator
