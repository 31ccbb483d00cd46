// SPDX-License-Identifier: BSL-1.0
#include "cli/input/row_key.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace mrs::cli {

std::uint64_t row_key::number() const noexcept {
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < sizeof number; ++at)
        number = number << 8 | bytes_[at];
    return number;
}

std::uint64_t row_key::rest() const noexcept {
    std::uint64_t rest = 0;
    static_assert(size == 2 * sizeof rest);
    std::memcpy(&rest, bytes_.data() + sizeof rest, sizeof rest);
    return rest;
}

row_hasher::row_hasher()
    : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!digest_ || !context_)
        throw std::runtime_error("OpenSSL does not offer SHA-256");
}

row_key row_hasher::operator()(std::string_view cluster, std::string_view id) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
    const bool made = EVP_DigestInit_ex2(context_.get(), digest_.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(context_.get(), cluster.data(), cluster.size()) == 1 &&
                      EVP_DigestUpdate(context_.get(), "", 1) == 1 &&
                      EVP_DigestUpdate(context_.get(), id.data(), id.size()) == 1 &&
                      EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1;
    if (!made)
        throw std::runtime_error("OpenSSL cannot hash");
    std::array<unsigned char, row_key::size> bytes;
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    return row_key(bytes);
}

} // namespace mrs::cli
