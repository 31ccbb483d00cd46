// SPDX-License-Identifier: BSL-1.0
#include "quota.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>

using mrs_emulator::parse_quota;
using mrs_emulator::quota_window;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(quota)

BOOST_AUTO_TEST_CASE(admits_up_to_the_limit_in_each_window) {
    quota_window quota(2, 1min);
    const quota_window::time_point start(1h);
    BOOST_TEST(quota.admit(start));
    BOOST_TEST(quota.admit(start + 59s));
    BOOST_TEST(!quota.admit(start + 59s));
    BOOST_TEST(quota.admit(start + 60s));
    BOOST_TEST(quota.admit(start + 60s));
    BOOST_TEST(!quota.admit(start + 119s));
}

BOOST_AUTO_TEST_CASE(opens_a_window_with_its_first_call) {
    quota_window quota(1, 10s);
    const quota_window::time_point start(1h);
    BOOST_TEST(quota.admit(start));
    BOOST_TEST(quota.admit(start + 25s));
    BOOST_TEST(!quota.admit(start + 34s));
    BOOST_TEST(quota.admit(start + 35s));
}

BOOST_AUTO_TEST_CASE(of_nothing_admits_nothing) {
    quota_window quota(0, 1s);
    BOOST_TEST(!quota.admit(quota_window::time_point(1h)));
    BOOST_TEST(!quota.admit(quota_window::time_point(2h)));
}

BOOST_AUTO_TEST_CASE(is_described_as_the_gateway_words_it) {
    BOOST_TEST(parse_quota("60/m").description() == "limit:60,time:1 minute");
    BOOST_TEST(parse_quota("1000/s").description() == "limit:1000,time:1 second");
    BOOST_TEST(parse_quota("7/h").description() == "limit:7,time:1 hour");
    BOOST_TEST(parse_quota("30/5s").description() == "limit:30,time:5 second");
    BOOST_TEST(parse_quota("3/250ms").description() == "limit:3,time:250 millisecond");
}

BOOST_AUTO_TEST_CASE(is_refused_unless_it_is_one) {
    for (const char* const text : {"", "60", "60/", "/m", "-1/m", "60/x", "60/m ", "60/0s", "60/5",
                                   "99999999999999999999/s", "60/99999999h", "1/1us"})
        BOOST_CHECK_THROW(parse_quota(text), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
