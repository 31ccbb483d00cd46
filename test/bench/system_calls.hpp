// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BENCH_SYSTEM_CALLS_HPP
#define MRS_TEST_BENCH_SYSTEM_CALLS_HPP

#include <cstdint>

namespace bench {

/// The system calls that this thread has made to send and to receive: with `waits`, all kinds that
/// a cancel makes on an open connection. Counted in the process, for a tracer slows each one down
/// so much that connections age between two calls, and the pool looks whether they still stand.
std::uint64_t system_calls() noexcept;
/// Those to wait for an event. The busier the machine, the fewer events one of them brings.
std::uint64_t waits() noexcept;

} // namespace bench

#endif
