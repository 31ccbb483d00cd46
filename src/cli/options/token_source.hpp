// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_TOKEN_SOURCE_HPP
#define MRS_CLI_OPTIONS_TOKEN_SOURCE_HPP

#include <mrs/secret.hpp>

#include <string>

namespace mrs::cli {

/// The environment variable that may hold the token.
inline constexpr char token_variable[] = "MRS_AUTH_TOKEN";

/// The token of the one source that is given.
/// @param from_environment the value of `token_variable`, empty where it is not set
/// @param file             the name of a file, empty where none is given
/// @throws usage_error where both are given or none, or where the file cannot be read
secret find_token(std::string from_environment, const std::string& file);

/// The content of a file without one line end at its end.
/// @throws usage_error
secret read_token(const std::string& file);

} // namespace mrs::cli

#endif
