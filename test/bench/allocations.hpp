// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BENCH_ALLOCATIONS_HPP
#define MRS_TEST_BENCH_ALLOCATIONS_HPP

#include <cstdint>

namespace bench {

/// The heap allocations that this thread has made, whoever asked: this library, the standard
/// library, Asio or OpenSSL. A reallocation counts as one.
std::uint64_t allocations() noexcept;

} // namespace bench

#endif
