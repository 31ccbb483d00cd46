// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_PLAIN_ID_HPP
#define MRS_CLI_INPUT_PLAIN_ID_HPP

#include <string>
#include <string_view>

namespace mrs::cli {

/// Why a text is plainly no execution's id, though the service might be asked for it: more likely
/// it is a row in another format. Empty where it may be one.
std::string why_no_id(std::string_view text);

} // namespace mrs::cli

#endif
