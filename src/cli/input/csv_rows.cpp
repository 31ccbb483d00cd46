// SPDX-License-Identifier: BSL-1.0
#include "cli/input/csv_rows.hpp"

#include <algorithm>
#include <utility>

namespace mrs::cli {

namespace {

constexpr char too_long[] = "the record is longer than 64 KiB";
constexpr char malformed[] = "the record is not well-formed CSV";
constexpr char unclosed[] = "a quotation mark is not closed";

} // namespace

void csv_rows::feed(std::string_view block, row_sink& rows) {
    while (!block.empty())
        block.remove_prefix(step(block, rows));
}

/// Handles some bytes, none of them of two lines, and returns how many.
std::size_t csv_rows::step(std::string_view block, row_sink& rows) {
    if (place_ == place::between)
        look_for_record(block.front(), rows);
    const std::string_view part = block.substr(0, part_size(block));
    const bool line_ends = part.ends_with('\n');
    last_line_ = line_;
    switch (place_) {
    case place::between:
        break;
    case place::comment:
        if (line_ends)
            place_ = place::between;
        break;
    case place::rest_of_line:
        keep(part);
        if (line_ends)
            refuse_malformed(rows);
        break;
    case place::record:
        read_record(part, rows);
        break;
    case place::rest_of_record:
        skip_record(part, rows);
        break;
    }
    if (line_ends)
        ++line_;
    return part.size();
}

std::size_t csv_rows::part_size(std::string_view block) const {
    if (place_ == place::between)
        return 1;
    const auto end = block.find('\n');
    const std::size_t size = end == block.npos ? block.size() : end + 1;
    return place_ == place::record ? std::min(size, longest_record - record_size_) : size;
}

void csv_rows::look_for_record(char next, row_sink& rows) {
    if (std::string_view(" \t\r\n").find(next) != std::string_view::npos)
        return;
    place_ = next == '#' ? place::comment : place::record;
    if (place_ == place::comment)
        rows.passed_over();
    text_.clear();
    record_line_ = line_;
    record_size_ = 0;
    quoted_ = false;
}

void csv_rows::read_record(std::string_view part, row_sink& rows) {
    if (part.empty()) {
        parser_.reset();
        place_ = place::rest_of_record;
        return;
    }
    record_size_ += part.size();
    keep(part);
    switch (parser_.feed(part)) {
    case csv_parser::state::open:
        count_quotes(part);
        break;
    case csv_parser::state::complete:
        place_ = place::between;
        end_record(rows);
        break;
    case csv_parser::state::malformed:
        spoilt(place::rest_of_line, malformed);
        if (part.ends_with('\n'))
            refuse_malformed(rows);
        break;
    }
}

/// What libcsv accepted so far is well formed, so that counting quotes tells where it ends.
void csv_rows::skip_record(std::string_view part, row_sink& rows) {
    count_quotes(part);
    keep(part);
    if (!part.ends_with('\n') || quoted_)
        return;
    spoilt(place::between, too_long);
    refuse(too_long, rows);
}

void csv_rows::count_quotes(std::string_view part) {
    if (std::count(part.begin(), part.end(), '"') % 2 != 0)
        quoted_ = !quoted_;
}

void csv_rows::finish(row_sink& rows) {
    if (place_ == place::rest_of_line)
        refuse_malformed(rows);
    else if (place_ == place::record && parser_.finish() == csv_parser::state::complete)
        end_record(rows);
    else if (place_ == place::record || place_ == place::rest_of_record)
        refuse_unfinished(rows);
    if (long_records_ > 0)
        rows.note("records with more lines than one: " + std::to_string(long_records_) +
                  ", the longest of lines " + std::to_string(longest_first_) + " to " +
                  std::to_string(longest_last_));
}

void csv_rows::spoilt(place next, const char* why) {
    parser_.reset();
    place_ = next;
    if (header_size_ == 0)
        throw input_error(header_place() + why);
}

void csv_rows::keep(std::string_view part) {
    text_ += part.substr(0, longest_record + 1 - text_.size());
}

void csv_rows::tell_text(row_sink& rows) const {
    std::string_view text = text_;
    if (text.size() > longest_record)
        return;
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    rows.row_text(text);
}

void csv_rows::refuse(std::string why, row_sink& rows) {
    if (last_line_ > record_line_) {
        why += "; lines " + std::to_string(record_line_) + " to " + std::to_string(last_line_) +
               " are not read";
        rows.lose_lines();
    }
    tell_text(rows);
    rows.refuse(record_line_, std::move(why));
}

/// At the end of its line, so that all of it can be told, however the blocks are cut.
void csv_rows::refuse_malformed(row_sink& rows) {
    place_ = place::between;
    refuse(malformed, rows);
}

/// The input ends in it.
void csv_rows::refuse_unfinished(row_sink& rows) {
    const char* const closed = place_ == place::record ? malformed : too_long;
    const char* const why = quoted_ ? unclosed : closed;
    spoilt(place::between, why);
    refuse(why, rows);
}

/// A field may have lines, but a quotation mark that is missing looks the same.
void csv_rows::count_lines() {
    if (last_line_ == record_line_)
        return;
    ++long_records_;
    if (last_line_ - record_line_ < longest_last_ - longest_first_)
        return;
    longest_first_ = record_line_;
    longest_last_ = last_line_;
}

void csv_rows::end_record(row_sink& rows) {
    if (header_size_ == 0) {
        take_header(rows);
    } else if (parser_.size() != header_size_) {
        refuse("the record has " + std::to_string(parser_.size()) + " fields, the header " +
                   std::to_string(header_size_),
               rows);
    } else if (parser_.field(id_at_).find('\n') != std::string_view::npos) {
        refuse("the id has a line's end", rows);
    } else {
        count_lines();
        tell_text(rows);
        const auto cluster = cluster_at_ ? parser_.field(*cluster_at_) : std::string_view();
        rows.take(parser_.field(id_at_), cluster, record_line_);
    }
}

void csv_rows::take_header(row_sink& rows) {
    id_at_ = id_column();
    if (!fields_.cluster.empty())
        cluster_at_ = required_column(fields_.cluster);
    header_size_ = parser_.size();
    rows.id_field(parser_.field(id_at_));
    if (header_size_ > (cluster_at_ && *cluster_at_ != id_at_ ? 2U : 1U))
        rows.passed_over();
}

std::size_t csv_rows::id_column() const {
    if (!fields_.id.empty())
        return required_column(fields_.id);
    if (const auto at = column("sql_id"))
        return *at;
    if (const auto at = column("id"))
        return *at;
    throw input_error(header_place() + "no column is named sql_id or id; --id-field names another");
}

std::size_t csv_rows::required_column(std::string_view name) const {
    if (const auto at = column(name))
        return *at;
    throw input_error(header_place() + "no column is named " + std::string(name));
}

std::optional<std::size_t> csv_rows::column(std::string_view name) const {
    std::optional<std::size_t> found;
    for (std::size_t at = 0; at < parser_.size(); ++at) {
        if (parser_.field(at) != name)
            continue;
        if (found)
            throw input_error(header_place() + "two columns are named " + std::string(name));
        found = at;
    }
    return found;
}

/// The columns are not told: the file may be another one than was meant.
std::string csv_rows::header_place() const {
    return "line " + std::to_string(record_line_) + ", the header: ";
}

} // namespace mrs::cli
