// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_SCHEDULES_HPP
#define MRS_TEST_UNIT_SCHEDULES_HPP

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>

/// A random source whose numbers are the same on every platform, as those of the standard's
/// distributions are not.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}

    /// In [0, bound).
    std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
    bool once_in(std::uint64_t bound) { return below(bound) == 0; }
    /// In [0, 1).
    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

private:
    std::mt19937_64 engine_;
};

/// An invariant that does not hold.
class broken : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// BOOST_TEST would take most of the time of some million checks.
inline void expect(bool holds, const char* what) {
    if (!holds)
        throw broken(what);
}

/// Runs `schedule` with `count` seeds in a row. MRS_TEST_SEED names the first one, so that a seed
/// that failed can be run again.
template<typename Schedule>
void run_schedules(std::uint64_t count, Schedule schedule) {
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
