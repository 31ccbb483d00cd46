// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_state.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using mrs::bulk_progress;
using mrs::simulated_time;
using mrs::time_point;
using mrs::time_source;
using mrs::detail::bulk_state;
using mrs::pacing::quota;
using namespace std::chrono_literals;

namespace bulk_states {
namespace {

constexpr time_point epoch{1000h};

struct attached {
    attached() {
        clocks.monotonic = epoch;
        state.attach(time_source(clocks), [] {});
    }

    /// 60 of 300 went at once, and the next one has to wait for a minute.
    void publish_burst() {
        state.expect(300);
        bulk_progress now;
        now.succeeded = 60;
        now.elapsed = 1s;
        clocks.monotonic = epoch + 1s;
        state.publish(now, clocks.monotonic, quota(60, 60s));
    }

    simulated_time clocks;
    bulk_state state;
};

} // namespace
} // namespace bulk_states

BOOST_AUTO_TEST_SUITE(bulk_states)

BOOST_FIXTURE_TEST_CASE(time_goes_on_while_a_run_waits, attached) {
    publish_burst();
    const auto before = state.progress();
    clocks.monotonic += 50s;
    const auto after = state.progress();
    BOOST_TEST_REQUIRE((before.remaining && after.remaining));
    BOOST_TEST((after.elapsed == 51s));
    BOOST_TEST((*before.remaining - *after.remaining == 50s));
}

BOOST_FIXTURE_TEST_CASE(the_rest_of_a_run_that_falls_behind_takes_its_time, attached) {
    publish_burst();
    clocks.monotonic += 1h;
    BOOST_TEST((state.progress().remaining == 240s));
}

BOOST_FIXTURE_TEST_CASE(a_total_is_heard_at_once, attached) {
    publish_burst();
    state.expect(60);
    BOOST_TEST((state.progress().remaining == 0s));
}

BOOST_FIXTURE_TEST_CASE(nothing_is_told_of_the_rest_while_nobody_knows, attached) {
    bulk_progress now;
    now.unreachable_since = epoch;
    state.expect(300);
    state.publish(now, epoch, quota(60, 60s));
    clocks.monotonic += 1min;
    BOOST_TEST(!state.progress().remaining.has_value());
}

BOOST_FIXTURE_TEST_CASE(time_ends_with_the_run, attached) {
    publish_burst();
    state.detach();
    clocks.monotonic += 1h;
    BOOST_TEST((state.progress().elapsed == 1s));
}

BOOST_FIXTURE_TEST_CASE(another_run_begins_anew, attached) {
    publish_burst();
    state.detach();
    clocks.monotonic += 1h;
    state.attach(time_source(clocks), [] {});
    clocks.monotonic += 1s;
    BOOST_TEST(state.progress().done() == 0U);
    BOOST_TEST((state.progress().elapsed == 1s));
}

BOOST_AUTO_TEST_SUITE_END()
