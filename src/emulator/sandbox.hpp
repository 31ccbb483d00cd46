// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SANDBOX_HPP
#define MRS_EMULATOR_SANDBOX_HPP

#include "database_image.hpp"
#include "engine_functions.hpp"
#include "statement_text.hpp"

#include <memory>

struct sqlite3;

namespace mrs_emulator {

struct connection_closer {
    void operator()(sqlite3* connection) const noexcept;
};

using connection_ptr = std::unique_ptr<sqlite3, connection_closer>;

/// Opens a database in memory in which a statement of this kind can reach no file, take no memory
/// without bound, and go on for no more than a fraction of a second when it has to stop. The image
/// and the check have to outlive the connection; the image is not changed. Throws std::exception.
connection_ptr open_sandbox(statement_kind kind, const database_image* image,
                            const stop_check& must_stop);

} // namespace mrs_emulator

#endif
