// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_STATE_HPP
#define MRS_EMULATOR_STATE_HPP

#include "execution.hpp"
#include "fault_rules.hpp"
#include "quota.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mrs_emulator {

struct statistics {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t tls_handshakes = 0;
    std::uint64_t tls_resumed = 0;
    std::uint64_t requests = 0;
    std::uint64_t cancel_requests = 0; ///< With the right token, throttled and faulted ones too.
    std::uint64_t cancel_decided = 0;
    std::uint64_t answers_lost = 0; ///< Withheld by the faults reset, drop and stall.
    std::uint64_t throttled = 0;
    std::uint64_t submitted = 0;
    std::uint64_t ended_before = 0; ///< Executions that had ended at the last reset.
};

/// What the calls of the API act on and the control endpoint looks at and changes.
struct emulator_state {
    explicit emulator_state(std::size_t max_running) : engine(max_running) {}

    execution_engine engine;
    fault_rules faults;
    std::optional<quota_window> quota;
    statistics counters;
};

} // namespace mrs_emulator

#endif
