// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_CONFIRMATION_HPP
#define MRS_CLI_RUN_CONFIRMATION_HPP

#include "cli/run/interruption.hpp"

#include <string>

namespace mrs::cli {

/// Asks a question on the process's terminal, whatever the standard descriptors are, and returns
/// whether the answer was yes. Where there is no terminal, nobody is asked and it is a yes; where
/// the user interrupts, it is a no.
bool confirmed(const std::string& question, interruption& user);

} // namespace mrs::cli

#endif
