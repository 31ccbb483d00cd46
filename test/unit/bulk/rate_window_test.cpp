// SPDX-License-Identifier: BSL-1.0
#include "bulk/rate_meter.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <map>

using mrs::duration;
using mrs::time_point;
using mrs::bulk::rate_meter;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(rate_windows)

/// Outcomes each 100 ms, which a sample is due for, and more of them later.
BOOST_AUTO_TEST_CASE(a_rate_is_that_of_the_last_two_seconds_to_the_sample) {
    const time_point epoch{1000h};
    rate_meter meter(epoch);
    std::map<duration, std::uint64_t> history{{0s, 0}};
    std::uint64_t done = 0;
    for (duration at = 100ms; at <= 10s; at += 100ms) {
        done += at <= 5s ? 2 : 7;
        history[at] = done;
        meter.count(done, epoch + at);
        // From the beginning on, until two seconds have gone by with twenty outcomes.
        const duration from = at < 2s ? duration(0s) : at - 2s;
        const auto count = static_cast<double>(done - history[from]);
        const double expected =
            at < 1s || count < 20 ? 0 : count / std::chrono::duration<double>(at - from).count();
        BOOST_TEST(meter.per_second(epoch + at) == expected, at / 1ms << " ms");
    }
}

/// Where there are few, the window is as long as twenty outcomes take.
BOOST_AUTO_TEST_CASE(a_slow_rate_is_that_of_the_last_twenty) {
    const time_point epoch{1000h};
    rate_meter meter(epoch);
    for (std::uint64_t done = 1; done <= 100; ++done) {
        const time_point now = epoch + 1s * static_cast<int>(done);
        meter.count(done, now);
        BOOST_TEST(meter.per_second(now) == (done < 20 ? 0.0 : 1.0), done);
        // One more window without an outcome takes it down.
        BOOST_TEST(meter.per_second(now + 20s) == (done < 20 ? 0.0 : 0.5), done);
    }
}

BOOST_AUTO_TEST_SUITE_END()
