// SPDX-License-Identifier: BSL-1.0
#include "client/origins.hpp"

#include <mrs/error.hpp>

#include <cstddef>
#include <string>

namespace mrs::detail {

namespace {

/// The endpoint of this place in the list of those to fail over to.
net::endpoint parse_failover(const client_options& options, std::size_t place) {
    try {
        return net::parse_endpoint(options.failover()[place], options.allow_plaintext_loopback());
    } catch (const error& e) {
        throw error(errc::invalid_argument,
                    "failover[" + std::to_string(place) + "]: " + e.info().detail);
    }
}

} // namespace

net::origin_list make_origins(const net::strand& order, timer_queue& timers,
                              net::connector& connections, const client_options& options) {
    net::origin_list origins;
    const auto add = [&](const net::endpoint& peer) {
        const std::size_t number = origins.size();
        origins
            .emplace_back(order, timers, connections, peer, options.tls(), options.timeouts(),
                          options.resolver(), net::proxy_for(options, peer))
            .number = number;
    };
    add(net::parse_endpoint(options.endpoint(), options.allow_plaintext_loopback()));
    for (std::size_t place = 0; place < options.failover().size(); ++place)
        add(parse_failover(options, place));
    return origins;
}

} // namespace mrs::detail
