// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_line.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace {

progress_state halfway() {
    progress_state now;
    now.run.taken = 5016;
    now.run.succeeded = 4960;
    now.run.failed = 37;
    now.run.errors = 3;
    now.run.throttled = 8;
    now.run.concurrency = 32;
    now.run.per_second = 59.3 / 60;
    now.run.elapsed = 1h + 24min;
    now.run.remaining = 83min + 20s;
    now.total = 10'000;
    return now;
}

progress_state at_first() {
    progress_state now;
    now.total = 10'000;
    return now;
}

progress_state counting() {
    progress_state now = halfway();
    now.total.reset();
    now.run.remaining.reset();
    return now;
}

progress_state huge() {
    progress_state now;
    now.run.taken = now.run.succeeded = std::numeric_limits<std::uint64_t>::max();
    now.run.throttled = now.run.succeeded;
    now.run.per_second = 1e12;
    now.run.remaining = std::chrono::nanoseconds::max();
    now.total = std::numeric_limits<std::uint64_t>::max();
    return now;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(progress_lines)

BOOST_AUTO_TEST_CASE(show_everything_where_there_is_room) {
    BOOST_TEST(progress_line(halfway(), 130) ==
               "[====================>                   ]  5000/10000  50%  59.3/min  ETA 1h23m  "
               "37 failed  3 errors  8 throttled  16 in flight");
    BOOST_TEST(progress_line(halfway(), 110) ==
               "[===========>          ]  5000/10000  50%  59.3/min  ETA 1h23m  "
               "37 failed  3 errors  8 throttled  16 in flight");
}

BOOST_AUTO_TEST_CASE(leave_out_the_bar_first_and_then_what_matters_less) {
    BOOST_TEST(progress_line(halfway(), 90) == "5000/10000  50%  59.3/min  ETA 1h23m  37 failed  "
                                               "3 errors  8 throttled  16 in flight");
    BOOST_TEST(progress_line(halfway(), 80) == "5000/10000  50%  59.3/min  ETA 1h23m  37 failed  "
                                               "3 errors  16 in flight");
    BOOST_TEST(progress_line(halfway(), 40) == "5000/10000  50%  ETA 1h23m  37 failed");
    BOOST_TEST(progress_line(halfway(), 30) == "5000/10000  50%  ETA 1h23m");
    BOOST_TEST(progress_line(halfway(), 15) == "5000/10000  50%");
    BOOST_TEST(progress_line(halfway(), 10) == "50%");
    BOOST_TEST(progress_line(halfway(), 0) == "");
}

BOOST_AUTO_TEST_CASE(are_never_longer_than_their_width_and_ascii) {
    for (const auto& now : {halfway(), at_first(), counting(), huge(), progress_state()}) {
        for (std::size_t width = 0; width <= 200; ++width) {
            const std::string line = progress_line(now, width);
            BOOST_TEST(line.size() <= width, line);
            BOOST_TEST((width < 10 || !line.empty()));
            BOOST_TEST(std::all_of(line.begin(), line.end(),
                                   [](char c) { return c >= ' ' && c < '\x7f'; }),
                       line);
        }
    }
}

BOOST_AUTO_TEST_CASE(count_without_a_bar_until_the_total_is_known) {
    BOOST_TEST(progress_line(counting(), 100) == "5000  59.3/min  counting  37 failed  3 errors  "
                                                 "8 throttled  16 in flight");
}

BOOST_AUTO_TEST_CASE(show_the_time_left_as_far_as_it_is_known) {
    progress_state now = at_first();
    BOOST_TEST(contains(progress_line(now, 80), "0/10000  0%  -  ETA -"));
    now.run.remaining = 2h + 46min;
    BOOST_TEST(contains(progress_line(now, 80), "0/10000  0%  -  ETA 2h46m"));
    now.run.remaining = 100s;
    BOOST_TEST(contains(progress_line(now, 80), "ETA 1m40s"));
    now.run.remaining = 24h * 365 * 100;
    BOOST_TEST(contains(progress_line(now, 80), "ETA 36500d00h"));
}

BOOST_AUTO_TEST_CASE(say_100_percent_when_all_is_done_and_not_before) {
    progress_state now = at_first();
    now.run.taken = now.run.succeeded = 9'999;
    BOOST_TEST(contains(progress_line(now, 200), "99%"));
    now.run.taken = now.run.succeeded = 10'000;
    BOOST_TEST(contains(progress_line(now, 200), "100%"));
    BOOST_TEST(progress_line(now, 200).starts_with("[" + std::string(40, '=') + "]"));
    now.total = 0;
    now.run.taken = now.run.succeeded = 0;
    BOOST_TEST(contains(progress_line(now, 200), "100%"));
}

BOOST_AUTO_TEST_CASE(know_one_error_from_more) {
    progress_state now = halfway();
    now.run.errors = 1;
    BOOST_TEST(contains(progress_line(now, 200), "  1 error  "));
    now.run.errors = 0;
    now.run.failed = 0;
    now.run.throttled = 0;
    BOOST_TEST(!contains(progress_line(now, 200), "error"));
    BOOST_TEST(!contains(progress_line(now, 200), "failed"));
    BOOST_TEST(!contains(progress_line(now, 200), "throttled"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(status_lines)

BOOST_AUTO_TEST_CASE(say_the_same_in_words) {
    BOOST_TEST(status_line(halfway()) ==
               "5000 of 10000 done (50%), 4960 succeeded, 37 failed, 3 errors, 8 throttled, "
               "16 in flight of 32 at most, 59.3/min after 01:24:00, 1h23m left");
    BOOST_TEST(status_line(counting()) ==
               "5000 done, the input is still being read, 4960 succeeded, 37 failed, 3 errors, "
               "8 throttled, 16 in flight of 32 at most, 59.3/min after 01:24:00");
}

BOOST_AUTO_TEST_CASE(tell_of_an_outage) {
    progress_state now = halfway();
    now.at = std::chrono::steady_clock::time_point(100h);
    now.clock = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 6h + 15min;
    BOOST_TEST(outage_line(now) == "");
    now.run.unreachable_since = now.at - 5min;
    now.run.next_try = now.at + 12s;
    now.run.remaining.reset();
    const std::string told = "service unreachable since 06:10:00Z, next try in 12s";
    BOOST_TEST(outage_line(now) == told);
    BOOST_TEST(status_line(now).ends_with(", " + told));
    BOOST_TEST(progress_line(now, 80) == "5000/10000  50%  " + told + "  37 failed");
    now.run.next_try.reset();
    BOOST_TEST(outage_line(now) == "service unreachable since 06:10:00Z, trying now");
}

BOOST_AUTO_TEST_CASE(tell_who_waits_from_who_is_in_flight) {
    progress_state now = halfway();
    now.run.waiting = 12;
    BOOST_TEST(contains(status_line(now), "8 throttled, 4 in flight of 32 at most, 12 waiting for "
                                          "their end, 59.3/min"));
    BOOST_TEST(contains(progress_line(now, 200), "8 throttled  12 waiting  4 in flight"));
}

BOOST_AUTO_TEST_SUITE_END()
