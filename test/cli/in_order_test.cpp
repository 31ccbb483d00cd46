// SPDX-License-Identifier: BSL-1.0
#include "cli/output/in_order.hpp"
#include "outcomes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

using namespace mrs::cli;

namespace in_order_of_input {
namespace {

outcome at(std::uint64_t index) {
    outcome one = succeeded(std::to_string(index));
    one.index = index;
    return one;
}

} // namespace
} // namespace in_order_of_input

BOOST_AUTO_TEST_SUITE(in_order_of_input)

BOOST_AUTO_TEST_CASE(an_outcome_waits_for_those_before_it) {
    in_order order;
    BOOST_TEST(!order.next());
    order.put(at(1));
    order.put(at(2));
    BOOST_TEST(!order.next());
    BOOST_TEST(order.held() == 2u);
    order.put(at(0));
    for (const char* const id : {"0", "1", "2"})
        BOOST_TEST(order.next().value().id == id);
    BOOST_TEST(!order.next());
    BOOST_TEST(order.held() == 0u);
}

BOOST_AUTO_TEST_CASE(any_order_becomes_the_one) {
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp,cert-msc32-c): the same schedules each time
    for (int round = 0; round < 50; ++round) {
        std::vector<std::uint64_t> indices(40);
        std::iota(indices.begin(), indices.end(), 0);
        std::shuffle(indices.begin(), indices.end(), random);
        in_order order;
        std::uint64_t expected = 0;
        for (const std::uint64_t index : indices) {
            order.put(at(index));
            while (const auto one = order.next())
                BOOST_REQUIRE(one->index == expected++);
        }
        BOOST_TEST(expected == indices.size());
        BOOST_TEST(order.held() == 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
