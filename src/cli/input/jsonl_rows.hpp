// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_JSONL_ROWS_HPP
#define MRS_CLI_INPUT_JSONL_ROWS_HPP

#include "cli/input/line_cutter.hpp"
#include "cli/input/row_parser.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace mrs::cli {

/// One JSON object a line, whose id (and cluster, if it is asked for) is a string. Blank lines do
/// not count. Of other fields only the syntax matters.
class jsonl_rows final : public row_parser {
public:
    static constexpr std::size_t longest_line = 65536;
    static constexpr std::size_t max_depth = 32;

    explicit jsonl_rows(field_names fields) : fields_(std::move(fields)) {}

    void feed(std::string_view block, row_sink& rows) override;
    void finish(row_sink& rows) override;

private:
    void handle(const text_line& line, row_sink& rows) const;
    void read_object(const text_line& line, row_sink& rows) const;
    [[nodiscard]] std::vector<std::string_view> names() const;

    field_names fields_;
    line_cutter lines_{longest_line};
};

} // namespace mrs::cli

#endif
