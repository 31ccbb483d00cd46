// SPDX-License-Identifier: BSL-1.0
#include "fault_rules.hpp"

#include <cstdint>
#include <utility>

namespace mrs_emulator {
namespace {

bool applies(const fault_rule& rule, operation on, std::string_view sql_id,
             const std::function<double()>& draw) {
    return rule.remaining != std::uint64_t(0) && (!rule.on || *rule.on == on) &&
           (rule.kind != fault_kind::failed || is_sql_call(on)) &&
           (rule.kind != fault_kind::ignored || on == operation::cancel) &&
           (!rule.sql_id || *rule.sql_id == sql_id) &&
           (rule.probability >= 1 || draw() < rule.probability);
}

void spend(fault_rule& rule) {
    ++rule.used;
    if (rule.remaining)
        --*rule.remaining;
}

} // namespace

void fault_rules::add(std::vector<fault_rule> rules) {
    for (fault_rule& rule : rules)
        rules_.push_back(std::move(rule));
}

fault_plan fault_rules::match(operation on, std::string_view sql_id,
                              const std::function<double()>& draw) {
    fault_plan plan;
    for (fault_rule& rule : rules_) {
        const bool is_latency = rule.kind == fault_kind::latency;
        if ((plan.terminal && !is_latency) || !applies(rule, on, sql_id, draw))
            continue;
        spend(rule);
        if (is_latency)
            plan.latency += rule.duration;
        else
            plan.terminal = rule;
    }
    return plan;
}

} // namespace mrs_emulator
