// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_STATS_HPP
#define MRS_CLIENT_STATS_HPP

#include <cstdint>

namespace mrs {

/// A snapshot of a client's counts. The first group are levels, the second only grow.
struct client_stats {
    client_stats() = default;

    std::uint64_t calls_in_flight = 0;     ///< Started and not completed.
    std::uint64_t calls_waiting = 0;       ///< Of these, waiting for a connection.
    std::uint64_t connections_opening = 0; ///< Not yet ready for a request.
    std::uint64_t connections_idle = 0;    ///< Kept for the next call.
    std::uint64_t connections_in_use = 0;  ///< Each with a call.

    std::uint64_t calls_started = 0;      ///< Of all kinds.
    std::uint64_t calls_answered = 0;     ///< With SUCCEED or FAILED.
    std::uint64_t attempts = 0;           ///< Requests given to a connection.
    std::uint64_t retries = 0;            ///< Tries that repeated a failed one.
    std::uint64_t replays = 0;            ///< Stale connections replaced without an attempt's cost.
    std::uint64_t connections_opened = 0; ///< Ready for a request.
    std::uint64_t connections_failed = 0; ///< Never became ready.
    std::uint64_t tls_resumed = 0;        ///< Opened by resuming a TLS session.
    std::uint64_t observer_failures = 0;  ///< Exceptions that left the observer.
};

} // namespace mrs

#endif
