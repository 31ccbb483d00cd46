// SPDX-License-Identifier: BSL-1.0
#include "allocations.hpp"

#include <cstddef>

namespace {

// A plain counter of the thread's own costs nothing that a figure could show.
thread_local constinit std::uint64_t count = 0;

} // namespace

// The names are glibc's: a program that defines `malloc` gets every call of it, libraries' too.
extern "C" {

void* __libc_malloc(std::size_t size);                     // NOLINT
void* __libc_calloc(std::size_t number, std::size_t size); // NOLINT
void* __libc_realloc(void* old, std::size_t size);         // NOLINT
void __libc_free(void* memory);                            // NOLINT

void* malloc(std::size_t size) {
    ++count;
    return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
    ++count;
    return __libc_calloc(number, size);
}

void* realloc(void* old, std::size_t size) {
    ++count;
    return __libc_realloc(old, size);
}

void free(void* memory) {
    __libc_free(memory);
}

} // extern "C"

namespace bench {

std::uint64_t allocations() noexcept {
    return count;
}

} // namespace bench
