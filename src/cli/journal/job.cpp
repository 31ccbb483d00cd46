// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/job.hpp"

#include "cli/base/escape.hpp"
#include "core/openssl_life.hpp"

#include <boost/algorithm/hex.hpp>

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace mrs::cli {

namespace {

using digest_ptr = std::unique_ptr<EVP_MD_CTX, openssl_free<EVP_MD_CTX_free>>;

void require(int done) {
    if (done != 1)
        throw std::runtime_error("SHA-256 is not to be had from OpenSSL");
}

/// Each id goes in behind its size, so that no two lists are hashed as the same bytes.
std::string sha256_of(const std::vector<std::string>& ids) {
    const digest_ptr digest(EVP_MD_CTX_new());
    require(digest != nullptr ? EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) : 0);
    for (const std::string& id : ids) {
        const std::string text = std::to_string(id.size()) + ":" + id;
        require(EVP_DigestUpdate(digest.get(), text.data(), text.size()));
    }
    std::array<unsigned char, 32> hash{};
    require(EVP_DigestFinal_ex(digest.get(), hash.data(), nullptr));
    std::string hex;
    boost::algorithm::hex_lower(hash, std::back_inserter(hex));
    return hex;
}

std::string quoted(const job::field& one) {
    return one.first + " is '" + one.second + "'";
}

} // namespace

job& job::add(std::string_view name, std::string_view value) {
    fields_.emplace_back(name, escaped(value));
    return *this;
}

job& job::add_ids(const std::vector<std::string>& ids) {
    return add("ids", std::to_string(ids.size()) + " with SHA-256 " + sha256_of(ids));
}

std::string job::difference_from(const job& run) const {
    const auto& theirs = run.fields_;
    for (std::size_t at = 0; at < fields_.size() || at < theirs.size(); ++at) {
        if (at >= theirs.size())
            return "its " + quoted(fields_[at]) + ", this run has none";
        if (at >= fields_.size())
            return "it has none of this run's: " + quoted(theirs[at]);
        if (fields_[at].first != theirs[at].first)
            return "its " + quoted(fields_[at]) + " where this run's " + quoted(theirs[at]);
        if (fields_[at].second != theirs[at].second)
            return "its " + quoted(fields_[at]) + ", this run's is '" + theirs[at].second + "'";
    }
    return {};
}

} // namespace mrs::cli
