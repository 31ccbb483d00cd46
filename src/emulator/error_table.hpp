// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ERROR_TABLE_HPP
#define MRS_EMULATOR_ERROR_TABLE_HPP

#include "answer_style.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// An error that the vendor's documents list.
struct documented_error {
    unsigned status = 0;
    std::string code;
    std::string english;
    std::string chinese; ///< Empty for those of the gateway.
};

/// Finds an error of the service, such as `0176`, or of the gateway, such as `APIGW.0308` or
/// `APIG.0308`.
std::optional<documented_error> find_documented_error(std::string_view code, edition documents);

} // namespace mrs_emulator

#endif
