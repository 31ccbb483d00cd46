// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_EXIT_STATUS_HPP
#define MRS_CLI_EXIT_STATUS_HPP

#include "cli/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace mrs::cli {

/// How the program ends.
enum class exit_status {
    succeeded = 0,
    failed = 1,       ///< The service answered FAILED to some.
    usage = 2,        ///< An option, a file or an id was refused.
    output_lost = 3,  ///< Standard output does not take the outcomes.
    unauthorized = 4, ///< The credentials were refused or do not permit the call.
    unanswered = 5,   ///< Some have no answer, or not all ids could be read.
};

/// Counts outcomes.
class tally {
public:
    void add(outcome_kind kind) noexcept;
    void input_failed() noexcept { input_failed_ = true; }
    void output_lost() noexcept { output_lost_ = true; }

    /// Of all that happened, what a script has to know first: 3, 4, 5, 1, 2, 0.
    [[nodiscard]] exit_status status() const noexcept;

    /// The counts in one line, without its end.
    [[nodiscard]] std::string summary(std::chrono::duration<double> elapsed) const;

private:
    [[nodiscard]] std::uint64_t total() const noexcept;

    std::uint64_t succeeded_ = 0;
    std::uint64_t failed_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t unauthorized_ = 0;
    std::uint64_t unanswered_ = 0;
    bool input_failed_ = false;
    bool output_lost_ = false;
};

} // namespace mrs::cli

#endif
