// SPDX-License-Identifier: BSL-1.0
#include "cli/options/secret_file.hpp"

#include "cli/base/descriptor.hpp"
#include "cli/base/usage_error.hpp"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

/// More than any secret has; a larger file is something else.
constexpr std::size_t largest_file = 65536;

[[noreturn]] void complain(const std::string& option, const std::string& file, int code) {
    throw usage_error(option + ": cannot read '" + file +
                      "': " + std::system_category().message(code));
}

class open_file {
public:
    open_file(const std::string& option, const std::string& name)
        : file_(::open(name.c_str(), O_RDONLY | O_CLOEXEC)), option_(option), name_(name) {
        if (file_.get() < 0)
            complain(option, name, errno);
    }

    /// Reads until `size` bytes or the end.
    std::size_t read(char* to, std::size_t size) const {
        std::size_t done = 0;
        while (done < size) {
            const ssize_t got = ::read(file_.get(), to + done, size - done);
            if (got == 0)
                break;
            if (got > 0)
                done += static_cast<std::size_t>(got);
            else if (errno != EINTR)
                complain(option_, name_, errno);
        }
        return done;
    }

private:
    descriptor file_;
    const std::string& option_;
    const std::string& name_;
};

} // namespace

secret read_secret(const std::string& option, const std::string& file) {
    const open_file source(option, file);
    // Reserved at once, so that no copy is left behind by growing.
    std::string text(largest_file, '\0');
    const std::size_t size = source.read(text.data(), text.size());
    if (size == largest_file)
        throw usage_error(option + ": '" + file + "' is too large for a secret");
    text.resize(size);
    if (text.ends_with('\n'))
        text.pop_back();
    if (text.ends_with('\r'))
        text.pop_back();
    if (text.empty())
        throw usage_error(option + ": '" + file + "' is empty");
    return secret(std::move(text));
}

} // namespace mrs::cli
