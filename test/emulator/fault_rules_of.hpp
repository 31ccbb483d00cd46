// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEST_FAULT_RULES_OF_HPP
#define MRS_EMULATOR_TEST_FAULT_RULES_OF_HPP

#include "fault_rule.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace mrs_emulator::test {

inline std::vector<fault_rule> fault_rules_of(std::initializer_list<std::string> texts) {
    std::vector<fault_rule> rules;
    for (const std::string& text : texts)
        rules.push_back(parse_fault_rule(text));
    return rules;
}

} // namespace mrs_emulator::test

#endif
