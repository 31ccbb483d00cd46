// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome_line.hpp"

#include "cli/base/escape.hpp"
#include "cli/output/outcome_json.hpp"

namespace mrs::cli {

namespace {

const char* colour_of(std::string_view word) noexcept {
    if (word == "ERROR")
        return "\x1b[33m";
    return word == "FAILED" ? "\x1b[31m" : "\x1b[32m";
}

std::optional<std::string> detail_of(const outcome& one) {
    if (one.error || one.result.failed())
        return message_of(one);
    if (one.wait)
        return end_text(to_string(one.wait->outcome()), to_string(one.wait->state()),
                        one.wait->message());
    return std::nullopt;
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

std::string end_text(std::string_view end, std::string_view state, std::string_view message) {
    std::string text(end);
    if (end != to_string(wait_outcome::stopped))
        text.append(": ").append(state);
    if (!message.empty())
        text.append(": ").append(message);
    return text;
}

std::string text_line_of(std::string_view word, std::string_view id,
                         const std::optional<std::string>& detail, line_style style) {
    std::string line(word);
    if (style == line_style::coloured)
        line = colour_of(word) + line + "\x1b[0m";
    line += "\t" + escaped(id);
    if (detail)
        line += "\t" + escaped(*detail);
    return line + "\n";
}

std::string to_line(const outcome& one, line_style style) {
    if (style == line_style::json)
        return to_json(one) + "\n";
    return text_line_of(word_of(one), one.id, detail_of(one), style);
}

} // namespace mrs::cli
