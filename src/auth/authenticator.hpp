// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_AUTHENTICATOR_HPP
#define MRS_AUTH_AUTHENTICATOR_HPP

#include "auth/token_cache.hpp"
#include "net/strand.hpp"

#include <mrs/credentials.hpp>

#include <boost/intrusive/list.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <string>

namespace mrs::auth {

struct auth_tag;
using auth_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<auth_tag>>;

/// Waits for credentials.
class auth_user : public auth_hook {
public:
    virtual void on_credentials() = 0;
    virtual void on_credentials_failed(const std::string& why) = 0;

protected:
    ~auth_user() = default;
};

/// Gives each attempt its credentials: keeps the token, and has the provider fetch a new one when
/// there is none, once for all who wait. Used on the client's strand.
class authenticator : public std::enable_shared_from_this<authenticator> {
public:
    /// @throws mrs::error with `errc::invalid_argument` where the credentials cannot be used
    authenticator(net::strand executor, const credentials& source);
    authenticator(const authenticator&) = delete;
    authenticator& operator=(const authenticator&) = delete;
    ~authenticator();

    /// Whether `append_headers` can be called at `now`.
    [[nodiscard]] bool ready(time_point now) const noexcept { return cache_.usable(now); }
    /// Tells `user` when there are credentials, or why there are none; later, not now.
    void wait(auth_user& user);
    void remove(auth_user& user) noexcept;

    /// Adds the header lines of an attempt, each with its line end.
    void append_headers(std::string& request) const;
    /// Which credentials those are.
    [[nodiscard]] std::uint64_t number() const noexcept { return cache_.number(); }
    /// The service refused these credentials. Returns whether others can be had.
    bool refuse(std::uint64_t number) noexcept;

    /// The secret that a peer might echo.
    [[nodiscard]] std::string_view sent_secret() const noexcept;

private:
    using user_list = boost::intrusive::list<auth_user, boost::intrusive::base_hook<auth_hook>>;

    void fetch();
    void on_fetched(const std::exception_ptr& thrown, const auth_token& fetched);

    net::strand strand_;
    token_provider provider_;
    token_cache cache_;
    secret last_;
    user_list waiting_;
    bool fetching_ = false;
};

} // namespace mrs::auth

#endif
