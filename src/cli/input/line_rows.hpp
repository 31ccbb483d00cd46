// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_LINE_ROWS_HPP
#define MRS_CLI_INPUT_LINE_ROWS_HPP

#include "cli/input/line_cutter.hpp"
#include "cli/input/row_parser.hpp"

#include <cstddef>

namespace mrs::cli {

/// One id a line, which ends with LF or CRLF. Blanks around the id do not belong to it. Blank lines
/// and lines that begin with `#` do not count.
class line_rows final : public row_parser {
public:
    /// An id that is valid is shorter by far.
    static constexpr std::size_t longest_line = 4096;

    void feed(std::string_view block, row_sink& rows) override;
    void finish(row_sink& rows) override;

private:
    line_cutter lines_{longest_line};
};

} // namespace mrs::cli

#endif
