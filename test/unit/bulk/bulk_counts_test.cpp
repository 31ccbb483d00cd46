// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_counts.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>

using mrs::bulk_outcome;
using mrs::cancel_sql_result;
using mrs::cancel_status;
using mrs::duration;
using mrs::errc;
using mrs::time_point;
using mrs::bulk::bulk_counts;
using mrs::pacing::quota;
using namespace std::chrono_literals;

namespace bulk_counting {
namespace {

constexpr time_point epoch{1000h};

bulk_outcome outcome(cancel_status status, mrs::error_code error = {}, bool sent = true) {
    bulk_outcome one;
    one.error = error;
    one.sent = sent;
    if (status != cancel_status::none)
        one.result = cancel_sql_result(status, "");
    return one;
}

} // namespace
} // namespace bulk_counting

BOOST_AUTO_TEST_SUITE(bulk_counting)

BOOST_AUTO_TEST_CASE(each_outcome_is_counted_once) {
    bulk_counts counts(epoch);
    for (int i = 0; i < 5; ++i)
        counts.taken();
    counts.throttled();
    counts.ended(outcome(cancel_status::succeed), epoch);
    counts.ended(outcome(cancel_status::failed), epoch);
    counts.ended(outcome(cancel_status::none, errc::forbidden), epoch);
    counts.ended(outcome(cancel_status::none, errc::connect_failed, false), epoch);
    counts.ended(outcome(cancel_status::succeed, errc::forbidden), epoch);
    const auto& now = counts.at(epoch, std::nullopt, std::nullopt);
    BOOST_TEST(now.taken == 5u);
    BOOST_TEST(now.throttled == 1u);
    BOOST_TEST(now.succeeded == 1u);
    BOOST_TEST(now.failed == 1u);
    BOOST_TEST(now.errors == 3u);
    BOOST_TEST(now.end_unknown == 1u);
    BOOST_TEST(now.done() == 5u);
    BOOST_TEST(counts.not_tried() == 1u);
}

/// What needed no request has its answer.
BOOST_AUTO_TEST_CASE(what_had_ended_before_was_tried) {
    bulk_counts counts(epoch);
    counts.ended(outcome(cancel_status::none, {}, false), epoch);
    BOOST_TEST(counts.not_tried() == 0u);
}

/// 4,539 of 20,000 done after a third of a second of a run that takes a second and a half.
BOOST_AUTO_TEST_CASE(it_tells_nothing_before_it_knows_and_then_the_truth) {
    bulk_counts counts(epoch);
    constexpr std::uint64_t total = 200'000;
    constexpr duration each = 70us;
    time_point now = epoch;
    for (std::uint64_t i = 0; i < total; ++i) {
        now += each;
        counts.ended(outcome(cancel_status::succeed), now);
        const auto& told = counts.at(now, total, std::nullopt);
        if (now < epoch + 1s) {
            BOOST_TEST_REQUIRE(!told.remaining.has_value());
            BOOST_TEST_REQUIRE(told.per_second == 0.0);
            continue;
        }
        BOOST_TEST_REQUIRE(std::abs(told.per_second - 1e9 / 70'000) <= 0.2 * 1e9 / 70'000);
        BOOST_TEST_REQUIRE(told.remaining.has_value());
        const duration left = each * (total - i - 1);
        BOOST_TEST_REQUIRE((std::chrono::abs(*told.remaining - left) <= left / 5 + 1us));
    }
}

BOOST_AUTO_TEST_CASE(a_quota_tells_from_the_first_moment) {
    bulk_counts counts(epoch);
    const auto& told = counts.at(epoch, 120, quota(60, 60s));
    BOOST_TEST_REQUIRE(told.remaining.has_value());
    BOOST_TEST((*told.remaining > 100s && *told.remaining < 130s));
}

BOOST_AUTO_TEST_CASE(nobody_knows_how_long_an_outage_takes) {
    bulk_counts counts(epoch);
    counts.totals().unreachable_since = epoch;
    BOOST_TEST(!counts.at(epoch, 120, quota(60, 60s)).remaining.has_value());
    counts.totals().unreachable_since.reset();
    BOOST_TEST(counts.at(epoch, 120, quota(60, 60s)).remaining.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
