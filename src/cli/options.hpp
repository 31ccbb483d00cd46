// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_HPP
#define MRS_CLI_OPTIONS_HPP

#include <mrs/rate_limit.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace mrs::cli {

/// What the command line and the environment say.
struct options {
    std::string endpoint; ///< Empty where `region` is given.
    std::string region;   ///< Empty where `endpoint` is given.
    std::string project;
    std::string cluster;
    std::string ca_file; ///< Empty for the system's authorities.
    std::string token_file;
    std::string language;
    std::size_t connections = 16;
    std::chrono::nanoseconds timeout = std::chrono::seconds(60);
    rate_limit rate;
    std::vector<std::string> ids; ///< Empty where they come from standard input.
};

/// Reads the command line, and the environment for what it does not say. Where there is nothing to
/// run (help, version) it has been printed, and the exit status is given.
/// @throws usage_error
std::variant<options, int> parse_options(int count, const char* const* arguments);

} // namespace mrs::cli

#endif
