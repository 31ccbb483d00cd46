// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_BLOCK_CACHE_HPP
#define MRS_CORE_BLOCK_CACHE_HPP

#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

namespace mrs {

/// Keeps the memory of objects of one size for the next of them, a bounded number of blocks. Any
/// thread may use it.
class block_cache {
public:
    static constexpr std::size_t max_kept = 64;

    block_cache() = default;
    block_cache(const block_cache&) = delete;
    block_cache& operator=(const block_cache&) = delete;
    ~block_cache() {
        while (kept_ != nullptr)
            ::operator delete(std::exchange(kept_, kept_->next));
    }

    void* take(std::size_t size) {
        {
            const std::lock_guard lock(mutex_);
            if (kept_ != nullptr && size == size_) {
                --count_;
                return std::exchange(kept_, kept_->next);
            }
        }
        return ::operator new(size < sizeof(block) ? sizeof(block) : size);
    }

    void give(void* memory, std::size_t size) noexcept {
        {
            const std::lock_guard lock(mutex_);
            if (count_ == 0)
                size_ = size;
            if (size == size_ && count_ < max_kept) {
                kept_ = new (memory) block{kept_};
                ++count_;
                return;
            }
        }
        ::operator delete(memory);
    }

private:
    struct block {
        block* next;
    };

    std::mutex mutex_;
    block* kept_ = nullptr;
    std::size_t size_ = 0; ///< Of those that are kept.
    std::size_t count_ = 0;
};

/// The allocator of a `block_cache`, for `std::allocate_shared`. It keeps the cache.
template<typename T>
class cached_allocator {
public:
    using value_type = T;

    explicit cached_allocator(std::shared_ptr<block_cache> cache) noexcept
        : cache_(std::move(cache)) {}
    template<typename U>
    cached_allocator(const cached_allocator<U>& other) noexcept : cache_(other.cache_) {}

    T* allocate(std::size_t count) {
        static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
        return static_cast<T*>(cache_->take(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        cache_->give(memory, count * sizeof(T));
    }

    template<typename U>
    bool operator==(const cached_allocator<U>& other) const noexcept {
        return cache_ == other.cache_;
    }

private:
    template<typename U>
    friend class cached_allocator;

    std::shared_ptr<block_cache> cache_;
};

} // namespace mrs

#endif
