// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_PROGRESS_PROGRESS_STATE_HPP
#define MRS_CLI_PROGRESS_PROGRESS_STATE_HPP

#include <mrs/bulk.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace mrs::cli {

/// Where a run stands, as people are told.
struct progress_state {
    bulk_progress run;
    /// How many ids there are to send, once the input is read to its end.
    std::optional<std::uint64_t> total;
    /// When this was, by both clocks.
    std::chrono::steady_clock::time_point at{};
    std::chrono::system_clock::time_point clock{};

    [[nodiscard]] std::uint64_t in_flight() const noexcept {
        const std::uint64_t others = run.done() + run.waiting;
        return run.taken > others ? run.taken - others : 0;
    }
};

} // namespace mrs::cli

#endif
