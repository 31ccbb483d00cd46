// SPDX-License-Identifier: BSL-1.0
#include "cli/options/token_source.hpp"

#include "cli/options/usage_error.hpp"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

/// More than a token may have; a larger file is something else.
constexpr std::size_t largest_file = 65536;

[[noreturn]] void complain(const std::string& file, int code) {
    throw usage_error("--token-file: cannot read '" + file +
                      "': " + std::system_category().message(code));
}

class open_file {
public:
    explicit open_file(const std::string& name)
        : descriptor_(::open(name.c_str(), O_RDONLY | O_CLOEXEC)), name_(name) {
        if (descriptor_ < 0)
            complain(name, errno);
    }
    ~open_file() { ::close(descriptor_); }
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;

    /// Reads until `size` bytes or the end.
    std::size_t read(char* to, std::size_t size) const {
        std::size_t done = 0;
        while (done < size) {
            const ssize_t got = ::read(descriptor_, to + done, size - done);
            if (got == 0)
                break;
            if (got > 0)
                done += static_cast<std::size_t>(got);
            else if (errno != EINTR)
                complain(name_, errno);
        }
        return done;
    }

private:
    int descriptor_;
    const std::string& name_;
};

} // namespace

secret read_token(const std::string& file) {
    const open_file source(file);
    // Reserved at once, so that no copy is left behind by growing.
    std::string text(largest_file, '\0');
    const std::size_t size = source.read(text.data(), text.size());
    if (size == largest_file)
        throw usage_error("--token-file: '" + file + "' is too large for a token");
    text.resize(size);
    if (text.ends_with('\n'))
        text.pop_back();
    if (text.ends_with('\r'))
        text.pop_back();
    if (text.empty())
        throw usage_error("--token-file: '" + file + "' is empty");
    return secret(std::move(text));
}

secret find_token(std::string from_environment, const std::string& file) {
    if (!from_environment.empty() && !file.empty())
        throw usage_error("both MRS_AUTH_TOKEN and --token-file are given; give one of them");
    if (!file.empty())
        return read_token(file);
    if (from_environment.empty())
        throw usage_error("no token: set MRS_AUTH_TOKEN or give --token-file");
    return secret(std::move(from_environment));
}

} // namespace mrs::cli
