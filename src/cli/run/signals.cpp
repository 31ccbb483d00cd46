// SPDX-License-Identifier: BSL-1.0
#include "cli/run/signals.hpp"

#include <boost/system/system_error.hpp>

#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

int checked(int result, const char* what) {
    if (result < 0)
        throw boost::system::system_error(errno, boost::system::system_category(), what);
    return result;
}

/// A signal that is blocked arrives even where it is ignored: such a one is left alone.
sigset_t watched_signals() noexcept {
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGUSR1);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action {};
        if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&watched, number);
    }
    return watched;
}

} // namespace

signals::signals() {
    const sigset_t watched = watched_signals();
    ::pthread_sigmask(SIG_BLOCK, &watched, &before_);
    arriving_ = checked(::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd");
    checked(::pipe2(handed_on_, O_CLOEXEC | O_NONBLOCK), "pipe");
    ending_ = checked(::eventfd(0, EFD_CLOEXEC), "eventfd");
    thread_ = std::thread([this] { listen(); });
}

signals::~signals() {
    const std::uint64_t one = 1;
    static_cast<void>(::write(ending_, &one, sizeof one) == sizeof one);
    thread_.join();
    for (const int descriptor : {arriving_, handed_on_[0], handed_on_[1], ending_})
        ::close(descriptor);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void signals::begin_run() noexcept {
    const std::lock_guard lock(mutex_);
    phase_ = signal_phase::running;
}

void signals::finish(int status) noexcept {
    const std::lock_guard lock(mutex_);
    phase_ = signal_phase::finished;
    status_ = status;
}

void signals::listen() noexcept {
    std::array<pollfd, 2> watched{{{arriving_, POLLIN, 0}, {ending_, POLLIN, 0}}};
    while (watched[1].revents == 0) {
        if (::poll(watched.data(), watched.size(), -1) < 0)
            continue;
        signalfd_siginfo one{};
        while (::read(arriving_, &one, sizeof one) == sizeof one)
            obey(static_cast<int>(one.ssi_signo));
    }
}

void signals::obey(int signal) noexcept {
    const std::lock_guard lock(mutex_);
    if (const auto status = status_to_end_with(signal, phase_, status_))
        ::_exit(*status);
    // What finds the pipe full is one of thousands that nobody has taken yet.
    const char byte = static_cast<char>(signal);
    static_cast<void>(::write(handed_on_[1], &byte, 1) == 1);
}

std::vector<int> signals::take() {
    std::vector<int> came;
    char byte = 0;
    while (::read(handed_on_[0], &byte, 1) == 1)
        came.push_back(byte);
    return came;
}

} // namespace mrs::cli
