// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_JOURNAL_HPP
#define MRS_CLI_JOURNAL_JOURNAL_HPP

#include "cli/journal/job.hpp"
#include "cli/journal/locked_file.hpp"
#include "cli/output/outcome.hpp"

#include <boost/system/error_code.hpp>

#include <chrono>
#include <functional>
#include <string>

namespace mrs::cli {

class journal_record;
class line_scanner;

/// The file that a job remembers its answers in, so that no id that was answered is sent again.
///
/// JSON Lines: a header that names the job, and then each answered outcome as `to_json` has it with
/// its time. What a killed process or a power failure leaves of the last line is cut off when it is
/// opened again. A process has the file for itself.
class journal {
public:
    /// Learns of each answer that is there already. An id may come twice.
    using replay = std::function<void(const journal_record& known)>;

    /// Opens the journal of a job, or begins it where there is no file or an empty one.
    /// @throws usage_error where it cannot be had, is another job's, or damaged other than at its
    ///         end; the file is left as it was
    journal(const std::string& file, const job& of, const replay& known);

    /// Takes an outcome, which `commit` writes. One that is no answer is not remembered.
    void append(const outcome& one, std::chrono::system_clock::time_point now);

    /// Writes what was taken. Only behind a call that left no `error()` is it safe.
    void commit();

    /// Why the file takes no more: nothing is written any more, and it ends with what was safe.
    [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

private:
    void begin(const std::string& file, const job& of);
    void go_through(const std::string& file, line_scanner& lines, const replay& known);

    locked_file file_;
    std::string pending_;
    boost::system::error_code error_;
};

} // namespace mrs::cli

#endif
