// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_SECRET_FILE_HPP
#define MRS_CLI_OPTIONS_SECRET_FILE_HPP

#include <mrs/secret.hpp>

#include <string>

namespace mrs::cli {

/// The content of a file without one line end at its end.
/// @param option which names the file, for the error
/// @throws usage_error
secret read_secret(const std::string& option, const std::string& file);

} // namespace mrs::cli

#endif
