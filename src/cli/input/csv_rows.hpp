// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_CSV_ROWS_HPP
#define MRS_CLI_INPUT_CSV_ROWS_HPP

#include "cli/input/csv_parser.hpp"
#include "cli/input/row_parser.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mrs::cli {

/// CSV as in RFC 4180. The first record names the columns, and every other has as many fields.
///
/// LF ends a record as well as CRLF. Blanks around a field do not belong to it unless they are
/// quoted. Where a record would begin, blank lines and lines that begin with `#` do not count; a
/// first field that begins with `#` has to be quoted. After a record that is not well formed,
/// reading goes on with the next line. A record that is refused and has more lines than one tells
/// which, and that they are lost: what should have been its end may be missing.
class csv_rows final : public row_parser {
public:
    static constexpr std::size_t longest_record = 65536;

    explicit csv_rows(field_names fields) : fields_(std::move(fields)) {}

    void feed(std::string_view block, row_sink& rows) override;
    void finish(row_sink& rows) override;

private:
    enum class place { between, comment, record, rest_of_line, rest_of_record };

    std::size_t step(std::string_view block, row_sink& rows);
    [[nodiscard]] std::size_t part_size(std::string_view block) const;
    void look_for_record(char next, row_sink& rows);
    void read_record(std::string_view part, row_sink& rows);
    void skip_record(std::string_view part, row_sink& rows);
    void count_quotes(std::string_view part);
    void end_record(row_sink& rows);
    void take_header(row_sink& rows);
    void spoilt(place next, const char* why);
    void keep(std::string_view part);
    void tell_text(row_sink& rows) const;
    void refuse(std::string why, row_sink& rows);
    void refuse_malformed(row_sink& rows);
    void refuse_unfinished(row_sink& rows);
    void count_lines();
    [[nodiscard]] std::string header_place() const;
    [[nodiscard]] std::size_t id_column() const;
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    [[nodiscard]] std::size_t required_column(std::string_view name) const;

    field_names fields_;
    csv_parser parser_;
    place place_ = place::between;
    std::uint64_t line_ = 1;          ///< Of the next byte.
    std::uint64_t record_line_ = 0;   ///< Where the record begins.
    std::uint64_t last_line_ = 1;     ///< Of the last byte.
    std::uint64_t long_records_ = 0;  ///< That were taken, and have more lines than one.
    std::uint64_t longest_first_ = 0; ///< The longest of these, from this line to that.
    std::uint64_t longest_last_ = 0;
    std::size_t record_size_ = 0;
    std::string text_;            ///< The record's bytes so far, one more than allowed at most.
    bool quoted_ = false;         ///< Whether the record's bytes so far end inside quotes.
    std::size_t header_size_ = 0; ///< Columns; 0 before the header.
    std::size_t id_at_ = 0;
    std::optional<std::size_t> cluster_at_;
};

} // namespace mrs::cli

#endif
