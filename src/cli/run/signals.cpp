// SPDX-License-Identifier: BSL-1.0
#include "cli/run/signals.hpp"

#include <boost/system/system_error.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

constexpr std::array watched{SIGINT, SIGTERM, SIGUSR1};

std::atomic<int> pipe_end{-1};
static_assert(std::atomic<int>::is_always_lock_free);

/// What it writes is lost where the pipe is full, of signals that nobody has taken for long.
void on_signal(int number) {
    const int saved = errno;
    const char byte = static_cast<char>(number);
    static_cast<void>(::write(pipe_end.load(), &byte, 1) == 1);
    errno = saved;
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action {};
    ::sigaction(number, nullptr, &action);
    if (number != SIGUSR1 && action.sa_handler == SIG_IGN)
        return;
    action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
}

} // namespace

signals::signals() {
    if (::pipe2(pipe_, O_CLOEXEC | O_NONBLOCK) != 0)
        throw boost::system::system_error(errno, boost::system::system_category(), "pipe");
    pipe_end = pipe_[1];
    for (const int number : watched)
        handle(number, on_signal);
}

signals::~signals() {
    for (const int number : watched)
        handle(number, SIG_DFL);
    pipe_end = -1;
    ::close(pipe_[0]);
    ::close(pipe_[1]);
}

std::vector<int> signals::take() {
    std::vector<int> came;
    char byte = 0;
    while (::read(pipe_[0], &byte, 1) == 1)
        came.push_back(byte);
    return came;
}

} // namespace mrs::cli
