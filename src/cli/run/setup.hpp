// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_SETUP_HPP
#define MRS_CLI_RUN_SETUP_HPP

#include "cli/input/input_source.hpp"
#include "cli/input/intake.hpp"
#include "cli/journal/job.hpp"
#include "cli/options/options.hpp"

#include <mrs/bulk.hpp>
#include <mrs/client_options.hpp>

#include <vector>

namespace mrs::cli {

// What the options mean for the parts that do the work.

/// The client that cancels.
/// @throws usage_error, mrs::error
client_options make_client_options(const options& chosen);

/// Connections at most, which is calls in flight.
std::size_t most_connections(const options& chosen) noexcept;

bulk_options make_bulk_options(const options& chosen);

/// Where the rows come from: the arguments first, then the files in their order.
std::vector<input_source> make_sources(const options& chosen);

intake_options make_intake_options(const options& chosen);

/// What has to be the same for a journal to go on with.
job make_job(const options& chosen);

} // namespace mrs::cli

#endif
