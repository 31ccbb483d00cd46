// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SQL_ORDER_HPP
#define MRS_EMULATOR_SQL_ORDER_HPP

#include "statement.hpp"

#include <string>

namespace mrs_emulator {

/// Reads the body of a submission, without asking the engine what it thinks of the statement;
/// throws std::invalid_argument if the body is not what is documented.
submission parse_sql_order(const std::string& body);

} // namespace mrs_emulator

#endif
