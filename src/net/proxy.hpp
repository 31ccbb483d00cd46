// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_PROXY_HPP
#define MRS_NET_PROXY_HPP

#include "net/endpoint.hpp"
#include "net/response.hpp"
#include "net/transport_error.hpp"

#include <mrs/client_options.hpp>
#include <mrs/secret.hpp>

#include <optional>
#include <string>

namespace mrs::net {

/// The proxy that the connections to an endpoint go through.
struct proxy {
    endpoint peer;
    std::string user_agent;
    secret password;
    secret authorization; ///< The value of Proxy-Authorization, or empty.

    /// Takes the proxy's credentials out of an answer: whoever ends the tunnel may know them.
    void hide_credentials(response& answer) const;
};

/// The proxy that the options choose for `target`, if any.
/// @throws mrs::error with `errc::invalid_argument`, whose text begins with "proxy"; whether it is
/// for `target` or not
std::optional<proxy> proxy_for(const client_options& options, const endpoint& target);

/// Why there is no connection to the proxy itself: `failure`, as one of the proxy.
transport_error proxy_out_of_reach(const proxy& via, const transport_error& failure);

} // namespace mrs::net

#endif
