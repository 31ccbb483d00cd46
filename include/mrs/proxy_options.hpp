// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_PROXY_OPTIONS_HPP
#define MRS_PROXY_OPTIONS_HPP

#include <mrs/export.hpp>
#include <mrs/secret.hpp>

#include <string>
#include <utility>

namespace mrs {

/// The HTTP proxy that a client's connections go through, by the method CONNECT.
///
/// TLS goes through it from end to end: the endpoint's certificate and name are verified as
/// without a proxy, and the proxy sees the endpoint's name and port alone. Its own name is resolved
/// as the endpoint's would be; the endpoint's is resolved by the proxy.
class proxy_options {
public:
    /// None.
    proxy_options() = default;

    /// @param url `http://host:port`. Without user info: a URL is shown and logged, a password is
    ///            not; see `credentials`
    explicit proxy_options(std::string url) : url_(std::move(url)) {}

    /// What the environment says, read now: the proxy in `https_proxy`, or else in `HTTPS_PROXY`,
    /// and for whom it is not used in `no_proxy`, or else in `NO_PROXY`. No proxy where both of the
    /// first are empty. The variable may hold `http://user:password@host:port`, percent-encoded,
    /// for the environment has no other place for them; `http://` may be left out.
    /// @throws mrs::error with `errc::invalid_argument`, whose text names the variable and shows
    /// nothing of what it holds
    MRS_EXPORT static proxy_options from_environment();

    /// Shows these to the proxy, and to nobody else: Basic, which the proxy's own connection
    /// carries in clear text. Default: none.
    /// @param user     1 to 256 bytes without a colon and without control characters
    /// @param password up to 1024 bytes without control characters
    proxy_options& credentials(std::string user, secret password) {
        user_ = std::move(user);
        password_ = std::move(password);
        return *this;
    }

    /// For whom the proxy is not used, separated by commas or spaces: a name, which stands for the
    /// names below it too, with or without a dot before it; an address; a network such as
    /// 10.0.0.0/8; each with a port or without, but for the network; or `*` for all. Names are not
    /// resolved for it. Default: empty.
    proxy_options& no_proxy(std::string list) {
        no_proxy_ = std::move(list);
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    [[nodiscard]] const std::string& user() const noexcept { return user_; }
    [[nodiscard]] const secret& password() const noexcept { return password_; }
    [[nodiscard]] const std::string& no_proxy() const noexcept { return no_proxy_; }
    /// @}

private:
    std::string url_;
    std::string user_;
    secret password_;
    std::string no_proxy_;
};

} // namespace mrs

#endif
