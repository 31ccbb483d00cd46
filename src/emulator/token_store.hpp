// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TOKEN_STORE_HPP
#define MRS_EMULATOR_TOKEN_STORE_HPP

#include "utc_time.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mrs_emulator {

enum class token_state { live, expired, revoked, unknown };

struct issued_token {
    std::string text;
    utc_time expires;
};

/// The tokens that have been issued, each a few bytes however long it is. One that expired a day
/// ago is forgotten.
class token_store {
public:
    explicit token_store(std::size_t token_size) : token_size_(token_size) {}

    issued_token issue(utc_time now, std::chrono::microseconds lifetime);
    [[nodiscard]] token_state check(std::string_view token, utc_time now) const;

    /// When a known token expires.
    [[nodiscard]] utc_time expiry(std::string_view token) const;

    /// Makes every token that is live one that is revoked.
    void revoke_all(utc_time now);

    [[nodiscard]] std::size_t live(utc_time now) const;

private:
    void forget_old(utc_time now);

    struct record {
        utc_time expires;
        bool revoked = false;
    };

    std::size_t token_size_;
    std::unordered_map<std::string, record> records_; ///< By the token's digest.
    std::deque<std::string> digests_;                 ///< In the order of issue.
};

} // namespace mrs_emulator

#endif
