// SPDX-License-Identifier: BSL-1.0
#include "call_schedule.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>

BOOST_AUTO_TEST_SUITE(calls)

BOOST_AUTO_TEST_CASE(keep_every_invariant) {
    run_schedules(20'000, [](std::uint64_t seed) { call_schedule(dice(seed)).run(); });
}

BOOST_AUTO_TEST_SUITE_END()
