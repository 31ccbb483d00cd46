// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_SMALL_FILE_HPP
#define MRS_CORE_SMALL_FILE_HPP

#include "core/clock.hpp"
#include "core/namespace.hpp"

#include <mrs/error.hpp>
#include <mrs/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace mrs::core {

/// The largest file that can be credentials or a list of regions.
inline constexpr std::size_t max_file_bytes = 1'048'576;

/// Which version of a file there is; equal for two looks at the same one. The default stands for
/// no file. What is no plain file, such as a pipe, has one version: it can be read but once.
class file_stamp {
public:
    static file_stamp of(const std::string& path) noexcept;

    bool operator==(const file_stamp&) const = default;

private:
    std::uint64_t device_ = 0;
    std::uint64_t node_ = 0;
    std::int64_t size_ = -1;
    std::int64_t seconds_ = 0;
    std::int64_t nanoseconds_ = 0;
};

/// A file that is read to its end. A pipe or a terminal may not have come to it yet.
class small_file {
public:
    enum class state {
        complete,
        waiting, ///< There is more to come: read on once the descriptor is readable.
        failed,
    };

    /// Opens it.
    /// @param limit a larger file is `file_too_large`
    small_file(const std::string& path, std::size_t limit, error_code& ec);
    small_file(const small_file&) = delete;
    small_file& operator=(const small_file&) = delete;
    /// Wipes what it has read.
    ~small_file();

    /// Reads as much as there is.
    state read(error_code& ec);
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    /// What a complete one holds.
    [[nodiscard]] secret text() const;

private:
    /// Whether there can be no more: nobody may have opened a named pipe for writing yet.
    [[nodiscard]] bool ended() const noexcept;

    int descriptor_;
    std::size_t limit_;
    std::size_t size_ = 0;
    std::string text_;
};

/// Reads a whole file.
/// @param patience how long to wait for what is written into a pipe
secret read_small_file(const std::string& path, std::size_t limit, error_code& ec,
                       duration patience = duration::zero());

} // namespace mrs::core

#endif
