// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_STANDARD_DESCRIPTORS_HPP
#define MRS_CLI_RUN_STANDARD_DESCRIPTORS_HPP

namespace mrs::cli {

/// Makes standard input, output and error safe to use: where one was closed, a later file or socket
/// would take its number; and a closed pipe or a file that may not grow is to be an error, not the
/// process's death.
void secure_standard_descriptors() noexcept;

} // namespace mrs::cli

#endif
