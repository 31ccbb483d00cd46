// SPDX-License-Identifier: BSL-1.0
#include "engine_memory.hpp"

#include <sqlite3.h>

#include <atomic>
#include <limits>
#include <stdexcept>

namespace mrs_emulator {
namespace {

// SQLite's own limit needs its statistics of memory, which put one lock around every allocation of
// every statement: a thread of low priority may lose the processor while it holds it.
constexpr std::int64_t most_for_all = std::int64_t(1024) * 1024 * 1024;
constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

sqlite3_mem_methods library_memory;
std::atomic<std::int64_t> used_by_all;
thread_local std::int64_t allowance_left = unlimited;

// A statement may free what another thread allocated for it, which is why this may be any number.
void take(std::int64_t bytes) noexcept {
    used_by_all.fetch_add(bytes, std::memory_order_relaxed);
    if (allowance_left != unlimited)
        allowance_left -= bytes;
}

bool fits(std::int64_t bytes) noexcept {
    return bytes <= allowance_left &&
           used_by_all.load(std::memory_order_relaxed) + bytes <= most_for_all;
}

void* allocate(int size) {
    void* const memory = fits(size) ? library_memory.xMalloc(size) : nullptr;
    if (memory != nullptr)
        take(library_memory.xSize(memory));
    return memory;
}

void release(void* memory) {
    take(-std::int64_t(library_memory.xSize(memory)));
    library_memory.xFree(memory);
}

void* reallocate(void* memory, int size) {
    const std::int64_t before = library_memory.xSize(memory);
    void* const moved = fits(size - before) ? library_memory.xRealloc(memory, size) : nullptr;
    if (moved != nullptr)
        take(library_memory.xSize(moved) - before);
    return moved;
}

int configure() {
    sqlite3_mem_methods counting{};
    if (sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &library_memory) != SQLITE_OK)
        return SQLITE_ERROR;
    counting = library_memory;
    counting.xMalloc = allocate;
    counting.xFree = release;
    counting.xRealloc = reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &counting);
}

} // namespace

void bound_engine_memory() {
    static const int configured = configure();
    if (configured != SQLITE_OK)
        throw std::runtime_error("SQLite does not let its memory be bounded");
}

memory_allowance::memory_allowance(std::int64_t bytes) noexcept {
    allowance_left = bytes;
}

memory_allowance::~memory_allowance() {
    allowance_left = unlimited;
}

} // namespace mrs_emulator
