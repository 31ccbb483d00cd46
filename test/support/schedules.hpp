// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_SCHEDULES_HPP
#define MRS_TEST_SUPPORT_SCHEDULES_HPP

#include "support/dice.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

/// Runs `schedule` with `count` seeds in a row. MRS_TEST_SEED names the first one, so that a seed
/// that failed can be run again.
template<typename Schedule>
void run_schedules(std::uint64_t count, Schedule schedule) {
    if (MRS_TEST_SANITIZED)
        count /= 10; // Ten times slower; memory that is misused shows itself early.
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets the environment
    const char* const given = std::getenv("MRS_TEST_SEED");
    const std::uint64_t first = given != nullptr ? std::stoull(given) : 1;
    std::uint64_t seed = first;
    for (; seed < first + count; ++seed) {
        try {
            schedule(seed);
        } catch (const broken& e) {
            BOOST_FAIL("MRS_TEST_SEED=" << seed << ": " << e.what());
        }
    }
    BOOST_TEST(seed == first + count);
}

#endif
