// SPDX-License-Identifier: BSL-1.0
#include "system_calls.hpp"

#include <cstddef>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace {

thread_local constinit std::uint64_t call_count = 0;
thread_local constinit std::uint64_t wait_count = 0;

template<typename... Arguments>
long make(long number, Arguments... arguments) {
    ++call_count;
    return ::syscall(number, arguments...);
}

} // namespace

// A program that defines these gets every call of them, whichever library makes it.
// NOLINTBEGIN
extern "C" {

ssize_t send(int socket, const void* data, std::size_t size, int flags) {
    return make(SYS_sendto, socket, data, size, flags, nullptr, 0);
}

ssize_t sendmsg(int socket, const msghdr* message, int flags) {
    return make(SYS_sendmsg, socket, message, flags);
}

ssize_t recv(int socket, void* data, std::size_t size, int flags) {
    return make(SYS_recvfrom, socket, data, size, flags, nullptr, nullptr);
}

ssize_t recvmsg(int socket, msghdr* message, int flags) {
    return make(SYS_recvmsg, socket, message, flags);
}

ssize_t read(int descriptor, void* data, std::size_t size) {
    return make(SYS_read, descriptor, data, size);
}

ssize_t write(int descriptor, const void* data, std::size_t size) {
    return make(SYS_write, descriptor, data, size);
}

int epoll_wait(int epoll, epoll_event* events, int most, int timeout) {
    ++wait_count;
    return ::epoll_pwait(epoll, events, most, timeout, nullptr);
}

int epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) noexcept {
    return static_cast<int>(make(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

int timerfd_settime(int timer, int flags, const itimerspec* time, itimerspec* before) noexcept {
    return static_cast<int>(make(SYS_timerfd_settime, timer, flags, time, before));
}

} // extern "C"
// NOLINTEND

namespace bench {

std::uint64_t system_calls() noexcept {
    return call_count;
}

std::uint64_t waits() noexcept {
    return wait_count;
}

} // namespace bench
