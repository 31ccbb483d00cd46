// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_ERROR_NAME_HPP
#define MRS_CLI_OUTPUT_ERROR_NAME_HPP

#include <mrs/error.hpp>

namespace mrs::cli {

/// The name of an `errc`, such as "call_timeout"; "operation_aborted" for what was cancelled, and
/// "other" for a code that no call ends with.
const char* error_name(const error_code& code) noexcept;

} // namespace mrs::cli

#endif
