// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_EXIT_STATUS_HPP
#define MRS_CLI_OUTPUT_EXIT_STATUS_HPP

#include "cli/output/outcome.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <string>

namespace mrs::cli {

/// How the program ends.
enum class exit_status {
    succeeded = 0,
    failed = 1,        ///< The service answered FAILED to some, does not know or refused them.
    usage = 2,         ///< An option, a file or an id was refused, or not all ids could be read.
    output_lost = 3,   ///< Standard output, the journal or the failed file does not take all.
    unauthorized = 4,  ///< The credentials were refused or do not permit the call.
    unanswered = 5,    ///< Some have no answer or no end, for a reason that may pass.
    wrong = 6,         ///< What was asked for is wrong for every id.
    deadline = 10,     ///< The deadline passed before all were tried.
    hung_up = 129,     ///< SIGHUP.
    interrupted = 130, ///< SIGINT.
    terminated = 143,  ///< SIGTERM.
};

/// Counts what happens in a run.
class tally {
public:
    /// What became of an id, or of a row that holds none (`outcome_kind::refused`).
    void add(outcome_kind kind, std::uint64_t count = 1) noexcept;
    /// What is known of the end of an id that was tried.
    void add_end(end_kind end) noexcept;
    /// What the journal knows of an id already.
    void answered_before(outcome_kind kind) noexcept;
    void duplicates(std::uint64_t count) noexcept { duplicates_ += count; }
    void other_shards(std::uint64_t count) noexcept { other_shards_ += count; }

    void input_failed() noexcept { input_failed_ = true; }
    void output_lost() noexcept { output_lost_ = true; }
    void deadline_passed() noexcept { deadline_passed_ = true; }
    /// The run ended early as its user asked for, by --fail-fast or --max-error-ratio: what was not
    /// tried is not missed.
    void gave_up() noexcept { gave_up_ = true; }
    /// The run ended early because each id would have been refused alike.
    void refused_for_all() noexcept { refused_for_all_ = true; }
    /// @param signal SIGHUP, SIGINT or SIGTERM; the first one counts
    void interrupted(int signal) noexcept;

    /// Of all that happened, what a script has to know first: that of a signal, 3, 4, 6, 10, 5,
    /// 2, 1, 0.
    [[nodiscard]] exit_status status() const noexcept;

    /// The counts in one line, without its end; those that are 0 are left out, but for the first.
    [[nodiscard]] std::string summary(std::chrono::nanoseconds elapsed) const;
    /// The same of what is known of the ends.
    [[nodiscard]] std::string end_summary() const;

private:
    [[nodiscard]] std::uint64_t& count_of(outcome_kind kind) noexcept;
    [[nodiscard]] bool all_wrong() const noexcept;

    std::uint64_t succeeded_ = 0;
    std::uint64_t failed_ = 0;
    std::uint64_t unknown_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t unauthorized_ = 0;
    std::uint64_t rejected_ = 0;
    std::uint64_t still_running_ = 0;
    std::uint64_t unanswered_ = 0;
    std::uint64_t not_tried_ = 0;
    std::uint64_t succeeded_before_ = 0;
    std::uint64_t failed_before_ = 0;
    std::uint64_t duplicates_ = 0;
    std::uint64_t other_shards_ = 0;
    std::array<std::uint64_t, 5> ends_{}; ///< By `end_kind`.
    int signal_ = 0;
    bool input_failed_ = false;
    bool output_lost_ = false;
    bool deadline_passed_ = false;
    bool gave_up_ = false;
    bool refused_for_all_ = false;
};

} // namespace mrs::cli

#endif
