// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_FLUSH_HPP
#define MRS_CLI_RUN_FLUSH_HPP

#include "cli/output/line_writer.hpp"
#include "cli/run/interruption.hpp"

namespace mrs::cli {

/// Waits until all is written or cannot be; not for long once the user has interrupted twice.
void flush(line_writer& to, interruption& user);

} // namespace mrs::cli

#endif
