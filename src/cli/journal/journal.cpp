// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/journal.hpp"

#include "cli/journal/line_scanner.hpp"
#include "cli/journal/record.hpp"
#include "cli/options/usage_error.hpp"
#include "cli/output/descriptor.hpp"

#include <cstdint>
#include <string_view>

namespace mrs::cli {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
    throw usage_error("--journal: '" + file + "' " + why);
}

void require_written(const std::string& file, const boost::system::error_code& error) {
    if (error)
        throw usage_error("--journal: cannot write '" + file + "': " + error.message());
}

void check_header(const std::string& file, std::string_view line, const job& of) {
    const auto header = line.ends_with('\n') ? parse_header(line) : std::nullopt;
    if (!header)
        refuse(file, "is not a journal of mrs-cancel; it was left as it is");
    if (header->version != journal_version)
        refuse(file, "has the format version " + std::to_string(header->version) +
                         ", and this program reads version " + std::to_string(journal_version));
    const std::string difference = header->of.difference_from(of);
    if (!difference.empty())
        refuse(file, "is the journal of another job: " + difference);
}

} // namespace

journal::journal(const std::string& file, const job& of, const replay& known) : file_(file) {
    line_scanner lines(file_);
    const auto first = lines.next();
    if (!first || (lines.offset() == file_.size() && is_torn_header(*first))) {
        begin(file, of);
        return;
    }
    check_header(file, *first, of);
    go_through(file, lines, known);
}

void journal::begin(const std::string& file, const job& of) {
    require_written(file, file_.cut(0));
    require_written(file, file_.append(to_header(of)));
    require_written(file, sync_directory_of(file));
}

void journal::go_through(const std::string& file, line_scanner& lines, const replay& known) {
    std::uint64_t whole = lines.offset();
    std::uint64_t number = 2;
    for (auto line = lines.next(); line; line = lines.next(), ++number) {
        const auto record = line->ends_with('\n') ? parse_record(*line) : std::nullopt;
        const bool last = lines.offset() == file_.size();
        if (!record && !last)
            refuse(file, "is damaged in line " + std::to_string(number));
        if (!record)
            break;
        known(*record);
        whole = lines.offset();
    }
    if (whole < file_.size())
        require_written(file, file_.cut(whole));
}

void journal::append(const outcome& one, std::chrono::system_clock::time_point now) {
    if (!error_ && is_answer(kind_of(one)))
        pending_ += to_record(one, now);
}

void journal::commit() {
    if (!error_ && !pending_.empty())
        error_ = file_.append(pending_);
    pending_.clear();
}

} // namespace mrs::cli
