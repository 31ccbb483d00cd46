// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_OPTIONS_HPP
#define MRS_CLI_OPTIONS_OPTIONS_HPP

#include "cli/base/terminal.hpp"
#include "cli/input/row_parser.hpp"
#include "cli/input/shard.hpp"

#include <mrs/rate_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mrs::cli {

/// What the command line, the environment and the configuration file say.
struct options {
    // The service.
    std::string endpoint; ///< Empty where `region` is given.
    std::string region;   ///< Empty where `endpoint` is given.
    std::string project;
    std::string cluster; ///< Of every row that names none.
    std::string ca_file; ///< Empty for the system's authorities.
    std::string language;
    std::string proxy; ///< "none", or empty for the environment's.

    // Who asks for it; by the default chain where nothing is given.
    std::string token_file;
    std::string user;          ///< ACCOUNT/NAME
    std::string password_file; ///< Beside `user`.
    std::string iam_endpoint;  ///< Empty for the environment's or the region's own.
    bool metadata = false;     ///< As the virtual machine that this runs on.

    // What to cancel.
    std::vector<std::string> ids;
    std::vector<std::string> files;   ///< `-` stands for standard input.
    std::optional<row_format> format; ///< Where it is not the one that a file's name tells.
    field_names fields;
    bool refuse_bad_rows = false; ///< Send nothing where a row is bad.
    shard part;

    // What to tell.
    bool json = false;
    bool in_order = false;
    bool quiet = false;
    progress_style progress = progress_style::automatic;
    std::string failed_file;
    std::string journal;
    std::string config; ///< The file that the rest is from; empty where there is none.

    // The pace.
    std::size_t concurrency = 0; ///< 0 to find it out.
    rate_options rate = rate_options::automatic();
    std::string pace = "auto"; ///< The same as it was given.
    std::chrono::nanoseconds timeout = std::chrono::seconds(60);
    int retry_failed = 0;

    // Whether to see the executions end.
    bool wait = false;
    std::optional<std::chrono::nanoseconds> wait_for; ///< Beside `wait`.

    // When to stop.
    std::optional<std::chrono::nanoseconds> deadline;
    bool fail_fast = false;
    std::optional<double> max_error_ratio;
    std::optional<std::chrono::nanoseconds> outage_limit;
    std::uint64_t max_refusals = 5; ///< Identical ones, before any id has an answer; 0 for any.

    // Before anything is sent.
    bool dry_run = false;
    std::optional<std::uint64_t> confirm; ///< Ask where there are more than so many.
};

/// Reads the command line; the environment for what it does not say; and the configuration file for
/// what neither says. Where there is nothing to run (help, version) it has been printed, and the
/// exit status is given.
/// @throws usage_error
std::variant<options, int> parse_options(int count, const char* const* arguments);

} // namespace mrs::cli

#endif
