// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CONTROL_ORDER_HPP
#define MRS_EMULATOR_CONTROL_ORDER_HPP

#include "fault_rule.hpp"
#include "quota.hpp"
#include "seeded_executions.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mrs_emulator {

/// How many executions to make in which cluster.
struct seed_order {
    std::size_t count = 0;
    cluster_index cluster = 0;
};

/// Reads `{"count":N}`, with `"cluster"` or for the first one; throws std::invalid_argument.
seed_order parse_seed_order(const std::string& text, const std::vector<std::string>& clusters);

/// Reads `{"rules":["status=503,count=2"]}`; throws std::invalid_argument naming the rule.
std::vector<fault_rule> parse_fault_order(const std::string& text);

/// Reads `{"quota":"60/m"}`, or nothing for `off`; throws std::invalid_argument.
std::optional<quota_window> parse_quota_order(const std::string& text);

/// Reads `{"lifetime":"200ms"}`; throws std::invalid_argument.
std::chrono::microseconds parse_lifetime_order(const std::string& text);

} // namespace mrs_emulator

#endif
