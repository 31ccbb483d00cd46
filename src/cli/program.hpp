// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_PROGRAM_HPP
#define MRS_CLI_PROGRAM_HPP

#include "cli/options.hpp"
#include "cli/output/exit_status.hpp"

#include <mrs/client_options.hpp>

namespace mrs::cli {

/// The client that the options describe.
/// @throws usage_error, mrs::error
client_options make_client_options(const options& chosen, secret token);

/// Cancels what the options name, between the standard descriptors.
/// @throws usage_error, mrs::error where the options cannot be worked with
exit_status run(const options& chosen);

} // namespace mrs::cli

#endif
