// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_FAILED_FILE_HPP
#define MRS_CLI_OUTPUT_FAILED_FILE_HPP

#include "cli/base/descriptor.hpp"
#include "cli/output/failed_row.hpp"
#include "cli/output/outcome.hpp"

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace mrs::cli {

/// The ids that did not succeed, as a later run's input; only csv and jsonl hold the cluster too.
///
/// All goes to another file in the same directory, which takes the name over at the end: an earlier
/// file of this name may be what the run reads. A new one is readable by its owner alone.
class failed_file {
public:
    /// @throws usage_error where no file can be made beside `name`, or `name` is no regular file or
    ///         may not be written
    failed_file(const std::string& name, failed_form form);
    /// Leaves nothing behind without `finish`.
    ~failed_file();
    failed_file(const failed_file&) = delete;
    failed_file& operator=(const failed_file&) = delete;

    /// The field that ids were found in, for a form that names none. The first one counts.
    void id_field(std::string_view name);

    /// Takes an id that did not succeed or was not tried.
    void add(std::string_view cluster, std::string_view id);

    /// Takes a refused row as it stands, in a format.
    void add_refused(row_format format, std::string_view text);
    /// The same of one that is too long to be had.
    void add_lost() noexcept { ++left_out_; }

    [[nodiscard]] row_format format() const noexcept { return form_.format; }
    /// The name behind all links.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// Gives the file a name in its directory, once, with all that was taken. Where it cannot,
    /// `error()` says why.
    void finish(const std::string& name);

    [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }
    /// Where all that was taken is after an error; empty where it is nowhere.
    [[nodiscard]] const std::string& kept_in() const noexcept { return kept_in_; }

    /// Ids and rows that the format cannot hold, and that are not in the file: to read them back
    /// would be to read others. No service gives such ids.
    [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

private:
    void append(std::string_view row);
    void write();

    std::string name_;
    std::string temporary_; ///< Empty once there is none.
    failed_form form_;
    descriptor file_;
    bool begun_ = false;
    std::string pending_;
    std::string last_; ///< A row that nothing may follow.
    std::string kept_in_;
    std::uint64_t left_out_ = 0;
    boost::system::error_code error_;
};

/// Refuses what `failed_file` would refuse, and makes nothing.
/// @throws usage_error
void check_failed_file(const std::string& name);

} // namespace mrs::cli

#endif
