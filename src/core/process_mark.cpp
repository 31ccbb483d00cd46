// SPDX-License-Identifier: BSL-1.0
#include "core/process_mark.hpp"

#include <new>
#include <pthread.h>

namespace mrs::core {

std::uint64_t process_mark::current() {
    static const bool heard = (hear_of_forks(), true);
    static_cast<void>(heard);
    return forks.load(std::memory_order_relaxed);
}

/// What runs in the child may do no more than count.
void process_mark::hear_of_forks() {
    const auto count = [] { forks.fetch_add(1, std::memory_order_relaxed); };
    if (::pthread_atfork(nullptr, nullptr, count) != 0)
        throw std::bad_alloc();
}

} // namespace mrs::core
