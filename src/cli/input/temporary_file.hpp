// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_TEMPORARY_FILE_HPP
#define MRS_CLI_INPUT_TEMPORARY_FILE_HPP

#include <cstddef>
#include <cstdint>
#include <utility>

namespace mrs::cli {

/// A file in $TMPDIR (or /tmp) that has no name, so that it ends with this process at the latest.
/// Every function throws boost::system::system_error where the system refuses.
class temporary_file {
public:
    temporary_file();
    ~temporary_file();
    temporary_file(temporary_file&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)) {}
    temporary_file& operator=(temporary_file&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }

    /// Reads exactly as much, which has to be there.
    void read(std::uint64_t at, void* to, std::size_t size) const;
    void write(std::uint64_t at, const void* from, std::size_t size);
    /// What is added reads as zeros.
    void resize(std::uint64_t size);
    /// Gives the space before `end` back, if the file system can do that.
    void forget_before(std::uint64_t end) noexcept;

private:
    int descriptor_;
};

} // namespace mrs::cli

#endif
