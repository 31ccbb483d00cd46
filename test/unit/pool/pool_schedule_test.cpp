// SPDX-License-Identifier: BSL-1.0
#include "pool_schedule.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(pool_schedules)

BOOST_AUTO_TEST_CASE(keep_every_invariant) {
    run_schedules(10'000, [](std::uint64_t seed) { pool_schedule(dice(seed)).run(); });
}

BOOST_AUTO_TEST_SUITE_END()
