// SPDX-License-Identifier: BSL-1.0
#include "process_memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace mrs_emulator {

void return_large_blocks() {
#ifdef __GLIBC__
    constexpr int large = 128 * 1024;
    mallopt(M_MMAP_THRESHOLD, large); // NOLINT(concurrency-mt-unsafe): before any thread
#endif
}

void return_free_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace mrs_emulator
