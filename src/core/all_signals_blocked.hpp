// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_ALL_SIGNALS_BLOCKED_HPP
#define MRS_CORE_ALL_SIGNALS_BLOCKED_HPP

#include "core/namespace.hpp"

#include <csignal>
#include <pthread.h>

namespace mrs::core {

/// A handler of the program's signals must not run on the threads that are started in its life.
class all_signals_blocked {
public:
    all_signals_blocked() noexcept {
        sigset_t all;
        ::sigfillset(&all);
        blocked_ = ::pthread_sigmask(SIG_BLOCK, &all, &before_) == 0;
    }
    all_signals_blocked(const all_signals_blocked&) = delete;
    all_signals_blocked& operator=(const all_signals_blocked&) = delete;
    ~all_signals_blocked() {
        if (blocked_)
            ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t before_{};
    bool blocked_ = false;
};

} // namespace mrs::core

#endif
