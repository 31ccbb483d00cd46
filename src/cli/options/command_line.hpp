// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_COMMAND_LINE_HPP
#define MRS_CLI_OPTIONS_COMMAND_LINE_HPP

#include "cli/options/options.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace mrs::cli {

/// The command line's options, which write to `chosen` and `config_file`.
std::unique_ptr<CLI::App> make_command_line(options& chosen, std::string& config_file);

} // namespace mrs::cli

#endif
