// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_STATE_HPP
#define MRS_EMULATOR_STATE_HPP

#include "answer_style.hpp"
#include "cluster_tables.hpp"
#include "credentials.hpp"
#include "execution.hpp"
#include "fault_rules.hpp"
#include "quota.hpp"
#include "signature_check.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>

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
    std::uint64_t tokens_issued = 0;
    std::uint64_t tokens_refused = 0;      ///< Calls for a token that got none.
    std::uint64_t tokens_expired_used = 0; ///< Calls with a token that had expired or was revoked.
    std::uint64_t metadata_tokens = 0;
    std::uint64_t security_keys = 0;
    std::uint64_t pod_identities = 0;
    std::array<std::uint64_t, verdict_names.size()> signatures{}; ///< By the verdict.
    std::uint64_t ended_before = 0; ///< Executions that had ended at the last reset.
};

/// What the calls of the API act on and the control endpoint looks at and changes.
struct emulator_state {
    explicit emulator_state(std::size_t max_running, const credential_settings& chosen = {},
                            const answer_style& wanted = {})
        : engine(max_running), style(wanted), known(chosen), random(std::random_device{}()) {}

    /// A number in [0, 1).
    double draw() { return std::uniform_real_distribution<double>(0, 1)(random); }

    execution_engine engine;
    cluster_tables tables;
    answer_style style;
    fault_rules faults;
    std::optional<quota_window> quota;
    credentials known;
    statistics counters;
    std::mt19937_64 random;
};

} // namespace mrs_emulator

#endif
