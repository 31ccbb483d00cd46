// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_COUNTERS_HPP
#define MRS_CORE_COUNTERS_HPP

#include "core/namespace.hpp"

#include <atomic>
#include <cstdint>

namespace mrs::core {

/// A count that the strand writes and any thread reads.
class counter {
public:
    void set(std::uint64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
    // Only the strand writes, so that no atomic read-modify-write is needed.
    void add() noexcept { set(get() + 1); }
    void subtract() noexcept { set(get() - 1); }
    [[nodiscard]] std::uint64_t get() const noexcept {
        return value_.load(std::memory_order_relaxed);
    }

private:
    std::atomic<std::uint64_t> value_{0};
};

/// What `client_stats` are read from; see there.
struct counters {
    counter calls_in_flight;
    counter calls_waiting;
    counter connections_opening;
    counter connections_idle;
    counter connections_in_use;

    counter calls_started;
    counter calls_answered;
    counter attempts;
    counter retries;
    counter replays;
    counter connections_opened;
    counter connections_failed;
    counter tls_resumed;
    counter observer_failures;
};

} // namespace mrs::core

#endif
