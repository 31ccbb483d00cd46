// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_OUTCOME_LINE_HPP
#define MRS_CLI_OUTPUT_OUTCOME_LINE_HPP

#include "cli/output/outcome.hpp"

#include <string>

namespace mrs::cli {

/// How an outcome is written.
enum class line_style {
    plain,
    coloured, ///< As plain, with the first word in colour.
    json,     ///< As `to_json`.
};

/// "SUCCEED", "FAILED" or "ERROR".
const char* word_of(const outcome& one) noexcept;

/// What there is to say of it beside the word: the service's message, or why there is no answer or
/// no end. Untrusted, and not escaped.
std::string message_of(const outcome& one);

/// The outcome's line on standard output, with its end.
std::string to_line(const outcome& one, line_style style);

} // namespace mrs::cli

#endif
