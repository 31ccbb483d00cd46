// SPDX-License-Identifier: BSL-1.0
#include "cli/run/confirmation.hpp"

#include "cli/base/descriptor.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <unistd.h>

namespace mrs::cli {

namespace {

/// Waits until the terminal takes or has something. Returns false where the user interrupts.
bool wait_for(const descriptor& terminal, short event, interruption& user) {
    std::array<pollfd, 2> watched{{{terminal.get(), event, 0}, {user.descriptor(), POLLIN, 0}}};
    while (watched[0].revents == 0 && !user.stopping()) {
        static_cast<void>(::poll(watched.data(), watched.size(), -1));
        user.look();
    }
    return !user.stopping();
}

/// Whether it would only have to wait.
bool not_yet() noexcept {
    return errno == EAGAIN || errno == EINTR;
}

bool write(const descriptor& terminal, std::string_view text, interruption& user) {
    while (!text.empty() && wait_for(terminal, POLLOUT, user)) {
        const ssize_t size = ::write(terminal.get(), text.data(), text.size());
        if (size < 0 && !not_yet())
            return false;
        text.remove_prefix(size < 0 ? 0 : static_cast<std::size_t>(size));
    }
    return text.empty();
}

/// A line without its end, or what there is of it at the end.
std::string read_line(const descriptor& terminal, interruption& user) {
    std::string line;
    while (wait_for(terminal, POLLIN, user)) {
        char next = 0;
        const ssize_t size = ::read(terminal.get(), &next, 1);
        if (size < 0 && not_yet())
            continue;
        if (size <= 0 || next == '\n')
            break;
        line += next;
    }
    return user.stopping() ? std::string() : line;
}

} // namespace

bool confirmed(const std::string& question, interruption& user) {
    // Opened anew, it is this process's alone, so that it may be non-blocking.
    const descriptor terminal(::open("/dev/tty", O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (terminal.get() < 0)
        return true;
    if (!write(terminal, question + " [y/N] ", user))
        return false;
    const std::string answer = read_line(terminal, user);
    return answer == "y" || answer == "Y" || answer == "yes";
}

} // namespace mrs::cli
