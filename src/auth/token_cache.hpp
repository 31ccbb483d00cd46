// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_TOKEN_CACHE_HPP
#define MRS_AUTH_TOKEN_CACHE_HPP

#include "core/clock.hpp"

#include <mrs/credentials.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace mrs::auth {

/// The sentence that says why `token` cannot go into a header, or nothing. It never quotes it.
std::optional<std::string> check_token(const secret& token);

/// The one token of a client, and how far it can be trusted.
///
/// Each token has a number. A call remembers the number that it was sent with, so that of many
/// calls that one token was refused to, the first alone throws it away.
class token_cache {
public:
    /// Whether there is a token that is good at `now`.
    [[nodiscard]] bool usable(time_point now) const noexcept {
        return token_.has_value() && now < good_until_;
    }
    [[nodiscard]] const secret& token() const noexcept { return *token_; }
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

    void store(const auth_token& fresh, time_point now) {
        token_ = fresh.value();
        good_until_ = fresh.lifetime()
                          ? (*fresh.lifetime() < never - now ? now + *fresh.lifetime() : never)
                          : never;
        ++number_;
    }

    /// The service refused the token of this number: it is not used again.
    void refuse(std::uint64_t number) noexcept {
        if (number == number_)
            token_.reset();
    }

private:
    std::optional<secret> token_;
    time_point good_until_ = never;
    std::uint64_t number_ = 0;
};

} // namespace mrs::auth

#endif
