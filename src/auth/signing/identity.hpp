// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_IDENTITY_HPP
#define MRS_AUTH_SIGNING_IDENTITY_HPP

#include "api/echo.hpp"
#include "core/clock.hpp"

#include <mrs/access_key.hpp>
#include <mrs/credentials.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mrs::auth {

/// The sentence that says why `token` cannot go into a header, or nothing. It never quotes it.
std::optional<std::string> check_token(const secret& token);
/// The same of an access key.
std::optional<std::string> check_access_key(const access_key& key);

/// What a request proves itself with: a token, or an access key.
class identity {
public:
    explicit identity(const auth_token& token)
        : token_(token.value()), lifetime_(token.lifetime()), is_key_(false) {}
    explicit identity(access_key key)
        : key_(std::move(key)), lifetime_(key_.lifetime()), is_key_(true) {}

    [[nodiscard]] bool is_key() const noexcept { return is_key_; }
    [[nodiscard]] const secret& token() const noexcept { return token_; }
    [[nodiscard]] const access_key& key() const noexcept { return key_; }
    /// How long from its making it is good for; nothing where that is not known.
    [[nodiscard]] std::optional<duration> lifetime() const noexcept { return lifetime_; }

    /// Why it cannot be used, or nothing.
    [[nodiscard]] std::optional<std::string> problem() const;
    /// The secret that the service sees, and might echo.
    [[nodiscard]] std::string_view sent_secret() const noexcept {
        return (is_key_ ? key_.security_token() : token_).reveal();
    }
    /// The same, to be found in what it says.
    [[nodiscard]] const api::echo& echoes() const;

private:
    secret token_;
    access_key key_;
    std::optional<duration> lifetime_;
    bool is_key_;
    mutable std::shared_ptr<const api::echo> echoes_; ///< Made when it is asked for.
};

} // namespace mrs::auth

#endif
