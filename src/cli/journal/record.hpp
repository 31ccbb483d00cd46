// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_RECORD_HPP
#define MRS_CLI_JOURNAL_RECORD_HPP

#include "cli/journal/job.hpp"
#include "cli/output/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mrs::cli {

/// The version of the journal's format that this program writes, and the only one that it reads.
inline constexpr std::int64_t journal_version = 2;

/// A journal's first line.
struct journal_header {
    std::int64_t version = journal_version;
    job of;
};

/// What one of its other lines says of an id.
struct journal_record {
    std::string cluster;
    std::string id;
    outcome_kind kind = outcome_kind::unanswered;
    bool ended = false; ///< The execution was seen to have ended.
};

/// Numbers of lines, counted from 1: from the first to the last of each pair.
using line_ranges = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

/// The lines with their ends. Each has a checksum of what is before it as its last field, so that a
/// byte that was changed is noticed.
std::string to_header(const job& of);
std::string to_record(const outcome& one, std::chrono::system_clock::time_point now);
/// Says that what is in these lines has been printed.
std::string to_mark(const line_ranges& printed);

/// What a line says, or nothing where it is no header, or damaged.
std::optional<journal_header> parse_header(std::string_view line);
/// What a line says, or nothing where it is no whole record of an answer.
std::optional<journal_record> parse_record(std::string_view line);
/// The same of a mark.
std::optional<line_ranges> parse_mark(std::string_view line);

/// Whether `text` may be what is left of a header whose writing was cut off.
bool is_torn_header(std::string_view text) noexcept;

} // namespace mrs::cli

#endif
