// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_PROCESS_MARK_HPP
#define MRS_CORE_PROCESS_MARK_HPP

#include "core/namespace.hpp"

#include <atomic>
#include <cstdint>

namespace mrs::core {

/// Tells whether this is the process that it was made in, or a child that was forked since: a
/// comparison, where asking for the process's id is a system call.
class process_mark {
public:
    /// @throws std::bad_alloc where forks cannot be heard of: the first one of the process only
    process_mark() : forks_(current()) {}

    /// A number of this process that no process has which it was forked from.
    /// @throws as above
    static std::uint64_t current();

    /// Whether it was made in a process that this one was forked from.
    [[nodiscard]] bool foreign() const noexcept {
        return forks_ != forks.load(std::memory_order_relaxed);
    }

private:
    static void hear_of_forks();

    /// In the line of processes up to this one, since the first mark.
    static inline constinit std::atomic<std::uint64_t> forks{0};

    std::uint64_t forks_;
};

} // namespace mrs::core

#endif
