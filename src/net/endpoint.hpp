// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_ENDPOINT_HPP
#define MRS_NET_ENDPOINT_HPP

#include <boost/asio/ip/address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mrs::net {

/// An HTTP origin: where to connect, and under which name.
struct endpoint {
    bool tls = true;
    std::string host; ///< For the resolver; a trailing dot is kept.
    std::uint16_t port = 443;
    std::optional<boost::asio::ip::address> literal; ///< The host, where it is an address.

    /// For SNI and verification: without a trailing dot.
    [[nodiscard]] std::string tls_name() const;
    /// For the header Host: with the port where it is not the scheme's own.
    [[nodiscard]] std::string authority() const;
    /// For CONNECT: the port always.
    [[nodiscard]] std::string host_and_port() const;
    /// For people: "https://host:port".
    [[nodiscard]] std::string url() const;
};

/// Reads `https://host[:port]`, or `http://` where plaintext to a loopback address is permitted.
/// @throws mrs::error with `errc::invalid_argument`, whose text shows nothing of the URL's user
/// info
endpoint parse_endpoint(std::string_view url, bool allow_plaintext_loopback);

/// Reads the URL of a proxy: `http://host:port`.
/// @throws mrs::error with `errc::invalid_argument`, whose text begins with "proxy"
endpoint parse_proxy(std::string_view url);

/// Reads a host as it may stand in the URL of an endpoint, but for the brackets of an address.
/// @throws mrs::error with `errc::invalid_argument`, whose text begins with "tls.server_name"
endpoint parse_server_name(std::string_view host);

/// A place at an HTTP origin.
struct location {
    endpoint peer;
    std::string target; ///< Path and query, "/" at least.
};

/// Reads the URL of a service of this machine or its pod: `http://` is permitted to a loopback or
/// link-local address.
/// @throws mrs::error as `parse_endpoint` does
location parse_local_service(std::string_view url);

} // namespace mrs::net

#endif
