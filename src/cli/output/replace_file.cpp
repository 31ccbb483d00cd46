// SPDX-License-Identifier: BSL-1.0
#include "cli/output/replace_file.hpp"

#include "cli/base/descriptor.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

using boost::system::error_code;

/// Lets a file look as the one that it is to replace. Whether nothing of that would be lost.
bool take_after(int file, const std::string& name, const struct stat& old) noexcept {
    struct stat own {};
    if (old.st_nlink != 1 || ::fstat(file, &own) != 0)
        return false;
    if ((own.st_uid != old.st_uid || own.st_gid != old.st_gid) &&
        ::fchown(file, old.st_uid, old.st_gid) != 0)
        return false;
    // Access control lists are among the attributes. Those of another size are others.
    return ::fchmod(file, old.st_mode & 07777) == 0 &&
           ::flistxattr(file, nullptr, 0) == ::listxattr(name.c_str(), nullptr, 0);
}

error_code copy(int from, int to, std::size_t size) {
    std::array<char, 65'536> block{};
    for (std::size_t at = 0; at < size;) {
        const ssize_t got = ::pread(from, block.data(), block.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return last_error();
        if (got == 0)
            return error_code(EIO, boost::system::system_category());
        const auto part = static_cast<std::size_t>(got);
        if (const auto error = write_all(to, std::string_view(block.data(), part)))
            return error;
        at += part;
    }
    return {};
}

/// What has other names, or an owner that cannot be given, is written over. The space is made sure
/// of before; what a power failure cuts short is whole under the other name.
error_code write_over(int from, const std::string& own_name, const std::string& name) {
    struct stat own {};
    struct stat old {};
    const descriptor to(::open(name.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (to.get() < 0 || ::fstat(from, &own) != 0 || ::fstat(to.get(), &old) != 0)
        return last_error();
    if (const auto error = sync_directory_of(own_name))
        return error;
    if (const int code = own.st_size > 0 ? ::posix_fallocate(to.get(), 0, own.st_size) : 0) {
        static_cast<void>(::ftruncate(to.get(), old.st_size) == 0);
        return error_code(code, boost::system::system_category());
    }
    if (const auto error = copy(from, to.get(), static_cast<std::size_t>(own.st_size)))
        return error;
    if (::ftruncate(to.get(), own.st_size) != 0 || ::fsync(to.get()) != 0 ||
        ::unlink(own_name.c_str()) != 0)
        return last_error();
    return {};
}

} // namespace

error_code replace_file(int file, const std::string& own_name, const std::string& name) {
    struct stat old {};
    const bool there = ::stat(name.c_str(), &old) == 0;
    if (there && !S_ISREG(old.st_mode))
        return make_error_code(boost::system::errc::file_exists);
    // Where the system refuses to rename, such as over a mounted file, it is written over too.
    if ((!there || take_after(file, name, old)) && std::rename(own_name.c_str(), name.c_str()) == 0)
        return sync_directory_of(name);
    return there ? write_over(file, own_name, name) : last_error();
}

} // namespace mrs::cli
