// SPDX-License-Identifier: BSL-1.0
#include "cli/input/seen_table.hpp"
#include "full_disk.hpp"

#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <cstring>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

using namespace mrs::cli;

namespace seen_tables {
namespace {

row_key key_of(std::uint64_t first, std::uint64_t second) {
    std::array<unsigned char, row_key::size> bytes;
    std::memcpy(bytes.data(), &first, sizeof first);
    std::memcpy(bytes.data() + sizeof first, &second, sizeof second);
    return row_key(bytes);
}

struct hash_of_key {
    std::size_t operator()(const row_key& key) const noexcept { return key.number(); }
};

using model = std::unordered_map<row_key, row_state, hash_of_key>;

void check_insert(seen_table& table, model& expected, const row_key& key, row_state state) {
    const auto [found, is_new] = expected.try_emplace(key, state);
    const auto before = table.insert(key, state);
    if (before.has_value() == is_new || (before && *before != found->second))
        BOOST_FAIL("the table differs from its model at " << expected.size() << " keys");
}

} // namespace
} // namespace seen_tables

BOOST_AUTO_TEST_SUITE(seen_tables)

BOOST_AUTO_TEST_CASE(keep_the_first_state) {
    seen_table table;
    const row_key one = key_of(1, 1);
    BOOST_TEST(!table.insert(one, row_state::answered).has_value());
    BOOST_TEST((table.insert(one, row_state::seen) == row_state::answered));
    BOOST_TEST((table.insert(one, row_state::seen) == row_state::answered));
    BOOST_TEST(!table.insert(row_key(), row_state::seen).has_value());
    BOOST_TEST((table.insert(row_key(), row_state::answered) == row_state::seen));
    BOOST_TEST(table.size() == 2u);
}

BOOST_AUTO_TEST_CASE(do_what_a_map_does) {
    std::mt19937_64 random(1);
    std::vector<row_key> keys;
    while (keys.size() < 200'000)
        keys.push_back(key_of(random(), random()));
    seen_table table;
    model expected;
    // Half of the steps repeat a key, often after growth has moved it.
    for (int step = 0; step < 400'000; ++step)
        check_insert(table, expected, keys[random() % keys.size()],
                     static_cast<row_state>(1 + random() % 2));
    BOOST_TEST(expected.size() > 150'000u);
    BOOST_TEST(table.size() == expected.size());
    for (const auto& [key, state] : expected)
        BOOST_REQUIRE((table.insert(key, row_state::seen) == state));
}

/// Keys of the same block, and of the last one, go on in the blocks after it.
BOOST_AUTO_TEST_CASE(bear_keys_that_are_not_spread) {
    for (const std::uint64_t first : {std::uint64_t{0}, ~std::uint64_t{0}}) {
        seen_table table;
        model expected;
        for (std::uint64_t second = 0; second < 3000; ++second)
            check_insert(table, expected, key_of(first, second), row_state::seen);
        for (const auto& [key, state] : expected)
            BOOST_REQUIRE((table.insert(key, row_state::answered) == state));
        BOOST_TEST(table.size() == 3000u);
    }
}

BOOST_AUTO_TEST_CASE(are_moved_with_what_they_know) {
    row_hasher hash;
    seen_table table;
    for (int id = 0; id < 5000; ++id)
        table.insert(hash("c", std::to_string(id)), row_state::answered);
    seen_table moved(std::move(table));
    for (int id = 0; id < 5000; ++id)
        BOOST_REQUIRE(
            (moved.insert(hash("c", std::to_string(id)), row_state::seen) == row_state::answered));
}

BOOST_AUTO_TEST_CASE(without_space_throw) {
    row_hasher hash;
    seen_table table;
    int id = 0;
    {
        const full_disk full(1 << 20);
        BOOST_CHECK_THROW(for (; id < 200'000; ++id)
                              table.insert(hash("c", std::to_string(id)), row_state::seen),
                          boost::system::system_error);
    }
    BOOST_TEST(id > 10'000);
    BOOST_TEST(table.size() == static_cast<std::uint64_t>(id));
    BOOST_TEST(!table.insert(hash("c", std::to_string(id)), row_state::seen).has_value());
    for (int known = 0; known <= id; ++known)
        BOOST_REQUIRE(table.insert(hash("c", std::to_string(known)), row_state::seen).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
