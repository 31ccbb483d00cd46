// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_OPTIONS_HPP
#define MRS_CLIENT_OPTIONS_HPP

#include <mrs/credentials.hpp>
#include <mrs/export.hpp>
#include <mrs/pool_options.hpp>
#include <mrs/proxy_options.hpp>
#include <mrs/rate_options.hpp>
#include <mrs/retry_options.hpp>
#include <mrs/timeout_options.hpp>
#include <mrs/tls_options.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mrs {

class observer;

/// Resolves a host's name to the addresses to try, best first. It is awaited on the client's
/// executor, once at a time. What it throws is the resolve's failure; a thrown `error_code` of
/// `boost::asio::error::host_not_found` says that the name does not exist, which is never retried.
using host_resolver =
    std::function<boost::asio::awaitable<std::vector<boost::asio::ip::address>>(std::string host)>;

/// All that a client is made of. `client`'s constructor checks it and names the field at fault.
class client_options {
public:
    /// @param endpoint   `https://host` or `https://host:port`, without user info, path or query.
    ///                   `http://` is refused unless `allow_plaintext_loopback` is set and the host
    ///                   is a loopback address
    /// @param project_id the project's id, `[A-Za-z0-9]{1,64}`
    /// @param creds      where the credentials of a request come from
    client_options(std::string endpoint, std::string project_id, credentials creds)
        : endpoint_(std::move(endpoint)), project_id_(std::move(project_id)),
          credentials_(std::move(creds)) {}

    /// As above, with the endpoints of `region`, such as "cn-north-4": those that the variable
    /// `HUAWEICLOUD_SDK_REGION_MRS_CN_NORTH_4` lists now, or else the vendor's public endpoint.
    /// What follows the first is what to fail over to. The `regions.yaml` of the vendor's SDKs is
    /// not read.
    /// @throws mrs::error with `errc::invalid_argument` where the region is not known
    MRS_EXPORT static client_options for_region(std::string_view region, std::string project_id,
                                                credentials creds);

    /// Endpoints, each written as the constructor's, to which the client moves in this order while
    /// no connection can be opened to the one in use: its name does not resolve, no address accepts
    /// a connection, or the TLS handshake fails or times out. A call hears of that only when each
    /// endpoint has failed once in a row; after the last one, the first is tried again. The client
    /// stays where it could connect. Through a proxy, it moves where the proxy refuses to
    /// connect to the endpoint or does not answer in time.
    ///
    /// No move follows a certificate that is refused, which may be an attack or a wrong authority,
    /// nor a proxy that cannot be reached or refuses its credentials, nor an answer or a connection
    /// lost after it was opened. What `tls` says holds for all,
    /// `tls_options::server_name` too. The service's quota is taken for the first one's.
    /// Default: none.
    client_options& failover(std::vector<std::string> endpoints) {
        failover_ = std::move(endpoints);
        return *this;
    }

    /// The time limits. Default: those of `timeout_options`.
    client_options& timeouts(timeout_options limits) noexcept {
        timeouts_ = limits;
        return *this;
    }
    /// How what failed is repeated. Default: as `retry_options` says.
    client_options& retry(retry_options options) noexcept {
        retry_ = options;
        return *this;
    }
    /// How connections are kept. Default: as `pool_options` says.
    client_options& pool(pool_options options) noexcept {
        pool_ = options;
        return *this;
    }
    /// How cancels are paced. Default: `rate_mode::automatic_for_bulk`.
    client_options& rate(rate_options options) noexcept {
        rate_ = options;
        return *this;
    }
    /// Whom the client trusts, and how it shows who it is. Default: as `tls_options` says.
    client_options& tls(tls_options options) {
        tls_ = std::move(options);
        return *this;
    }

    /// The proxy to reach the endpoints through, and IAM; never the services of the machine or its
    /// pod. The environment is looked at where `proxy_options::from_environment` is called.
    /// Default: none.
    client_options& proxy(proxy_options options) {
        proxy_ = std::move(options);
        return *this;
    }

    /// The language of the service's messages, the header X-Language: "zh-cn", "en-us", or empty
    /// to leave the choice to the service. Default: empty.
    client_options& language(std::string tag) {
        language_ = std::move(tag);
        return *this;
    }

    /// Text that goes before the library's own in the header User-Agent, such as "my-server/2.1".
    /// Default: empty.
    client_options& user_agent(std::string product) {
        user_agent_ = std::move(product);
        return *this;
    }

    /// Resolves the endpoints' names, or the proxy's where there is one, in place of the system's
    /// resolver. Default: the system's.
    client_options& resolver(host_resolver resolve) {
        resolver_ = std::move(resolve);
        return *this;
    }

    /// Who hears what the client does, from its first call to its last; several clients may share
    /// one. Default: none.
    client_options& observer(std::shared_ptr<mrs::observer> who) noexcept {
        observer_ = std::move(who);
        return *this;
    }

    /// Permits `http://` to a loopback address: for tests and for a proxy on the same machine.
    /// Default: off.
    client_options& allow_plaintext_loopback(bool yes) noexcept {
        allow_plaintext_loopback_ = yes;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }
    [[nodiscard]] const std::vector<std::string>& failover() const noexcept { return failover_; }
    /// @}
    /// The region that `for_region` was given, or empty.
    [[nodiscard]] const std::string& region() const noexcept { return region_; }
    /// @{
    /// What was set, or else the default.
    [[nodiscard]] const std::string& project_id() const noexcept { return project_id_; }
    [[nodiscard]] const mrs::credentials& credentials() const noexcept { return credentials_; }
    [[nodiscard]] const timeout_options& timeouts() const noexcept { return timeouts_; }
    [[nodiscard]] const retry_options& retry() const noexcept { return retry_; }
    [[nodiscard]] const pool_options& pool() const noexcept { return pool_; }
    [[nodiscard]] const rate_options& rate() const noexcept { return rate_; }
    [[nodiscard]] const tls_options& tls() const noexcept { return tls_; }
    [[nodiscard]] const proxy_options& proxy() const noexcept { return proxy_; }
    [[nodiscard]] const std::string& language() const noexcept { return language_; }
    [[nodiscard]] const std::string& user_agent() const noexcept { return user_agent_; }
    [[nodiscard]] const host_resolver& resolver() const noexcept { return resolver_; }
    [[nodiscard]] const std::shared_ptr<mrs::observer>& observer() const noexcept {
        return observer_;
    }
    [[nodiscard]] bool allow_plaintext_loopback() const noexcept {
        return allow_plaintext_loopback_;
    }
    /// @}

private:
    std::string endpoint_;
    std::vector<std::string> failover_;
    std::string region_;
    std::string project_id_;
    mrs::credentials credentials_;
    timeout_options timeouts_;
    retry_options retry_;
    pool_options pool_;
    rate_options rate_;
    tls_options tls_;
    proxy_options proxy_;
    std::string language_;
    std::string user_agent_;
    host_resolver resolver_;
    std::shared_ptr<mrs::observer> observer_;
    bool allow_plaintext_loopback_ = false;
};

} // namespace mrs

#endif
