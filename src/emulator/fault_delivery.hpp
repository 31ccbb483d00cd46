// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_FAULT_DELIVERY_HPP
#define MRS_EMULATOR_FAULT_DELIVERY_HPP

#include "fault_rules.hpp"
#include "http_message.hpp"

#include <functional>

namespace mrs_emulator {

/// What becomes of a call under the faults that strike it. `perform` carries the call out, and
/// `replace` words the answer of a fault of kind status, code, failed or ignored.
http_reply reply_under(const fault_plan& plan, const std::function<http_answer()>& perform,
                       const std::function<http_answer(const fault_rule&)>& replace);

bool withholds_answer(delivery_manner manner);

} // namespace mrs_emulator

#endif
