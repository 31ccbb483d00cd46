// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_ACCESS_KEY_HPP
#define MRS_ACCESS_KEY_HPP

#include <mrs/secret.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace mrs {

/// An access key, with which each request is signed: AK and SK in the vendor's words.
class access_key {
public:
    access_key() = default;

    /// @param id  the key's public part, 1 to 128 bytes of visible ASCII
    /// @param key its secret part, which is never sent
    access_key(std::string id, secret key) : id_(std::move(id)), key_(std::move(key)) {}

    /// The token that goes with a temporary key, the header X-Security-Token. Default: none.
    access_key& security_token(secret token) noexcept {
        security_token_ = std::move(token);
        return *this;
    }

    /// How long from now a temporary key is good for; it is not used after that. Default:
    /// until the service refuses it.
    access_key& lifetime(std::chrono::nanoseconds time) noexcept {
        lifetime_ = time;
        return *this;
    }

    /// @{
    /// What was given.
    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] const secret& key() const noexcept { return key_; }
    [[nodiscard]] const secret& security_token() const noexcept { return security_token_; }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> lifetime() const noexcept {
        return lifetime_;
    }
    /// @}

private:
    std::string id_;
    secret key_;
    secret security_token_;
    std::optional<std::chrono::nanoseconds> lifetime_;
};

} // namespace mrs

#endif
