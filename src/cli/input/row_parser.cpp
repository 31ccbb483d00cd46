// SPDX-License-Identifier: BSL-1.0
#include "cli/input/row_parser.hpp"

#include "cli/input/csv_rows.hpp"
#include "cli/input/jsonl_rows.hpp"
#include "cli/input/line_rows.hpp"
#include "cli/input/recognition.hpp"

#include <utility>

namespace mrs::cli {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Holds back what may become a byte-order mark.
class unmarked_rows final : public row_parser {
public:
    explicit unmarked_rows(std::unique_ptr<row_parser> text) noexcept : text_(std::move(text)) {}

    void feed(std::string_view block, row_sink& rows) override {
        while (undecided_ && !block.empty()) {
            begin_ += block.front();
            block.remove_prefix(1);
            decide(rows);
        }
        text_->feed(block, rows);
    }

    void finish(row_sink& rows) override {
        if (undecided_)
            text_->feed(begin_, rows);
        text_->finish(rows);
    }

private:
    void decide(row_sink& rows) {
        if (begin_ == byte_order_mark)
            undecided_ = false;
        else if (!byte_order_mark.starts_with(begin_)) {
            undecided_ = false;
            text_->feed(begin_, rows);
        }
    }

    std::unique_ptr<row_parser> text_;
    std::string begin_;
    bool undecided_ = true;
};

std::unique_ptr<row_parser> make_text_parser(row_format format, const field_names& fields) {
    switch (format) {
    case row_format::csv:
        return std::make_unique<csv_rows>(fields);
    case row_format::jsonl:
        return std::make_unique<jsonl_rows>(fields);
    case row_format::lines:
        break;
    }
    return std::make_unique<line_rows>();
}

const char* note_of(row_format format) noexcept {
    return format == row_format::csv
               ? "read as CSV, for its first line is a header; --format lines takes it as ids"
               : "read as JSON Lines, for its first line is an object; --format lines takes it as "
                 "ids";
}

/// Holds back what tells the format.
class recognised_rows final : public row_parser {
public:
    recognised_rows(format_choice by, field_names fields) : by_(by), fields_(std::move(fields)) {}

    void feed(std::string_view block, row_sink& rows) override {
        if (text_) {
            text_->feed(block, rows);
            return;
        }
        begin_ += block;
        decide(false, rows);
    }

    void finish(row_sink& rows) override {
        if (!text_)
            decide(true, rows);
        text_->finish(rows);
    }

private:
    void decide(bool whole, row_sink& rows) {
        const auto format = recognise(begin_, whole, by_, fields_);
        if (!format)
            return;
        if (*format != by_.format) {
            rows.note(note_of(*format));
            rows.read_as(*format);
        }
        text_ = make_text_parser(*format, fields_);
        text_->feed(begin_, rows);
        begin_ = {};
    }

    format_choice by_;
    field_names fields_;
    std::unique_ptr<row_parser> text_;
    std::string begin_;
};

} // namespace

row_format format_of(std::string_view file_name) noexcept {
    while (file_name.ends_with(".failed"))
        file_name.remove_suffix(std::string_view(".failed").size());
    if (file_name.ends_with(".csv"))
        return row_format::csv;
    if (file_name.ends_with(".jsonl") || file_name.ends_with(".ndjson"))
        return row_format::jsonl;
    return row_format::lines;
}

std::unique_ptr<row_parser> make_row_parser(format_choice by, const field_names& fields) {
    return std::make_unique<unmarked_rows>(std::make_unique<recognised_rows>(by, fields));
}

} // namespace mrs::cli
