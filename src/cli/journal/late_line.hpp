// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_LATE_LINE_HPP
#define MRS_CLI_JOURNAL_LATE_LINE_HPP

#include "cli/output/outcome_line.hpp"

#include <string>
#include <string_view>

namespace mrs::cli {

/// What an earlier run would have printed of an answer that it could only write down.
/// @param record a journal's line that `parse_record` takes
std::string late_line(std::string_view record, line_style style);

} // namespace mrs::cli

#endif
