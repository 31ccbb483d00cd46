// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_OUTCOME_LINE_HPP
#define MRS_CLI_OUTPUT_OUTCOME_LINE_HPP

#include "cli/output/outcome.hpp"

#include <optional>
#include <string>
#include <string_view>

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

/// How an execution ended, such as "stopped: Query was canceled" or "had ended: FINISHED".
std::string end_text(std::string_view end, std::string_view state, std::string_view message);

/// A line on standard output that is not JSON, with its end: the word, the id, and what there is to
/// say beside them.
std::string text_line_of(std::string_view word, std::string_view id,
                         const std::optional<std::string>& detail, line_style style);

/// The outcome's line on standard output, with its end.
std::string to_line(const outcome& one, line_style style);

} // namespace mrs::cli

#endif
