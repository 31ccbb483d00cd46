// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_ROW_KEY_HPP
#define MRS_CLI_INPUT_ROW_KEY_HPP

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace mrs::cli {

/// What tells one execution from another: the first 128 bits of SHA-256 over its cluster, a NUL and
/// its id. The same for ever, since shards and journals rely on it.
class row_key {
public:
    static constexpr std::size_t size = 16;

    row_key() = default;
    explicit row_key(const std::array<unsigned char, size>& bytes) noexcept : bytes_(bytes) {}

    [[nodiscard]] const std::array<unsigned char, size>& bytes() const noexcept { return bytes_; }

    /// The first 8 bytes, most significant first: evenly spread over all values.
    [[nodiscard]] std::uint64_t number() const noexcept;
    /// The others, spread as evenly among the keys of one shard.
    [[nodiscard]] std::uint64_t rest() const noexcept;

    friend bool operator==(const row_key&, const row_key&) = default;

private:
    std::array<unsigned char, size> bytes_{};
};

/// Makes keys, one after another.
class row_hasher {
public:
    /// @throws std::runtime_error where OpenSSL has no SHA-256
    row_hasher();

    /// @param cluster the one that is meant, so never empty for the command's own
    row_key operator()(std::string_view cluster, std::string_view id);

private:
    struct free_digest {
        void operator()(EVP_MD* digest) const noexcept { EVP_MD_free(digest); }
    };
    struct free_context {
        void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
    };

    std::unique_ptr<EVP_MD, free_digest> digest_;
    std::unique_ptr<EVP_MD_CTX, free_context> context_;
};

} // namespace mrs::cli

#endif
