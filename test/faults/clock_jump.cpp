// SPDX-License-Identifier: BSL-1.0
#include "clock_jump.hpp"

#include <atomic>
#include <ctime>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<long> jumped{0};

} // namespace

/// Stands in for the C library's, which std::chrono asks.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
    const long result = ::syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && clock == CLOCK_REALTIME)
        time->tv_sec += jumped;
    return static_cast<int>(result);
}

namespace mrs_test {

clock_jump::clock_jump(std::chrono::seconds by) noexcept {
    jumped = by.count();
}

clock_jump::~clock_jump() {
    jumped = 0;
}

} // namespace mrs_test
