// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome_line.hpp"

#include "cli/output/escape.hpp"
#include "cli/output/outcome_json.hpp"

namespace mrs::cli {

namespace {

const char* colour_of(const outcome& one) noexcept {
    if (one.error)
        return "\x1b[33m";
    return one.result.failed() ? "\x1b[31m" : "\x1b[32m";
}

std::string coloured_word(const outcome& one) {
    return std::string(colour_of(one)) + word_of(one) + "\x1b[0m";
}

/// Such as "stopped: Query was canceled", "had ended: FINISHED" or "still running: RUNNING".
std::string end_text(const cancel_wait_result& wait) {
    std::string text(to_string(wait.outcome()));
    if (wait.outcome() != wait_outcome::stopped)
        text.append(": ").append(to_string(wait.state()));
    if (!wait.message().empty())
        text += ": " + wait.message();
    return text;
}

} // namespace

const char* word_of(const outcome& one) noexcept {
    if (one.error)
        return "ERROR";
    return one.result.failed() ? "FAILED" : "SUCCEED";
}

std::string message_of(const outcome& one) {
    if (!one.error)
        return std::string(one.result.message());
    std::string text = one.result.succeeded() ? "it was cancelled, but its end is not known: " : "";
    text += one.error.message();
    if (const auto& info = one.info())
        text += ": " + info->to_string();
    return text;
}

std::string to_line(const outcome& one, line_style style) {
    if (style == line_style::json)
        return to_json(one) + "\n";
    std::string line = style == line_style::coloured ? coloured_word(one) : word_of(one);
    line += "\t" + escaped(one.id);
    if (one.error || one.result.failed())
        line += "\t" + escaped(message_of(one));
    else if (one.wait)
        line += "\t" + escaped(end_text(*one.wait));
    line += "\n";
    return line;
}

} // namespace mrs::cli
