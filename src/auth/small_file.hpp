// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SMALL_FILE_HPP
#define MRS_AUTH_SMALL_FILE_HPP

#include <mrs/error.hpp>
#include <mrs/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace mrs::auth {

/// The largest file that can be credentials or a list of regions.
inline constexpr std::size_t max_file_bytes = 1'048'576;

/// Which version of a file there is; equal for two looks at the same one. The default stands for
/// no file.
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

/// Reads a whole file.
/// @param limit a larger file is `file_too_large`
secret read_small_file(const std::string& path, std::size_t limit, error_code& ec);

} // namespace mrs::auth

#endif
