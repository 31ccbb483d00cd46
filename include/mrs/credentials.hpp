// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CREDENTIALS_HPP
#define MRS_CREDENTIALS_HPP

#include <mrs/secret.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace mrs {

/// A user token for the header X-Auth-Token, with how long it is good for.
class auth_token {
public:
    auth_token() = default;

    /// A token of unknown lifetime: it is used until the service refuses it.
    explicit auth_token(secret value) noexcept : value_(std::move(value)) {}

    /// @param value    the token
    /// @param lifetime how long from now it is good for; it is not used after that
    auth_token(secret value, std::chrono::nanoseconds lifetime) noexcept
        : value_(std::move(value)), lifetime_(lifetime) {}

    [[nodiscard]] const secret& value() const noexcept { return value_; }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> lifetime() const noexcept {
        return lifetime_;
    }

private:
    secret value_;
    std::optional<std::chrono::nanoseconds> lifetime_;
};

static_assert(!std::is_aggregate_v<auth_token>);

/// Fetches a token. It is awaited on the client's executor, once at a time however many calls
/// wait, when there is no token yet, when the last one's lifetime has ended, and once when the
/// service refuses the last one. What it throws ends the calls that wait with
/// `errc::credentials_failed`, and is not kept: the next call asks again.
using token_provider = std::function<boost::asio::awaitable<auth_token>()>;

/// Where a client takes the credentials of its requests from.
///
/// @par Thread safety
/// Distinct objects may be used at once. Clients made from copies of one object do not share what
/// a provider answered.
class credentials {
public:
    /// The same token for every request.
    /// @param token 1 to 32,000 bytes of visible ASCII; a client refuses any other at construction
    static credentials token(secret token);

    /// Tokens from the user's own coroutine.
    /// @param provider not empty; a client refuses an empty one at construction
    static credentials provider(token_provider provider);

    [[nodiscard]] const std::optional<secret>& fixed_token() const noexcept { return token_; }
    [[nodiscard]] const token_provider& provider_function() const noexcept { return provider_; }

private:
    credentials() = default;

    std::optional<secret> token_;
    token_provider provider_;
};

} // namespace mrs

#endif
