// SPDX-License-Identifier: BSL-1.0
#include "cli/input/spool.hpp"
#include "full_disk.hpp"

#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <deque>
#include <random>
#include <string>

using namespace mrs::cli;

namespace spools {
namespace {

row random_row(std::mt19937& random, std::uint64_t line) {
    row made;
    made.id.assign(random() % 100, static_cast<char>('a' + random() % 26));
    if (random() % 1000 == 0)
        made.id.assign(200'000, 'x');
    made.cluster.assign(random() % 3, 'c');
    made.line = line;
    return made;
}

/// Pushes and pops at random, pushes more often for a while, then pops more often, and so on.
void check_schedule(std::mt19937& random) {
    spool rows;
    std::deque<row> expected;
    std::uint64_t line = 0;
    for (int step = 0; step < 40'000; ++step) {
        const std::uint32_t pushes = step / 8000 % 2 == 0 ? 7 : 3;
        if (random() % 10 < pushes) {
            expected.push_back(random_row(random, ++line));
            rows.push(expected.back());
        } else {
            const auto first = rows.pop();
            BOOST_REQUIRE(first.has_value() == !expected.empty());
            if (first) {
                BOOST_REQUIRE((*first == expected.front()));
                expected.pop_front();
            }
        }
        BOOST_REQUIRE(rows.size() == expected.size());
    }
    while (const auto first = rows.pop()) {
        BOOST_REQUIRE((*first == expected.front()));
        expected.pop_front();
    }
    BOOST_TEST(expected.empty());
}

} // namespace
} // namespace spools

BOOST_AUTO_TEST_SUITE(spools)

BOOST_AUTO_TEST_CASE(do_what_a_queue_does) {
    for (const std::uint32_t seed : {1U, 2U, 3U, 4U}) {
        std::mt19937 random(seed);
        check_schedule(random);
    }
}

BOOST_AUTO_TEST_CASE(are_empty_at_first_and_again) {
    spool rows;
    BOOST_TEST(!rows.pop().has_value());
    rows.push({});
    BOOST_TEST(rows.size() == 1u);
    BOOST_TEST((rows.pop() == row{}));
    BOOST_TEST(!rows.pop().has_value());
    BOOST_TEST(rows.size() == 0u);
}

/// A file that is read as fast as it is written does not grow; a small spool has none.
BOOST_AUTO_TEST_CASE(use_as_little_space_as_they_can) {
    const row some{std::string(1000, 'x'), "c", 1};
    spool rows;
    {
        const full_disk none(0);
        for (std::size_t size = 0; size < spool::block_size - 2000; size += 1020)
            rows.push(some);
    }
    const full_disk little(1 << 20);
    for (int step = 0; step < 10'000; ++step) {
        rows.push(some);
        BOOST_REQUIRE(rows.pop().has_value());
    }
}

BOOST_AUTO_TEST_CASE(without_space_throw_and_keep_what_they_have) {
    spool rows;
    std::uint64_t line = 0;
    const row some{std::string(1000, 'x'), "c", 0};
    {
        const full_disk full(1 << 20);
        BOOST_CHECK_THROW(for (; line < 10'000; ++line) rows.push({some.id, some.cluster, line}),
                          boost::system::system_error);
    }
    BOOST_TEST(line > 1000u);
    BOOST_TEST(rows.size() == line);
    rows.push({some.id, some.cluster, line});
    for (std::uint64_t expected = 0; expected <= line; ++expected)
        BOOST_REQUIRE((rows.pop() == row{some.id, some.cluster, expected}));
    BOOST_TEST(!rows.pop().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
