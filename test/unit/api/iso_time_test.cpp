// SPDX-License-Identifier: BSL-1.0
#include "api/iso_time.hpp"

#include <boost/test/unit_test.hpp>

using mrs::api::parse_iso_time;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(iso_time)

BOOST_AUTO_TEST_CASE(reads_what_the_vendor_writes) {
    const auto expected =
        std::chrono::sys_days(std::chrono::year(2026) / std::chrono::November / 25) + 6h + 15min;
    for (const char* const text : {"2026-11-25T06:15:00.000000Z", "2026-11-25T06:15:00Z",
                                   "2026-11-25T06:15:00.0Z", "2026-11-25T06:15:00.000000999Z"}) {
        const auto time = parse_iso_time(text);
        BOOST_TEST_REQUIRE(time.has_value(), text);
        BOOST_TEST((*time == expected), text);
    }
}

BOOST_AUTO_TEST_CASE(reads_fractions) {
    const auto whole = parse_iso_time("2026-11-25T06:15:00Z").value();
    BOOST_TEST((parse_iso_time("2026-11-25T06:15:00.9Z").value() == whole + 900ms));
    BOOST_TEST((parse_iso_time("2026-11-25T06:15:00.000001Z").value() == whole + 1us));
}

BOOST_AUTO_TEST_CASE(refuses_everything_else) {
    for (const char* const text :
         {"", "Z", "2026-11-25", "2026-11-25T06:15:00", "2026-11-25 06:15:00Z",
          "2026-11-25T06:15:00+00:00", "2026-13-25T06:15:00Z", "2026-02-30T06:15:00Z",
          "2026-11-25T24:15:00Z", "2026-11-25T06:60:00Z", "2026-11-25T06:15:61Z",
          "2026-11-25T06:15:00.Z", "2026-11-25T06:15:00,5Z", "-026-11-25T06:15:00Z",
          "2026-11-25T06:15:0xZ", "2026-11-25T06:15:00.00ZZ", "2026-+1-25T06:15:00Z"})
        BOOST_TEST(!parse_iso_time(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
