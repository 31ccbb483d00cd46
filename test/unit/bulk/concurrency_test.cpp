// SPDX-License-Identifier: BSL-1.0
#include "bulk/concurrency.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>

namespace data = boost::unit_test::data;
using mrs::duration;
using mrs::bulk::concurrency_control;
using namespace std::chrono_literals;

namespace concurrency {
namespace {

/// The latency of a service that works on so many calls at once without a queue, plus noise.
duration latency(std::size_t in_flight, std::size_t room, double noise) {
    const double own = 0.02;
    const double queue = static_cast<double>(std::max(in_flight, room)) / static_cast<double>(room);
    return std::chrono::duration_cast<duration>(
        std::chrono::duration<double>(own * queue * (0.9 + 0.2 * noise)));
}

} // namespace
} // namespace concurrency

BOOST_AUTO_TEST_SUITE(concurrency)

BOOST_DATA_TEST_CASE(it_finds_what_the_service_takes, data::make({1, 10, 100, 200}), room) {
    const auto most = std::size_t{256};
    const auto slots = static_cast<std::size_t>(room);
    concurrency_control control(8, most);
    std::minstd_rand random(3);
    std::uniform_real_distribution<double> noise(0, 1);
    double time = 0;
    double found = 0;
    // Five seconds of the service's time, then one in which the throughput is taken.
    double answered = 0;
    while (time < 6.0) {
        const std::size_t round = control.limit();
        duration longest{0};
        for (std::size_t i = 0; i < round; ++i) {
            const duration one = latency(round, slots, noise(random));
            longest = std::max(longest, one);
            control.answered(one);
        }
        const double seconds = std::chrono::duration<double>(longest).count();
        if (time >= 5.0) {
            answered += static_cast<double>(std::min(round, most));
            found += seconds;
        }
        time += seconds;
    }
    const double best = static_cast<double>(slots) / 0.02;
    BOOST_TEST(answered / found >= 0.85 * best * (slots == 1 ? 0.8 : 0.9));
}

BOOST_AUTO_TEST_CASE(it_stays_within_its_bounds) {
    concurrency_control control(8, 32);
    for (int i = 0; i < 10'000; ++i) {
        control.answered(1ms);
        BOOST_TEST_REQUIRE(control.limit() <= 32u);
    }
    BOOST_TEST(control.limit() == 32u);
    for (int i = 0; i < 1'000; ++i) {
        control.overloaded();
        BOOST_TEST_REQUIRE(control.limit() >= 1u);
    }
    BOOST_TEST(control.limit() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_lost_together_counts_once) {
    concurrency_control control(64, 64);
    for (int i = 0; i < 64; ++i)
        control.overloaded();
    BOOST_TEST(control.limit() == 51u);
    control.overloaded();
    BOOST_TEST(control.limit() == 40u);
}

BOOST_AUTO_TEST_CASE(it_gives_way_where_a_queue_grows) {
    concurrency_control control(64, 64);
    for (int i = 0; i < 64; ++i)
        control.answered(20ms);
    for (int i = 0; i < 1000; ++i)
        control.answered(100ms);
    BOOST_TEST(control.limit() < 32u);
}

BOOST_AUTO_TEST_SUITE_END()
