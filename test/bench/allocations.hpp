// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BENCH_ALLOCATIONS_HPP
#define MRS_TEST_BENCH_ALLOCATIONS_HPP

#include <cstdint>

namespace bench {

/// Has OpenSSL's allocations counted apart. To be called before the first of them.
void count_openssl_apart();

/// The heap allocations that this thread has made, whoever asked: this library, the standard
/// library, Asio; and OpenSSL, where it is not counted apart. A reallocation counts as one.
std::uint64_t allocations() noexcept;

/// Those of OpenSSL, where it is counted apart.
std::uint64_t openssl_allocations() noexcept;

} // namespace bench

#endif
