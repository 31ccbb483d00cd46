// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_ORIGIN_HPP
#define MRS_NET_ORIGIN_HPP

#include "core/clock.hpp"
#include "core/timer_queue.hpp"
#include "net/endpoint.hpp"
#include "net/proxy.hpp"
#include "net/resolver.hpp"
#include "net/response_parser.hpp"
#include "net/strand.hpp"
#include "net/tls_context.hpp"

#include <mrs/observer.hpp>
#include <mrs/timeout_options.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace mrs::net {

class connector;

/// What every connection to one endpoint needs of its client.
struct origin {
    origin(const origin&) = delete;
    origin& operator=(const origin&) = delete;
    origin(strand order, timer_queue& queue, connector& maker, const endpoint& target,
           const tls_options& tls_settings, const timeout_options& time_limits,
           host_resolver custom, std::optional<proxy> through)
        : executor(std::move(order)), timers(queue), connections(maker), peer(target),
          via(std::move(through)), url(target.url()), limits(time_limits),
          names(
              std::make_shared<resolver>(executor, timers.time(), next_hop(), std::move(custom))) {
        info.url = url;
        info.scheme = peer.tls ? "https" : "http";
        info.host = peer.host;
        info.port = peer.port;
        if (peer.tls)
            tls.emplace(tls_settings, peer);
    }

    /// Where to connect.
    [[nodiscard]] const endpoint& next_hop() const noexcept { return via ? via->peer : peer; }

    strand executor;
    timer_queue& timers;
    connector& connections; ///< Makes those to it.
    endpoint peer;
    std::optional<proxy> via;
    const std::string url; ///< Of the peer, for people.
    endpoint_info info;    ///< Of the peer, for observers.
    timeout_options limits;
    response_limits answers;
    std::shared_ptr<resolver> names;
    std::optional<tls_context> tls;
    std::size_t number = 0; ///< Its place in the client's list.
};

/// The endpoints of one client, which stay where they are; one at least.
using origin_list = std::deque<origin>;

} // namespace mrs::net

#endif
