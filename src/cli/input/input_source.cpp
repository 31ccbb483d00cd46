// SPDX-License-Identifier: BSL-1.0
#include "cli/input/input_source.hpp"

#include "cli/base/descriptor.hpp"
#include "cli/base/usage_error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

/// Opened so, a FIFO that nobody writes to yet does not block; its writer does not notice.
int open_to_read(const char* path) noexcept {
    return ::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/// The code of what keeps a file from being read, or 0.
int obstacle(const char* path) noexcept {
    struct stat about {};
    if (::stat(path, &about) != 0)
        return errno;
    if (S_ISDIR(about.st_mode))
        return EISDIR;
    // To open another kind of file may be noticed at its other end.
    if (!S_ISREG(about.st_mode))
        return ::faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 ? 0 : errno;
    const int descriptor = open_to_read(path);
    if (descriptor < 0)
        return errno;
    ::close(descriptor);
    return 0;
}

} // namespace

input_source input_source::arguments(std::vector<std::string> ids, bool as_they_are) {
    input_source made;
    made.format_told = as_they_are;
    made.name = "arguments";
    made.ids = std::move(ids);
    return made;
}

input_source input_source::file(std::string name, std::optional<row_format> format) {
    input_source made;
    made.format = format.value_or(format_of(name));
    made.format_told = format.has_value();
    if (name == "-") {
        made.from = kind::standard_input;
        made.name = "standard input";
    } else {
        made.from = kind::file;
        made.name = std::move(name);
    }
    return made;
}

void check_readable(const input_source& source) {
    if (source.from != input_source::kind::file)
        return;
    if (const int code = obstacle(source.name.c_str()))
        throw usage_error("cannot read '" + source.name +
                          "': " + std::system_category().message(code));
}

input_reader::~input_reader() {
    close();
}

void input_reader::open(const input_source& source, boost::system::error_code& ec) {
    close();
    owned_ = source.from == input_source::kind::file;
    descriptor_ = owned_ ? open_to_read(source.name.c_str()) : STDIN_FILENO;
    if (descriptor_ < 0)
        ec = last_error();
    struct stat about {};
    regular_ = ::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode);
}

void input_reader::close() noexcept {
    if (owned_ && descriptor_ >= 0)
        ::close(descriptor_);
    descriptor_ = -1;
}

std::size_t input_reader::read(char* to, std::size_t size, boost::system::error_code& ec) {
    const ssize_t got = ::read(descriptor_, to, size);
    if (got < 0)
        ec = last_error();
    return got < 0 ? 0 : static_cast<std::size_t>(got);
}

} // namespace mrs::cli
