// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_LOCKED_FILE_HPP
#define MRS_CLI_JOURNAL_LOCKED_FILE_HPP

#include "cli/base/descriptor.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mrs::cli {

/// What is to be done with a file.
enum class file_access { read, write };

/// A regular file that grows at its end, and that one process at a time writes to.
class locked_file {
public:
    /// Opens `name`. To be written to, it is created where it is not there, readable by its owner
    /// alone.
    /// @throws usage_error where it cannot be opened, is no regular file, or another process has it
    explicit locked_file(const std::string& name, file_access access = file_access::write);

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    /// Reads some bytes from a place on; none at the end.
    /// @throws usage_error
    std::size_t read(std::uint64_t from, char* to, std::size_t room) const;

    /// Makes `text` the durable end of the file. Where that fails, what was written of it is cut
    /// off again, if the system lets it.
    boost::system::error_code append(std::string_view text) noexcept;
    /// The same, but durable only with the next call of `append`.
    boost::system::error_code append_soon(std::string_view text) noexcept;

    /// Makes the file end at a place.
    boost::system::error_code cut(std::uint64_t size) noexcept;

private:
    boost::system::error_code kept(std::string_view text, boost::system::error_code error) noexcept;

    std::string name_;
    descriptor file_;
    std::uint64_t size_ = 0;
};

} // namespace mrs::cli

#endif
