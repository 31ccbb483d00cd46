// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_TUNNEL_HPP
#define MRS_NET_TUNNEL_HPP

#include "net/endpoint.hpp"
#include "net/proxy.hpp"
#include "net/response_parser.hpp"
#include "net/stream.hpp"
#include "net/transport_error.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace mrs::net {

/// What is wrong with a proxy's answer to CONNECT; nothing, where the tunnel stands.
/// @param more whether bytes came behind the answer's header
std::optional<transport_error> tunnel_refusal(const proxy& via, const endpoint& target, int status,
                                              bool more);

/// Asks a proxy for a tunnel to an endpoint over a stream to the proxy: a step at a time, as the
/// stream itself. It takes no byte of what comes behind the proxy's answer.
class tunnel {
public:
    tunnel(const proxy& via, const endpoint& target);
    tunnel(const tunnel&) = delete;
    tunnel& operator=(const tunnel&) = delete;
    /// Wipes the request, which may hold the proxy's credentials.
    ~tunnel();

    /// @returns `done` where the stream is the endpoint's from now on; never `end`
    stream::step advance(stream& over);
    [[nodiscard]] const transport_error& failure() const noexcept { return failure_; }
    /// The proxy has not answered in time.
    [[nodiscard]] transport_error timeout() const;

private:
    stream::step write(stream& over);
    stream::step read(stream& over);
    stream::step fail(const transport_error& why);

    const proxy& via_;
    const endpoint& target_;
    std::string request_;
    std::size_t written_ = 0;
    response_reader reader_{response_limits()};
    transport_error failure_;
};

} // namespace mrs::net

#endif
