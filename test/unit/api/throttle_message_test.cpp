// SPDX-License-Identifier: BSL-1.0
#include "api/throttle_message.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

using mrs::api::parse_throttle_message;
using mrs::pacing::quota;

BOOST_AUTO_TEST_SUITE(throttle_message)

BOOST_AUTO_TEST_CASE(the_gateways_text_tells_the_quota) {
    using namespace std::chrono_literals;
    const auto told = [](std::string_view text, const quota& expected) {
        const auto found = parse_throttle_message(text);
        BOOST_TEST_REQUIRE(found.has_value(), text);
        BOOST_TEST((*found == expected), text);
    };
    told("The throttling threshold has been reached: policy user over ratelimit,limit:60,time:1 "
         "minute",
         quota(60, 1min));
    told("limit:30,time:5 second", quota(30, 5s));
    told("limit:30,time:5 seconds, try later", quota(30, 5s));
    told("limit:1000,time:1 hour", quota(1000, 1h));
    told("limit:5,time:2 day", quota(5, 48h));
    told("limit:5,time:365 day", quota(5, 365 * 24h));
}

BOOST_AUTO_TEST_CASE(anything_else_tells_nothing) {
    for (const std::string_view text :
         {"", "limit:", "limit:60", "limit:60,time:", "limit:60,time:1", "limit:60,time:1 moon",
          "limit:0,time:1 minute", "limit:60,time:0 minute", "limit:-5,time:1 minute",
          "limit:99999999999999999999,time:1 minute", "limit:1000001,time:1 minute",
          "time:1 minute,limit:60", "limit:5,time:366 day", "limit:5,time:1000000 day",
          "slow down"})
        BOOST_TEST(!parse_throttle_message(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
