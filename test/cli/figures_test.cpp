// SPDX-License-Identifier: BSL-1.0
#include "cli/output/figures.hpp"

#include <boost/test/unit_test.hpp>

using namespace mrs::cli;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(of_a_rate_are_in_the_unit_that_reads_better) {
    BOOST_TEST(rate_text(0) == "-");
    BOOST_TEST(rate_text(0.01) == "0.6/min");
    BOOST_TEST(rate_text(59.3 / 60) == "59.3/min");
    BOOST_TEST(rate_text(1.99) == "119.4/min");
    BOOST_TEST(rate_text(2) == "2.0/s");
    BOOST_TEST(rate_text(12.34) == "12.3/s");
    BOOST_TEST(rate_text(250.7) == "251/s");
    BOOST_TEST(rate_text(1e6) == "1000000/s");
}

BOOST_AUTO_TEST_CASE(of_a_wait_have_two_units_at_most) {
    BOOST_TEST(wait_text(0s) == "0s");
    BOOST_TEST(wait_text(-5s) == "0s");
    BOOST_TEST(wait_text(1ns) == "1s");
    BOOST_TEST(wait_text(41s) == "41s");
    BOOST_TEST(wait_text(59s) == "59s");
    BOOST_TEST(wait_text(59001ms) == "1m00s");
    BOOST_TEST(wait_text(185s) == "3m05s");
    BOOST_TEST(wait_text(3599s) == "59m59s");
    BOOST_TEST(wait_text(1h) == "1h00m");
    BOOST_TEST(wait_text(2h + 47min + 59s) == "2h47m");
    BOOST_TEST(wait_text(23h + 59min) == "23h59m");
    BOOST_TEST(wait_text(24h) == "1d00h");
    BOOST_TEST(wait_text(76h) == "3d04h");
    BOOST_TEST(wait_text(std::chrono::nanoseconds::max()) == "106751d23h");
}

BOOST_AUTO_TEST_CASE(of_a_run_are_a_clocks) {
    BOOST_TEST(clock_text(0ns) == "00:00:00");
    BOOST_TEST(clock_text(999ms) == "00:00:00");
    BOOST_TEST(clock_text(167s) == "00:02:47");
    BOOST_TEST(clock_text(100h + 1s) == "100:00:01");
}

BOOST_AUTO_TEST_SUITE_END()
