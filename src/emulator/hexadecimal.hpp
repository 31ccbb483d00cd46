// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_HEXADECIMAL_HPP
#define MRS_EMULATOR_HEXADECIMAL_HPP

#include <string>
#include <string_view>

namespace mrs_emulator {

/// Two lower-case digits for each byte.
std::string hexadecimal(std::string_view bytes);

} // namespace mrs_emulator

#endif
