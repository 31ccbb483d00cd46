// SPDX-License-Identifier: BSL-1.0
#include "bulk/time_left.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace data = boost::unit_test::data;
using mrs::duration;
using mrs::time_point;
using mrs::bulk::position;
using mrs::bulk::time_left;
using mrs::pacing::limiter;
using mrs::pacing::quota;
using namespace std::chrono_literals;

namespace time_left_of_a_bulk_run {
namespace {

position at(std::uint64_t total, std::uint64_t done, duration elapsed, double per_second) {
    position here;
    here.total = total;
    here.done = done;
    here.elapsed = elapsed;
    here.per_second = per_second;
    return here;
}

double seconds(duration time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace
} // namespace time_left_of_a_bulk_run

BOOST_AUTO_TEST_SUITE(time_left_of_a_bulk_run)

/// What is told at every moment of a run, the first one included, against when it ended.
BOOST_DATA_TEST_CASE(a_known_quota_tells_the_truth_from_the_first_moment,
                     data::make({61, 200, 1'000}) * data::make({1, 7, 60}), total, limit) {
    const quota known(static_cast<std::size_t>(limit), 60s);
    const time_point epoch{1000h};
    limiter rules = limiter::fixed(known);
    std::vector<std::pair<time_point, duration>> told;
    time_point now = epoch;
    for (int done = 0; done < total; ++done) {
        const auto left = time_left(
            at(static_cast<std::uint64_t>(total), static_cast<std::uint64_t>(done), now - epoch, 0),
            known);
        told.emplace_back(now, left.value());
        now = rules.next_start(now);
        rules.started(now);
        now += 10ms;
        rules.finished(now);
    }
    const double whole = seconds(now - epoch);
    for (const auto& [when, left] : told)
        BOOST_TEST(std::abs(seconds(left) - seconds(now - when)) <= 0.03 * whole + 1);
}

BOOST_AUTO_TEST_CASE(a_run_behind_its_quota_needs_the_quota_for_what_is_left) {
    BOOST_TEST(seconds(*time_left(at(120, 70, 10min, 1), quota(60, 60s))) == 50.0);
}

BOOST_AUTO_TEST_CASE(what_the_quota_lets_go_at_once_takes_as_long_as_its_rate_says) {
    BOOST_TEST(!time_left(at(60, 0, 0s, 0), quota(60, 60s)).has_value());
    BOOST_TEST(seconds(*time_left(at(60, 10, 1s, 10), quota(60, 60s))) == 5.0);
}

BOOST_AUTO_TEST_CASE(without_a_quota_the_rate_tells) {
    BOOST_TEST(!time_left(at(100, 0, 0s, 0), {}).has_value());
    BOOST_TEST(seconds(*time_left(at(100, 20, 2s, 10), {})) == 8.0);
}

BOOST_AUTO_TEST_CASE(the_end_is_now) {
    BOOST_TEST((time_left(at(0, 0, 0s, 0), {}) == duration::zero()));
    BOOST_TEST((time_left(at(7, 7, 2s, 0), quota(1, 60s)) == duration::zero()));
    BOOST_TEST(!time_left(at(7, 8, 2s, 1), {}).has_value());
}

BOOST_AUTO_TEST_CASE(a_time_beyond_every_clock_stays_a_number) {
    const auto left = time_left(at(~std::uint64_t{0}, 0, 0s, 0), quota(1, 24h));
    BOOST_TEST((left.value() > 24h * 365));
}

BOOST_AUTO_TEST_SUITE_END()
