// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_FAULT_RULES_HPP
#define MRS_EMULATOR_FAULT_RULES_HPP

#include "fault_rule.hpp"
#include "route.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace mrs_emulator {

/// What the rules make of one request.
struct fault_plan {
    std::chrono::microseconds latency{};
    std::optional<fault_rule> terminal;
};

/// The rules in force, in the order in which they were added.
class fault_rules {
public:
    void add(std::vector<fault_rule> rules);
    void clear() { rules_.clear(); }
    [[nodiscard]] const std::vector<fault_rule>& list() const { return rules_; }

    /// Adds up the latencies that apply, finds the first other fault that does, and spends their
    /// counts. `draw` gives a random number in [0, 1) for each rule that has a probability.
    fault_plan match(operation on, std::string_view sql_id, const std::function<double()>& draw);

private:
    std::vector<fault_rule> rules_;
};

} // namespace mrs_emulator

#endif
