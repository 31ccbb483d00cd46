// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_PROGRAM_HPP
#define MRS_CLI_RUN_PROGRAM_HPP

#include "cli/options/options.hpp"
#include "cli/output/exit_status.hpp"
#include "cli/run/signals.hpp"

namespace mrs::cli {

/// Does what the options say, between the standard descriptors.
/// @param asked which end the process as long as it has not begun, and where it has ended
/// @throws usage_error, mrs::error where the options cannot be worked with
exit_status run(const options& chosen, signals& asked);

} // namespace mrs::cli

#endif
