// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_JOURNAL_HPP
#define MRS_CLI_JOURNAL_JOURNAL_HPP

#include "cli/journal/job.hpp"
#include "cli/journal/locked_file.hpp"
#include "cli/output/outcome.hpp"

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::cli {

struct journal_record;
class line_scanner;

/// The file that a job remembers its answers in, so that no id that was answered is sent again.
///
/// JSON Lines: a header that names the job, and then each answered outcome as `to_json` has it with
/// its time, and marks that say what has been printed. What a killed process or a power failure
/// leaves of the last line is cut off when it is opened again. A process has the file for itself.
class journal {
public:
    /// Learns of each answer that is there already. An id may come twice.
    using replay = std::function<void(const journal_record& known)>;

    /// Opens the journal of a job, or begins it where there is no file or an empty one.
    /// @throws usage_error where it cannot be had, is another job's, or damaged other than at its
    ///         end; the file is left as it was
    /// @param access to be read alone, the file has to be there, and is left as it is
    journal(const std::string& file, const job& of, const replay& known,
            file_access access = file_access::write);

    /// Whether the last line was no whole one, and does not count.
    [[nodiscard]] bool torn() const noexcept { return torn_; }

    /// The lines with answers that no mark says have been printed, by their numbers.
    [[nodiscard]] const std::map<std::uint64_t, std::string>& untold() const noexcept {
        return untold_;
    }

    /// Takes an outcome, which `commit` writes, and returns the number of its line. One that is no
    /// answer is not remembered: 0.
    std::uint64_t append(const outcome& one, std::chrono::system_clock::time_point now);

    /// Writes what was taken. Only behind a call that left no `error()` is it safe.
    void commit();

    /// Notes that what is in these lines, which were committed, has been printed. The note is as
    /// safe as the process's end, and with the next `commit` as the machine's.
    /// @param lines in any order; zeros do not count
    void printed(std::vector<std::uint64_t> lines);

    /// Why the file takes no more: nothing is written any more, and it ends with what was safe.
    [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

private:
    void begin(const std::string& file, const job& of);
    void go_through(const std::string& file, line_scanner& lines, const replay& known);
    bool take_line(std::string_view line, const replay& known);

    locked_file file_;
    const file_access access_;
    std::uint64_t lines_ = 0; ///< With those that wait for a commit.
    std::map<std::uint64_t, std::string> untold_;
    bool torn_ = false;
    std::string pending_;
    boost::system::error_code error_;
};

} // namespace mrs::cli

#endif
