// SPDX-License-Identifier: BSL-1.0
#include "cli/base/descriptor.hpp"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace mrs::cli {

descriptor::~descriptor() {
    if (number_ >= 0)
        ::close(number_);
}

boost::system::error_code last_error() noexcept {
    return {errno, boost::system::system_category()};
}

boost::system::error_code write_all(int file, std::string_view text) noexcept {
    while (!text.empty()) {
        const ssize_t size = ::write(file, text.data(), text.size());
        if (size >= 0)
            text.remove_prefix(static_cast<std::size_t>(size));
        else if (errno != EINTR)
            return last_error();
    }
    return {};
}

boost::system::error_code sync_directory_of(const std::string& file) {
    const auto parent = std::filesystem::path(file).parent_path();
    const std::string name = parent.empty() ? "." : parent.string();
    const descriptor directory(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0)
        return last_error();
    // Some file systems have no such call for directories, and need none.
    if (::fsync(directory.get()) != 0 && errno != EINVAL)
        return last_error();
    return {};
}

} // namespace mrs::cli
