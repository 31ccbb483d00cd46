// SPDX-License-Identifier: BSL-1.0
#include "bulk/rate_meter.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>

using mrs::duration;
using mrs::time_point;
using mrs::bulk::rate_meter;
using namespace std::chrono_literals;

namespace rate_meters {
namespace {

constexpr time_point epoch{1000h};

/// Outcomes that come evenly, `at_once` of them together.
class flow {
public:
    explicit flow(double per_second, std::uint64_t at_once = 1)
        : pause_(static_cast<duration::rep>(1e9 * static_cast<double>(at_once) / per_second)),
          at_once_(at_once) {}

    void step() {
        now += pause_;
        done += at_once_;
        meter.count(done, now);
    }
    void changed_to(double per_second) {
        pause_ =
            duration(static_cast<duration::rep>(1e9 * static_cast<double>(at_once_) / per_second));
    }

    rate_meter meter{epoch};
    time_point now = epoch;
    std::uint64_t done = 0;

private:
    duration pause_;
    std::uint64_t at_once_;
};

bool is_about(double value, double expected) {
    return std::abs(value - expected) <= 0.2 * expected;
}

} // namespace
} // namespace rate_meters

BOOST_AUTO_TEST_SUITE(rate_meters)

BOOST_AUTO_TEST_CASE(it_is_right_from_the_first_second_with_twenty_outcomes) {
    for (const double rate : {0.5, 1.0, 7.0, 60.0, 1'000.0, 14'000.0}) {
        flow one(rate);
        for (int i = 0; i < 40'000 && one.now < epoch + 60s; ++i) {
            one.step();
            const double told = one.meter.per_second(one.now);
            if (one.done < 20 || one.now < epoch + 1s)
                BOOST_TEST(told == 0.0);
            else
                BOOST_TEST(is_about(told, rate), told << " for " << rate);
        }
    }
}

/// As with 16 calls in flight that take a second each.
BOOST_AUTO_TEST_CASE(outcomes_that_come_together_do_not_confuse_it) {
    flow one(16, 16);
    for (int i = 0; i < 100; ++i) {
        one.step();
        const double told = one.meter.per_second(one.now);
        BOOST_TEST((told == 0 || is_about(told, 16)));
    }
    BOOST_TEST(one.meter.per_second(one.now) > 0);
}

BOOST_AUTO_TEST_CASE(it_follows_a_change_within_seconds) {
    flow one(1'000);
    while (one.now < epoch + 10s)
        one.step();
    one.changed_to(50);
    const time_point changed = one.now;
    while (one.now < changed + 3s)
        one.step();
    BOOST_TEST(is_about(one.meter.per_second(one.now), 50));
    one.changed_to(2'000);
    while (one.now < changed + 6s)
        one.step();
    BOOST_TEST(is_about(one.meter.per_second(one.now), 2'000));
}

BOOST_AUTO_TEST_CASE(it_falls_while_nothing_comes) {
    flow one(100);
    while (one.now < epoch + 10s)
        one.step();
    const double before = one.meter.per_second(one.now);
    BOOST_TEST(one.meter.per_second(one.now + 8s) < before / 3);
}

BOOST_AUTO_TEST_SUITE_END()
