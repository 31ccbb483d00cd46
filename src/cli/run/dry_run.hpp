// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_DRY_RUN_HPP
#define MRS_CLI_RUN_DRY_RUN_HPP

#include "cli/input/intake.hpp"

#include <string>

namespace mrs::cli {

// What --dry-run prints.

/// A row's line, with its end.
std::string to_dry_line(const std::string& cluster, const std::string& id, bool json);

/// The counts in one line, without its end.
std::string dry_summary(const intake_counts& rows);

} // namespace mrs::cli

#endif
