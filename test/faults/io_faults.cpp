// SPDX-License-Identifier: BSL-1.0
#include "io_faults.hpp"

#include <cerrno>
#include <dlfcn.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace {

thread_local std::size_t calls = 0;
thread_local std::size_t strikes_at = 0; ///< 0: never.
thread_local bool goes_on = false;
thread_local int failure = 0;

/// Whether this call fails; `errno` says how then.
bool strikes() noexcept {
    if (strikes_at == 0)
        return false;
    ++calls;
    if (calls != strikes_at && !(goes_on && calls > strikes_at))
        return false;
    errno = failure;
    return true;
}

template<typename Function>
Function* real(const char* name) noexcept {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// They stand in for the C library's, which Asio calls.
extern "C" {

ssize_t recv(int descriptor, void* data, size_t size, int flags) {
    static auto* const next = real<ssize_t(int, void*, size_t, int)>("recv");
    return strikes() ? -1 : next(descriptor, data, size, flags);
}

ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
    static auto* const next = real<ssize_t(int, msghdr*, int)>("recvmsg");
    return strikes() ? -1 : next(descriptor, message, flags);
}

ssize_t send(int descriptor, const void* data, size_t size, int flags) {
    static auto* const next = real<ssize_t(int, const void*, size_t, int)>("send");
    return strikes() ? -1 : next(descriptor, data, size, flags);
}

ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
    static auto* const next = real<ssize_t(int, const msghdr*, int)>("sendmsg");
    return strikes() ? -1 : next(descriptor, message, flags);
}

int connect(int descriptor, const sockaddr* address, socklen_t size) {
    static auto* const next = real<int(int, const sockaddr*, socklen_t)>("connect");
    return strikes() ? -1 : next(descriptor, address, size);
}

int socket(int domain, int type, int protocol) noexcept {
    static auto* const next = real<int(int, int, int)>("socket");
    return strikes() ? -1 : next(domain, type, protocol);
}

int setsockopt(int descriptor, int level, int name, const void* value, socklen_t size) noexcept {
    static auto* const next = real<int(int, int, int, const void*, socklen_t)>("setsockopt");
    return strikes() ? -1 : next(descriptor, level, name, value, size);
}

int getsockopt(int descriptor, int level, int name, void* value, socklen_t* size) noexcept {
    static auto* const next = real<int(int, int, int, void*, socklen_t*)>("getsockopt");
    return strikes() ? -1 : next(descriptor, level, name, value, size);
}

} // extern "C"

namespace mrs_test {

io_faults::io_faults(std::size_t at, io_fault how, bool for_good) {
    switch (how) {
    case io_fault::reset:
        failure = ECONNRESET;
        break;
    case io_fault::broken_pipe:
        failure = EPIPE;
        break;
    case io_fault::timed_out:
        failure = ETIMEDOUT;
        break;
    case io_fault::no_descriptors:
        failure = EMFILE;
        break;
    case io_fault::no_memory:
        failure = ENOBUFS;
        break;
    }
    calls = 0;
    goes_on = for_good;
    strikes_at = at;
}

io_faults::~io_faults() {
    strikes_at = 0;
}

bool io_faults::struck() const noexcept {
    return calls >= strikes_at;
}

} // namespace mrs_test
