// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_BASE_USAGE_ERROR_HPP
#define MRS_CLI_BASE_USAGE_ERROR_HPP

#include <stdexcept>

namespace mrs::cli {

/// The program was called in a way that it cannot work with. The text is for its user.
struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace mrs::cli

#endif
