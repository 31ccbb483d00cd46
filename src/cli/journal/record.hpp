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

namespace mrs::cli {

/// The version of the journal's format that this program writes, and the only one that it reads.
inline constexpr std::int64_t journal_version = 1;

/// A journal's first line.
class journal_header {
public:
    std::int64_t version = journal_version;
    job of;
};

/// What one of its other lines says of an id.
class journal_record {
public:
    std::string cluster;
    std::string id;
    outcome_kind kind = outcome_kind::unanswered;
    bool ended = false; ///< The execution was seen to have ended.
};

/// The lines with their ends.
std::string to_header(const job& of);
std::string to_record(const outcome& one, std::chrono::system_clock::time_point now);

/// What a line says, or nothing where it is no header.
std::optional<journal_header> parse_header(std::string_view line);
/// What a line says, or nothing where it is no whole record of an answer.
std::optional<journal_record> parse_record(std::string_view line);

/// Whether `text` may be what is left of a header whose writing was cut off.
bool is_torn_header(std::string_view text) noexcept;

} // namespace mrs::cli

#endif
