// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_USAGE_ERROR_HPP
#define MRS_CLI_OPTIONS_USAGE_ERROR_HPP

#include <stdexcept>

namespace mrs::cli {

/// The program was called in a way that it cannot work with. The text is for its user.
class usage_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace mrs::cli

#endif
