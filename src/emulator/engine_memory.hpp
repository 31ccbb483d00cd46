// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ENGINE_MEMORY_HPP
#define MRS_EMULATOR_ENGINE_MEMORY_HPP

#include <cstdint>

namespace mrs_emulator {

/// Makes SQLite count what it allocates, and refuse what is too much for the process. To be called
/// before any other use of it; the first call alone has an effect.
void bound_engine_memory();

/// While it lives, what its thread allocates for SQLite is bounded too.
struct memory_allowance {
    explicit memory_allowance(std::int64_t bytes) noexcept;
    memory_allowance(const memory_allowance&) = delete;
    memory_allowance& operator=(const memory_allowance&) = delete;
    ~memory_allowance();
};

} // namespace mrs_emulator

#endif
