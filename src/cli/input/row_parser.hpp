// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_ROW_PARSER_HPP
#define MRS_CLI_INPUT_ROW_PARSER_HPP

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mrs::cli {

/// An input as a whole makes no sense. The text is for the user, and does not name the source.
struct input_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How the rows of an input are written.
enum class row_format {
    lines, ///< One id a line.
    csv,   ///< RFC 4180 with a header.
    jsonl, ///< One JSON object a line.
};

/// By its ending: `.csv` is CSV, `.jsonl` and `.ndjson` are JSON; all else is lines. A `.failed`
/// behind it, which `--failed-file` puts there, does not count.
row_format format_of(std::string_view file_name) noexcept;

/// A format, and who says so.
struct format_choice {
    format_choice(row_format one, bool by_user = true) noexcept : format(one), told(by_user) {}
    row_format format;
    bool told; ///< By an option: otherwise the content may show another one.
};

/// Which fields of CSV or JSON are meant. Lines have none.
struct field_names {
    std::string id;      ///< Empty for `sql_id` or, where there is none, `id`.
    std::string cluster; ///< Empty where the cluster is not taken from the input.
};

/// Receives rows. A cluster that is empty is the command's own.
class row_sink {
public:
    virtual ~row_sink() = default;
    virtual void take(std::string_view id, std::string_view cluster, std::uint64_t line) = 0;
    /// @param why without the line, the id or a full stop
    virtual void refuse(std::uint64_t line, std::string why) = 0;
    /// A row that is refused took other lines with it, which may have been rows.
    virtual void lose_lines() {}
    /// Something about the input that its user should know.
    virtual void note(std::string_view) {}
    /// The content is in another format than the name tells.
    virtual void read_as(row_format) {}

    // What is told besides, to those who may have to write such a row again.

    /// The row that is taken or refused next, as it stands in the input but without its line end.
    /// There is no such call for one that is too long to keep.
    virtual void row_text(std::string_view) {}
    /// The field that ids are found in, where the format has fields.
    virtual void id_field(std::string_view) {}
    /// Something that is no row was passed over: a comment, or a field that nobody asked for.
    virtual void passed_over() {}
};

/// Turns blocks of bytes into rows, however the blocks are cut. It does not look at what an id
/// consists of.
class row_parser {
public:
    virtual ~row_parser() = default;
    /// @throws input_error, and whatever the sink throws; after that it is of no use
    virtual void feed(std::string_view block, row_sink& rows) = 0;
    /// Ends the last row, which may lack its end.
    virtual void finish(row_sink& rows) = 0;
};

/// A parser of a whole input. A UTF-8 byte-order mark at its beginning is dropped. What is no text,
/// or in a format that is not read, ends with an error that says so once.
std::unique_ptr<row_parser> make_row_parser(format_choice by, const field_names& fields);

} // namespace mrs::cli

#endif
