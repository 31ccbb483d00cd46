// SPDX-License-Identifier: BSL-1.0
#include "cli/input/line_rows.hpp"

namespace mrs::cli {

namespace {

void handle(const text_line& line, row_sink& rows) {
    if (line.text.starts_with('#')) {
        rows.passed_over();
    } else if (line.too_long) {
        rows.refuse(line.number, "the line is longer than 4096 bytes");
    } else if (!line.text.empty()) {
        rows.row_text(line.text);
        rows.take(line.text, {}, line.number);
    }
}

} // namespace

void line_rows::feed(std::string_view block, row_sink& rows) {
    lines_.feed(block, [&rows](const text_line& line) { handle(line, rows); });
}

void line_rows::finish(row_sink& rows) {
    lines_.finish([&rows](const text_line& line) { handle(line, rows); });
}

} // namespace mrs::cli
