// SPDX-License-Identifier: BSL-1.0
#include "core/small_file.hpp"

#include <boost/system/errc.hpp>

#include <openssl/crypto.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace mrs::core {

namespace {

namespace sys = boost::system;

error_code last_error() noexcept {
    return {errno, sys::system_category()};
}

/// What <linux/magic.h> calls PIPEFS_MAGIC.
constexpr long nameless_pipes = 0x50495045;

bool is_named_pipe(int descriptor) noexcept {
    struct stat found {};
    struct statfs place {};
    return ::fstat(descriptor, &found) == 0 && S_ISFIFO(found.st_mode) &&
           ::fstatfs(descriptor, &place) == 0 && place.f_type != nameless_pipes;
}

/// Waits until there is something to read, or the end.
bool wait_readable(int descriptor, time_point until) {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - steady::now()).count();
        pollfd one{descriptor, POLLIN, 0};
        const int found = ::poll(&one, 1, static_cast<int>(std::max<long long>(left, 0)));
        if (found > 0)
            return true;
        if (found == 0 || errno != EINTR)
            return false;
    }
}

} // namespace

file_stamp file_stamp::of(const std::string& path) noexcept {
    file_stamp stamp;
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0)
        return stamp;
    stamp.device_ = found.st_dev;
    stamp.node_ = found.st_ino;
    stamp.size_ = 0;
    if (!S_ISREG(found.st_mode))
        return stamp;
    stamp.size_ = found.st_size;
    stamp.seconds_ = found.st_mtim.tv_sec;
    stamp.nanoseconds_ = found.st_mtim.tv_nsec;
    return stamp;
}

small_file::small_file(const std::string& path, std::size_t limit, error_code& ec)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), limit_(limit) {
    ec.clear();
    struct stat found {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &found) != 0)
        ec = last_error();
    else if (static_cast<std::size_t>(found.st_size) > limit)
        ec = sys::errc::make_error_code(sys::errc::file_too_large);
    else // Reserved at once, so that no copy is left behind by growing. A pipe has no size.
        text_.resize((S_ISREG(found.st_mode) ? static_cast<std::size_t>(found.st_size) : limit) +
                     1);
}

small_file::~small_file() {
    OPENSSL_cleanse(text_.data(), text_.size());
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

small_file::state small_file::read(error_code& ec) {
    while (size_ < text_.size()) {
        const ssize_t got = ::read(descriptor_, text_.data() + size_, text_.size() - size_);
        if (got > 0)
            size_ += static_cast<std::size_t>(got);
        else if (got == 0)
            return ended() ? state::complete : state::waiting;
        else if (errno == EAGAIN)
            return state::waiting;
        else if (errno != EINTR) {
            ec = last_error();
            return state::failed;
        }
    }
    if (size_ <= limit_)
        return state::complete;
    ec = sys::errc::make_error_code(sys::errc::file_too_large);
    return state::failed;
}

bool small_file::ended() const noexcept {
    if (size_ > 0 || !is_named_pipe(descriptor_))
        return true;
    pollfd one{descriptor_, POLLIN, 0};
    return ::poll(&one, 1, 0) > 0; // Somebody had opened it, and wrote nothing.
}

secret small_file::text() const {
    return secret(std::string_view(text_).substr(0, size_));
}

secret read_small_file(const std::string& path, std::size_t limit, error_code& ec,
                       duration patience) {
    small_file file(path, limit, ec);
    const time_point until = steady::now() + patience;
    while (!ec) {
        const auto found = file.read(ec);
        if (found == small_file::state::complete)
            return file.text();
        if (found == small_file::state::waiting && !wait_readable(file.descriptor(), until))
            ec = sys::errc::make_error_code(sys::errc::timed_out);
    }
    return {};
}

} // namespace mrs::core
