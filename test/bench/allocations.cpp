// SPDX-License-Identifier: BSL-1.0
#include "allocations.hpp"

#include <openssl/crypto.h>

#include <cerrno>
#include <cstddef>
#include <stdexcept>

namespace {

// Plain counters of the thread's own cost nothing that a figure could show.
thread_local constinit std::uint64_t count = 0;
thread_local constinit std::uint64_t openssl_count = 0;

} // namespace

// The names are glibc's: a program that defines `malloc` gets every call of it, libraries' too.
// NOLINTBEGIN
extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t number, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* memory);

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

void* memalign(std::size_t alignment, std::size_t size) {
    ++count;
    return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
    ++count;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
    ++count;
    *memory = __libc_memalign(alignment, size);
    return *memory != nullptr ? 0 : ENOMEM;
}

void free(void* memory) {
    __libc_free(memory);
}

} // extern "C"

namespace {

void* openssl_malloc(std::size_t size, const char*, int) {
    ++openssl_count;
    return __libc_malloc(size);
}

void* openssl_realloc(void* old, std::size_t size, const char*, int) {
    ++openssl_count;
    return __libc_realloc(old, size);
}

void openssl_free(void* memory, const char*, int) {
    __libc_free(memory);
}

} // namespace
// NOLINTEND

namespace bench {

void count_openssl_apart() {
    if (CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) != 1)
        throw std::runtime_error("OpenSSL has allocated before it was counted");
}

std::uint64_t allocations() noexcept {
    return count;
}

std::uint64_t openssl_allocations() noexcept {
    return openssl_count;
}

} // namespace bench
