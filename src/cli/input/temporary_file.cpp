// SPDX-License-Identifier: BSL-1.0
#include "cli/input/temporary_file.hpp"

#include "cli/options/environment.hpp"

#include <boost/system/system_error.hpp>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

[[noreturn]] void complain(int code, const std::string& what) {
    throw boost::system::system_error(code, boost::system::system_category(), what);
}

/// For file systems that cannot make a file without a name.
int make_and_unlink(std::string name) {
    name += "/mrs-cancel-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0)
        ::unlink(name.c_str());
    return descriptor;
}

std::string directory() {
    const std::string chosen = environment("TMPDIR");
    return chosen.empty() ? "/tmp" : chosen;
}

int open_nameless(const std::string& where) {
    const int descriptor = ::open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR))
        return make_and_unlink(where);
    return descriptor;
}

} // namespace

temporary_file::temporary_file() : descriptor_(open_nameless(directory())) {
    if (descriptor_ < 0)
        complain(errno, "cannot make a temporary file in " + directory());
    // Without readahead: Linux would cache the file in large pieces, which make small writes slow.
    static_cast<void>(::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_RANDOM));
}

temporary_file::~temporary_file() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void temporary_file::read(std::uint64_t at, void* to, std::size_t size) const {
    auto* next = static_cast<char*>(to);
    while (size > 0) {
        const ssize_t got = ::pread(descriptor_, next, size, static_cast<off_t>(at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            complain(got < 0 ? errno : EIO, "cannot read a temporary file");
        next += got;
        at += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
}

void temporary_file::write(std::uint64_t at, const void* from, std::size_t size) {
    const auto* next = static_cast<const char*>(from);
    while (size > 0) {
        const ssize_t put = ::pwrite(descriptor_, next, size, static_cast<off_t>(at));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            complain(put < 0 ? errno : ENOSPC, "cannot write to a temporary file");
        next += put;
        at += static_cast<std::uint64_t>(put);
        size -= static_cast<std::size_t>(put);
    }
}

void temporary_file::resize(std::uint64_t size) {
    while (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
        if (errno != EINTR)
            complain(errno, "cannot enlarge a temporary file");
}

void temporary_file::forget_before(std::uint64_t end) noexcept {
    static_cast<void>(::fallocate(descriptor_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
                                  static_cast<off_t>(end)));
}

} // namespace mrs::cli
