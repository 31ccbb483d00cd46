// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/locked_file.hpp"

#include "cli/base/usage_error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

// Without O_NONBLOCK, opening a pipe might wait for ever.
constexpr int always = O_CLOEXEC | O_NOCTTY | O_NONBLOCK;

int open_for(file_access access, const std::string& name) noexcept {
    const int mode = access == file_access::read ? O_RDONLY : O_RDWR | O_CREAT | O_APPEND;
    return ::open(name.c_str(), mode | always, 0600);
}

[[noreturn]] void complain(const char* what, const std::string& name) {
    const auto error = last_error();
    throw usage_error("--journal: cannot " + std::string(what) + " '" + name +
                      "': " + error.message());
}

} // namespace

locked_file::locked_file(const std::string& name, file_access access)
    : name_(name), file_(open_for(access, name)) {
    struct stat status {};
    if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0)
        complain("open", name);
    if (!S_ISREG(status.st_mode))
        throw usage_error("--journal: '" + name + "' is not a regular file");
    const int lock = access == file_access::read ? LOCK_SH : LOCK_EX;
    if (::flock(file_.get(), lock | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            throw usage_error("--journal: '" + name + "' is in use by another process");
        complain("open", name);
    }
    // Anew: who had it until now may have written to it since.
    if (::fstat(file_.get(), &status) != 0)
        complain("open", name);
    size_ = static_cast<std::uint64_t>(status.st_size);
}

std::size_t locked_file::read(std::uint64_t from, char* to, std::size_t room) const {
    for (;;) {
        const ssize_t size = ::pread(file_.get(), to, room, static_cast<off_t>(from));
        if (size >= 0)
            return static_cast<std::size_t>(size);
        if (errno != EINTR)
            complain("read", name_);
    }
}

boost::system::error_code locked_file::append(std::string_view text) noexcept {
    auto error = write_all(file_.get(), text);
    if (!error && ::fdatasync(file_.get()) != 0)
        error = last_error();
    return kept(text, error);
}

boost::system::error_code locked_file::append_soon(std::string_view text) noexcept {
    return kept(text, write_all(file_.get(), text));
}

boost::system::error_code locked_file::kept(std::string_view text,
                                            boost::system::error_code error) noexcept {
    if (error)
        static_cast<void>(cut(size_));
    else
        size_ += text.size();
    return error;
}

boost::system::error_code locked_file::cut(std::uint64_t size) noexcept {
    while (::ftruncate(file_.get(), static_cast<off_t>(size)) != 0)
        if (errno != EINTR)
            return last_error();
    size_ = size;
    return {};
}

} // namespace mrs::cli
