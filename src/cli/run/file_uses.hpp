// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_FILE_USES_HPP
#define MRS_CLI_RUN_FILE_USES_HPP

#include "cli/options/options.hpp"

#include <string>
#include <vector>

namespace mrs::cli {

/// What a run does with a file.
enum class file_purpose {
    setting, ///< Reads how to work from it: a configuration, a secret, certificates.
    input,
    failed, ///< Writes the ids to it that did not succeed.
    journal,
    stream, ///< Standard output or error.
};

/// A file of a run.
struct file_use {
    file_purpose purpose;
    std::string name; ///< For people, such as "--journal".
    std::string key;  ///< As `file_key` has it.
};

/// Those of a run that are regular files, or would be.
std::vector<file_use> file_uses(const options& chosen);

/// Why they do not go together; empty where they do. Only an input may come again, or be what the
/// failed ids are written to.
std::string clash(const std::vector<file_use>& uses);

/// A name for what must not take the place of `file`: with .failed behind it, and again until it is
/// the name of none of these, and of nothing but a regular file.
std::string name_beside(const std::string& file, const std::vector<file_use>& uses);

} // namespace mrs::cli

#endif
