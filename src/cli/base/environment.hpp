// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_BASE_ENVIRONMENT_HPP
#define MRS_CLI_BASE_ENVIRONMENT_HPP

#include <string>

namespace mrs::cli {

/// The value of an environment variable; empty where it is not set.
std::string environment(const char* name);

} // namespace mrs::cli

#endif
