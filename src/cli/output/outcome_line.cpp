// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome_line.hpp"

#include "cli/output/escape.hpp"
#include "cli/output/outcome_json.hpp"

namespace mrs::cli {

namespace {

const char* colour_of(const outcome& one) noexcept {
    if (one.error)
        return "\x1b[33m";
    return one.result.succeeded() ? "\x1b[32m" : "\x1b[31m";
}

std::string coloured_word(const outcome& one) {
    return std::string(colour_of(one)) + word_of(one) + "\x1b[0m";
}

} // namespace

const char* word_of(const outcome& one) noexcept {
    if (one.error)
        return "ERROR";
    return one.result.succeeded() ? "SUCCEED" : "FAILED";
}

std::string message_of(const outcome& one) {
    if (!one.error)
        return std::string(one.result.message());
    std::string text = one.error.message();
    if (const auto& info = one.result.info())
        text += ": " + info->to_string();
    return text;
}

std::string to_line(const outcome& one, line_style style) {
    if (style == line_style::json)
        return to_json(one) + "\n";
    std::string line = style == line_style::coloured ? coloured_word(one) : word_of(one);
    line += "\t" + escaped(one.id);
    if (one.error || !one.result.succeeded())
        line += "\t" + escaped(message_of(one));
    line += "\n";
    return line;
}

} // namespace mrs::cli
