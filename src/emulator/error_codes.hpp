// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ERROR_CODES_HPP
#define MRS_EMULATOR_ERROR_CODES_HPP

#include <string_view>

namespace mrs_emulator {

/// What is in error_codes.json: the service's documented errors, as of 2021.
extern const std::string_view error_codes;

} // namespace mrs_emulator

#endif
