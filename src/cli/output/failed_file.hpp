// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_FAILED_FILE_HPP
#define MRS_CLI_OUTPUT_FAILED_FILE_HPP

#include "cli/output/descriptor.hpp"
#include "cli/output/failed_row.hpp"
#include "cli/output/outcome.hpp"

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace mrs::cli {

/// The ids that did not succeed, as a later run's input, in the format that the file's name asks
/// for; only csv and jsonl hold the cluster too.
///
/// All goes to another file in the same directory, which takes the name over at the end: an earlier
/// file of this name may be what the run reads. It is readable by its owner alone.
class failed_file {
public:
    /// @throws usage_error where no file can be made beside `name`, or `name` is no regular file
    explicit failed_file(const std::string& name);
    /// Leaves nothing behind without `finish`.
    ~failed_file();
    failed_file(const failed_file&) = delete;
    failed_file& operator=(const failed_file&) = delete;

    /// Takes the id of an outcome that is no success.
    void add(const outcome& one);
    /// Takes an id, such as of a row that was never tried.
    void add(std::string_view cluster, std::string_view id);

    /// Gives the file its name, once, with all that was taken. Where it cannot, `error()` says why.
    void finish();

    [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

    /// Ids that the format cannot hold, and that are not in the file: to read them back would be to
    /// read others. No service gives such ids.
    [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

private:
    void write();

    std::string name_;
    std::string temporary_; ///< Empty once there is none.
    failed_format format_;
    descriptor file_;
    std::string pending_;
    std::uint64_t left_out_ = 0;
    boost::system::error_code error_;
};

} // namespace mrs::cli

#endif
