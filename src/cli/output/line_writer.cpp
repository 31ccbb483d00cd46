// SPDX-License-Identifier: BSL-1.0
#include "cli/output/line_writer.hpp"

#include <cerrno>
#include <cstddef>
#include <poll.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

/// Standard output may be non-blocking, if only because another process that shares it wants so.
void wait_until_writable(int descriptor) noexcept {
    pollfd waiting{};
    waiting.fd = descriptor;
    waiting.events = POLLOUT;
    ::poll(&waiting, 1, -1);
}

} // namespace

void line_writer::write(std::string_view lines) {
    while (!lines.empty() && !error_) {
        const ssize_t size = ::write(descriptor_, lines.data(), lines.size());
        if (size >= 0)
            lines.remove_prefix(static_cast<std::size_t>(size));
        else if (errno == EAGAIN)
            wait_until_writable(descriptor_);
        else if (errno != EINTR)
            error_.assign(errno, boost::system::system_category());
    }
}

void line_writer::closed() noexcept {
    error_.assign(EPIPE, boost::system::system_category());
}

} // namespace mrs::cli
