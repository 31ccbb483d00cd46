// SPDX-License-Identifier: BSL-1.0
#include "core/clock.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

namespace clocks {
namespace {

using mrs::deadline_after;
using mrs::duration;
using mrs::end_of_wait;
using mrs::never;
using mrs::time_point;
using namespace std::chrono_literals;

const time_point start{1000h};

} // namespace
} // namespace clocks

BOOST_AUTO_TEST_SUITE(clocks)

BOOST_AUTO_TEST_CASE(zero_is_no_limit_but_no_wait_at_all) {
    BOOST_TEST((deadline_after(start, 0s) == never));
    BOOST_TEST((end_of_wait(start, 0s) == start));
}

BOOST_AUTO_TEST_CASE(both_end_when_they_say) {
    for (const duration length : {duration(1ns), duration(1s), duration(24h * 365)}) {
        BOOST_TEST((deadline_after(start, length) == start + length));
        BOOST_TEST((end_of_wait(start, length) == start + length));
    }
}

BOOST_AUTO_TEST_CASE(neither_overflows) {
    const duration longest = never - start;
    for (const duration length : {longest, longest + 1ns, duration::max()}) {
        BOOST_TEST((deadline_after(start, length) == never));
        BOOST_TEST((end_of_wait(start, length) == never));
    }
    BOOST_TEST((end_of_wait(start, longest - 1ns) == never - 1ns));
}

BOOST_AUTO_TEST_CASE(a_simulation_sets_both_clocks) {
    mrs::simulated_time shown;
    const mrs::time_source simulated(shown);
    shown.monotonic = start;
    shown.wall = std::chrono::system_clock::time_point(48h);
    BOOST_TEST((simulated.now() == start));
    BOOST_TEST((simulated.wall_now() == std::chrono::system_clock::time_point(48h)));
    shown.monotonic += 1s;
    BOOST_TEST((simulated.now() == start + 1s));
}

BOOST_AUTO_TEST_CASE(without_one_the_system_tells_the_time) {
    const mrs::time_source time;
    const time_point before = mrs::steady::now();
    const time_point now = time.now();
    BOOST_TEST((before <= now && now <= mrs::steady::now()));
    BOOST_TEST((time.wall_now() > std::chrono::sys_days(std::chrono::year(2020) / 1 / 1)));
}

BOOST_AUTO_TEST_SUITE_END()
