// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_PLATFORM_HPP
#define MRS_CLIENT_PLATFORM_HPP

#include "core/clock.hpp"
#include "net/socket_connection.hpp"

#include <optional>

namespace mrs::detail {

/// What a client has from outside: the system's clocks, sockets and randomness, or what a
/// simulation gives in their place. Whoever simulates the time also has the client's timers run.
struct platform {
    time_source time;
    net::connector* connections = &net::sockets();
    std::optional<unsigned> seed; ///< Of the jitter.
};

} // namespace mrs::detail

#endif
