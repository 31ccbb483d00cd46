// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_REHEARSAL_HPP
#define MRS_CLI_RUN_REHEARSAL_HPP

#include "cli/options/options.hpp"
#include "cli/run/display.hpp"

#include <string>

namespace mrs::cli {

/// Refuses what a run would refuse before its first call, and the token file or variable that it
/// would fail with. Nothing is sent, and no service asked for credentials.
/// @throws usage_error, mrs::error
void rehearse(const options& chosen);

/// Whether a dry run has a journal to read. Says where a run could not write to it, or make it.
/// @throws usage_error where there is no directory for it
bool is_journal_there(const std::string& file, display& screen);

} // namespace mrs::cli

#endif
