// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ENGINE_FUNCTIONS_HPP
#define MRS_EMULATOR_ENGINE_FUNCTIONS_HPP

#include <functional>

struct sqlite3;

namespace mrs_emulator {

/// Whether a statement has to end.
using stop_check = std::function<bool()>;

/// Puts functions that look at `must_stop` before they begin in place of those of SQLite's that
/// take milliseconds. Between two calls of a function in one row SQLite itself does not look
/// whether a statement was interrupted, and a row may have thousands. The check has to outlive the
/// connection. Throws std::runtime_error.
void replace_slow_functions(sqlite3* connection, const stop_check& must_stop);

} // namespace mrs_emulator

#endif
