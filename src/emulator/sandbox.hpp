// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SANDBOX_HPP
#define MRS_EMULATOR_SANDBOX_HPP

#include <memory>

struct sqlite3;

namespace mrs_emulator {

struct connection_closer {
    void operator()(sqlite3* connection) const noexcept;
};

using connection_ptr = std::unique_ptr<sqlite3, connection_closer>;

/// Opens an empty database in memory in which a statement can reach no file, take no memory without
/// bound, and spend no more than a fraction of a second in one step. Throws std::runtime_error.
connection_ptr open_sandbox();

} // namespace mrs_emulator

#endif
