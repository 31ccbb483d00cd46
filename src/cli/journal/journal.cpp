// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/journal.hpp"

#include "cli/base/descriptor.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/journal/line_scanner.hpp"
#include "cli/journal/record.hpp"

#include <algorithm>
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

journal::journal(const std::string& file, const job& of, const replay& known, file_access access)
    : file_(file, access), access_(access) {
    line_scanner lines(file_);
    const auto first = lines.next();
    if (!first || (lines.offset() == file_.size() && is_torn_header(*first))) {
        if (access == file_access::write)
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
    lines_ = 1;
}

void journal::go_through(const std::string& file, line_scanner& lines, const replay& known) {
    std::uint64_t whole = lines.offset();
    lines_ = 1;
    for (auto line = lines.next(); line; line = lines.next()) {
        const bool last = lines.offset() == file_.size();
        if (!take_line(*line, known)) {
            if (!last)
                refuse(file, "is damaged in line " + std::to_string(lines_ + 1));
            break;
        }
        ++lines_;
        whole = lines.offset();
    }
    torn_ = whole < file_.size();
    if (torn_ && access_ == file_access::write)
        require_written(file, file_.cut(whole));
}

/// Whether it is a whole one.
bool journal::take_line(std::string_view line, const replay& known) {
    if (!line.ends_with('\n'))
        return false;
    if (const auto record = parse_record(line)) {
        known(*record);
        untold_.emplace(lines_ + 1, line);
        return true;
    }
    const auto mark = parse_mark(line);
    if (!mark)
        return false;
    for (const auto& [first, last] : *mark)
        untold_.erase(untold_.lower_bound(first), untold_.upper_bound(std::max(first, last)));
    return true;
}

std::uint64_t journal::append(const outcome& one, std::chrono::system_clock::time_point now) {
    if (error_ || !is_answer(kind_of(one)))
        return 0;
    pending_ += to_record(one, now);
    return ++lines_;
}

void journal::commit() {
    if (!error_ && !pending_.empty())
        error_ = file_.append(pending_);
    pending_.clear();
}

void journal::printed(std::vector<std::uint64_t> lines) {
    std::erase(lines, 0U);
    if (error_ || lines.empty())
        return;
    std::sort(lines.begin(), lines.end());
    line_ranges ranges;
    for (const std::uint64_t line : lines) {
        if (ranges.empty() || ranges.back().second + 1 != line)
            ranges.emplace_back(line, line);
        else
            ranges.back().second = line;
    }
    error_ = file_.append_soon(to_mark(ranges));
    ++lines_;
}

} // namespace mrs::cli
