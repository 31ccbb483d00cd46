// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_line.hpp"
#include "cli/progress/progress_log.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace progress_logs {
namespace {

progress_state at(std::chrono::nanoseconds time) {
    progress_state now;
    now.at = std::chrono::steady_clock::time_point(100h) + time;
    now.total = 10'000;
    now.run.remaining = 2h + 47min;
    return now;
}

} // namespace
} // namespace progress_logs

BOOST_AUTO_TEST_SUITE(progress_logs)

BOOST_AUTO_TEST_CASE(say_at_first_how_much_there_is_and_how_long_it_takes) {
    progress_log log("60/m");
    BOOST_TEST(!log.next(at(0s)));
    BOOST_TEST(!log.next(at(999ms)));
    BOOST_TEST(log.next(at(1s)).value() == "10000 ids to cancel, pace 60/m, done in about 2h47m");
    progress_log other("auto");
    BOOST_TEST(!other.next(at(0s)));
    auto unknown = at(1s);
    unknown.total.reset();
    unknown.run.remaining.reset();
    BOOST_TEST(other.next(unknown).value() == "ids, still being read, to cancel, pace auto");
    progress_log third("off");
    unknown.total = 1;
    BOOST_TEST(!third.next(at(0s)));
    BOOST_TEST(third.next(unknown).value() == "1 id to cancel, pace off");
}

BOOST_AUTO_TEST_CASE(say_once_a_minute_where_it_stands) {
    progress_log log("60/m");
    int lines = 0;
    for (auto time = 0s; time <= 10min; time += 1s) {
        const auto text = log.next(at(time));
        if (text && ++lines > 1)
            BOOST_TEST(*text == status_line(at(time)));
    }
    BOOST_TEST(lines == 10);
}

BOOST_AUTO_TEST_CASE(say_at_once_when_the_service_goes_and_comes) {
    progress_log log("60/m");
    log.next(at(0s));
    log.next(at(1s));
    auto away = at(5s);
    away.run.unreachable_since = away.at;
    BOOST_TEST(log.next(away).value() == outage_line(away));
    away.at += 1s;
    BOOST_TEST(!log.next(away));
    BOOST_TEST(log.next(at(8s)).value() == "the service is back");
}

BOOST_AUTO_TEST_SUITE_END()
