// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_FAULT_RULE_HPP
#define MRS_EMULATOR_FAULT_RULE_HPP

#include "http_message.hpp"
#include "route.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

enum class fault_kind {
    latency,
    status,
    code,
    failed,
    ignored,
    reset,
    drop,
    stall,
    drip,
    framing,
    close
};

/// One provoked fault (`ignored`: a cancel is answered SUCCEED, and not carried out) and the
/// requests that it strikes.
struct fault_rule {
    std::string text; ///< As it was written.
    fault_kind kind{};
    std::chrono::microseconds duration{};     ///< Of latency, or between the bytes of drip.
    std::optional<unsigned> status;           ///< Of status; of failed, if not the usual one.
    std::string code;                         ///< Of code.
    framing_fault framing{};                  ///< Of framing.
    double probability = 1;                   ///< In [0, 1].
    std::optional<std::string> sql_id;        ///< Any execution if absent.
    std::optional<operation> on;              ///< Any operation if absent.
    std::optional<std::uint64_t> remaining;   ///< Uses left; without limit if absent.
    std::optional<std::uint32_t> retry_after; ///< Seconds, in the answer of status.
    bool before = false;                      ///< Strikes before the request is carried out.
    std::string message;                      ///< The answer's text instead of the usual one.
    std::uint64_t used = 0;
};

/// Reads `KIND[=VALUE][,ATTRIBUTE=VALUE]…[,message=TEXT]`; throws std::invalid_argument.
fault_rule parse_fault_rule(std::string_view text);

} // namespace mrs_emulator

#endif
