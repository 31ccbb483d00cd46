// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_BASE_DESCRIPTOR_HPP
#define MRS_CLI_BASE_DESCRIPTOR_HPP

#include <boost/system/error_code.hpp>

#include <string>
#include <string_view>

namespace mrs::cli {

/// An open file's descriptor, or a negative number; closed at the end.
class descriptor {
public:
    explicit descriptor(int number) noexcept : number_(number) {}
    ~descriptor();
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;

    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_;
};

/// What `errno` says.
boost::system::error_code last_error() noexcept;

/// Writes all of `text` to a regular file, with as few calls as the system lets it.
boost::system::error_code write_all(int file, std::string_view text) noexcept;

/// Makes the file's name as durable as its content.
boost::system::error_code sync_directory_of(const std::string& file);

} // namespace mrs::cli

#endif
