// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_RECYCLING_ALLOCATOR_HPP
#define MRS_CORE_RECYCLING_ALLOCATOR_HPP

#include "core/namespace.hpp"

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>

namespace mrs::core {

/// Memory of one size that a thread keeps for its next object of that size: a bounded number of
/// blocks, without a lock. What is freed on another thread than it was allocated on goes over to
/// that one.
template<std::size_t Size>
class block_cache {
public:
    static constexpr std::size_t max_kept = 64;

    static void* take() {
        if (kept.first == nullptr)
            return ::operator new(Size);
        ++kept.room;
        return std::exchange(kept.first, kept.first->next);
    }

    static void give(void* memory) noexcept {
        if (kept.room == 0 && !open()) {
            ::operator delete(memory);
            return;
        }
        --kept.room;
        kept.first = new (memory) block{kept.first};
    }

private:
    struct block {
        block* next;
    };
    static_assert(Size >= sizeof(block));

    /// Without a destructor, for it is used until the very end of the thread.
    struct list {
        block* first = nullptr;
        std::size_t room = 0;
        bool opened = false;
    };

    /// Frees what its thread kept. After that, nothing is kept.
    struct at_exit {
        at_exit() = default;
        at_exit(const at_exit&) = delete;
        at_exit& operator=(const at_exit&) = delete;
        ~at_exit() {
            kept.room = 0;
            while (kept.first != nullptr)
                ::operator delete(std::exchange(kept.first, kept.first->next));
        }
    };

    /// Makes room, the first time that a thread frees something.
    static bool open() noexcept {
        if (std::exchange(kept.opened, true))
            return false;
        static thread_local const at_exit closing;
        kept.room = max_kept;
        return true;
    }

    static inline constinit thread_local list kept;
};

/// An allocator of objects that come and go one by one, and again and again.
template<typename T>
class recycling_allocator {
public:
    using value_type = T;

    recycling_allocator() = default;
    template<typename U>
    recycling_allocator(const recycling_allocator<U>&) noexcept {}

    T* allocate(std::size_t count) {
        static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
        if (count == 1)
            return static_cast<T*>(block_cache<size()>::take());
        return static_cast<T*>(::operator new(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (count == 1)
            block_cache<size()>::give(memory);
        else
            ::operator delete(memory);
    }

    template<typename U>
    bool operator==(const recycling_allocator<U>&) const noexcept {
        return true;
    }

private:
    static constexpr std::size_t size() noexcept { return std::max(sizeof(T), sizeof(void*)); }
};

} // namespace mrs::core

#endif
