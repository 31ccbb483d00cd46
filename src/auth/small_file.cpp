// SPDX-License-Identifier: BSL-1.0
#include "auth/small_file.hpp"

#include <boost/system/errc.hpp>

#include <openssl/crypto.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mrs::auth {

namespace {

namespace sys = boost::system;

class descriptor {
public:
    explicit descriptor(const std::string& path)
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    [[nodiscard]] int number() const noexcept { return number_; }

private:
    int number_;
};

/// As much as fits.
std::size_t read_all(int from, std::string& text, error_code& ec) {
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(from, text.data() + size, text.size() - size);
        if (got == 0)
            break;
        if (got > 0) {
            size += static_cast<std::size_t>(got);
        } else if (errno != EINTR) {
            ec.assign(errno, sys::system_category());
            break;
        }
    }
    return size;
}

} // namespace

file_stamp file_stamp::of(const std::string& path) noexcept {
    file_stamp stamp;
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0)
        return stamp;
    stamp.device_ = found.st_dev;
    stamp.node_ = found.st_ino;
    stamp.size_ = found.st_size;
    stamp.seconds_ = found.st_mtim.tv_sec;
    stamp.nanoseconds_ = found.st_mtim.tv_nsec;
    return stamp;
}

secret read_small_file(const std::string& path, std::size_t limit, error_code& ec) {
    ec.clear();
    const descriptor file(path);
    struct stat found {};
    if (file.number() < 0 || ::fstat(file.number(), &found) != 0) {
        ec.assign(errno, sys::system_category());
        return {};
    }
    if (static_cast<std::size_t>(found.st_size) > limit) {
        ec = sys::errc::make_error_code(sys::errc::file_too_large);
        return {};
    }
    // Reserved at once, so that no copy is left behind by growing. What is no plain file, such as
    // a pipe, has no size.
    std::string text(S_ISREG(found.st_mode) ? static_cast<std::size_t>(found.st_size) + 1 : limit,
                     '\0');
    const std::size_t size = read_all(file.number(), text, ec);
    secret result(std::string_view(text).substr(0, ec ? 0 : size));
    OPENSSL_cleanse(text.data(), text.size());
    return result;
}

} // namespace mrs::auth
