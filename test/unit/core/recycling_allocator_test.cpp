// SPDX-License-Identifier: BSL-1.0
#include "core/recycling_allocator.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <set>
#include <thread>
#include <vector>

namespace recycled {
namespace {

/// A size that nothing else here has, so that each test has a cache of its own.
template<std::size_t Size>
using thing = std::array<std::byte, Size>;

template<std::size_t Size>
using allocator = mrs::recycling_allocator<thing<Size>>;

} // namespace
} // namespace recycled

BOOST_AUTO_TEST_SUITE(recycled)

BOOST_AUTO_TEST_CASE(memory_is_used_again) {
    allocator<1001> memory;
    thing<1001>* const first = memory.allocate(1);
    thing<1001>* const second = memory.allocate(1);
    BOOST_TEST(first != second);
    memory.deallocate(first, 1);
    BOOST_TEST(memory.allocate(1) == first);
    memory.deallocate(second, 1);
    memory.deallocate(first, 1);
    BOOST_TEST(memory.allocate(1) == first);
    BOOST_TEST(memory.allocate(1) == second);
    memory.deallocate(first, 1);
    memory.deallocate(second, 1);
}

BOOST_AUTO_TEST_CASE(types_of_one_size_share_it) {
    mrs::recycling_allocator<std::array<char, 1002>> one;
    allocator<1002> other(one);
    BOOST_TEST((one == other));
    auto* const memory = one.allocate(1);
    const void* const place = memory;
    one.deallocate(memory, 1);
    thing<1002>* const again = other.allocate(1);
    BOOST_TEST(static_cast<const void*>(again) == place);
    other.deallocate(again, 1);
}

BOOST_AUTO_TEST_CASE(no_more_than_a_bound_is_kept) {
    constexpr std::size_t bound = mrs::block_cache<1003>::max_kept;
    allocator<1003> memory;
    std::vector<thing<1003>*> all;
    for (std::size_t i = 0; i < 2 * bound; ++i)
        all.push_back(memory.allocate(1));
    std::set<thing<1003>*> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i < bound)
            kept.insert(all[i]);
        memory.deallocate(all[i], 1);
    }
    std::size_t again = 0;
    for (thing<1003>*& one : all) {
        one = memory.allocate(1);
        again += kept.count(one);
    }
    BOOST_TEST(again == bound);
    for (thing<1003>* const one : all)
        memory.deallocate(one, 1);
}

BOOST_AUTO_TEST_CASE(several_at_once_are_allocated_as_ever) {
    std::vector<int, mrs::recycling_allocator<int>> numbers;
    for (int i = 0; i < 1000; ++i)
        numbers.push_back(i);
    BOOST_TEST(numbers.back() == 999);
}

BOOST_AUTO_TEST_CASE(threads_share_nothing_and_free_what_they_keep) {
    allocator<1004> memory;
    thing<1004>* const here = memory.allocate(1);
    memory.deallocate(here, 1);
    std::thread([&] {
        thing<1004>* const there = memory.allocate(1);
        BOOST_TEST(there != here);
        memory.deallocate(there, 1);
    }).join();
    std::thread([&] { memory.deallocate(memory.allocate(1), 1); }).join();
    thing<1004>* const again = memory.allocate(1);
    BOOST_TEST(again == here);
    std::thread([&] { memory.deallocate(again, 1); }).join();
}

/// As what a thread's or the process's last objects do.
BOOST_AUTO_TEST_CASE(memory_is_freed_after_the_threads_cache_has_gone) {
    struct late {
        late() = default;
        late(const late&) = delete;
        late& operator=(const late&) = delete;
        ~late() {
            allocator<1005> memory;
            memory.deallocate(owned, 1);
            memory.deallocate(memory.allocate(1), 1);
        }
        thing<1005>* owned = nullptr;
    };
    std::thread([] {
        static thread_local late last; // Made before the cache is, and so destroyed after it.
        allocator<1005> memory;
        memory.deallocate(memory.allocate(1), 1);
        last.owned = memory.allocate(1);
    }).join();
}

BOOST_AUTO_TEST_SUITE_END()
