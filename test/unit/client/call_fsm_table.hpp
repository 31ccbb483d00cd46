// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_CALL_FSM_TABLE_HPP
#define MRS_TEST_UNIT_CALL_FSM_TABLE_HPP

#include "call_machine.hpp"

#include <functional>
#include <string>
#include <vector>

namespace calls {

/// A transition of a call's state machine.
struct call_transition {
    call_state from;
    std::string event; ///< Several that do the same, with commas between them.
    std::string where; ///< A condition, or nothing.
    /// Brings a machine there.
    std::function<void(call_machine&)> reach;
    /// Each gives it one of the events.
    std::vector<std::function<call_action(call_machine&)>> hear;
};

/// All that are not "nothing happens".
std::vector<call_transition> call_transitions();

/// A row of the table in docs/architecture.md: what each of the events does, read from the machine.
/// Throws where they do not all do the same.
std::string row_of(const call_transition& transition);

} // namespace calls

#endif
