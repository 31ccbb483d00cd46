// SPDX-License-Identifier: BSL-1.0
#include "cli/input/row_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <deque>
#include <random>
#include <string>

using namespace mrs::cli;

namespace row_queues {
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

void check_pop(row_queue& rows, std::deque<row>& expected) {
    const auto first = rows.pop();
    BOOST_REQUIRE(first.has_value() == !expected.empty());
    if (!first)
        return;
    BOOST_REQUIRE((*first == expected.front()));
    expected.pop_front();
}

/// Pushes and pops at random, pushes more often for a while, then pops more often, and so on.
void check_schedule(std::mt19937& random) {
    row_queue rows;
    std::deque<row> expected;
    for (std::uint64_t step = 0; step < 40'000; ++step) {
        const std::uint32_t pushes = step / 8000 % 2 == 0 ? 7 : 3;
        if (random() % 10 < pushes) {
            expected.push_back(random_row(random, step));
            rows.push(expected.back());
        } else {
            check_pop(rows, expected);
        }
        BOOST_REQUIRE(rows.empty() == expected.empty());
    }
    while (!expected.empty())
        check_pop(rows, expected);
    BOOST_TEST(rows.empty());
}

} // namespace
} // namespace row_queues

BOOST_AUTO_TEST_SUITE(row_queues)

BOOST_AUTO_TEST_CASE(do_what_a_queue_does) {
    for (const std::uint32_t seed : {1U, 2U, 3U, 4U}) {
        std::mt19937 random(seed);
        check_schedule(random);
    }
}

BOOST_AUTO_TEST_CASE(are_empty_at_first_and_again) {
    row_queue rows;
    BOOST_TEST(!rows.pop().has_value());
    rows.push({});
    BOOST_TEST(!rows.empty());
    BOOST_TEST((rows.pop() == row{}));
    BOOST_TEST(!rows.pop().has_value());
    BOOST_TEST(rows.empty());
}

BOOST_AUTO_TEST_SUITE_END()
