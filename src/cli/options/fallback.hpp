// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_FALLBACK_HPP
#define MRS_CLI_OPTIONS_FALLBACK_HPP

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace mrs::cli {

/// An option that may be given by an environment variable too.
struct environment_setting {
    const char* option;
    const char* variable;
};

/// Options of which one alone may be given: where a stronger source gives one, weaker sources are
/// not asked for any.
using alternatives = std::vector<const char*>;

/// @throws usage_error where an option has an empty value, which would silently mean none, or a
/// flag
///         one that is neither true nor false
void check_values(const CLI::Option& option);

/// Takes from the environment what the command line did not give.
void take_environment(CLI::App& app, const std::vector<environment_setting>& settings,
                      const alternatives& either);

/// Takes from the configuration file what is still not given: `name = value` lines of TOML, each
/// named like an option without its dashes.
/// @throws usage_error where the file cannot be read, names what is no option, or gives one a value
///         that it cannot have; it tells the line, and nothing of what stands there
void take_config_file(CLI::App& app, const std::string& file, const alternatives& either);

} // namespace mrs::cli

#endif
