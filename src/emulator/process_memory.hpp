// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_PROCESS_MEMORY_HPP
#define MRS_EMULATOR_PROCESS_MEMORY_HPP

namespace mrs_emulator {

/// Has each large block given back to the system when it is freed: glibc would begin to keep them,
/// in pieces, with the first that is freed.
void return_large_blocks();

/// Gives back to the system what is free. Takes milliseconds.
void return_free_memory();

} // namespace mrs_emulator

#endif
