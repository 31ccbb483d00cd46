// SPDX-License-Identifier: BSL-1.0
#include "api/http_date.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using mrs::api::parse_http_date;
using namespace std::chrono_literals;

namespace http_date {
namespace {

long long seconds_of(const char* text) {
    const auto date = parse_http_date(text);
    return date ? date->time_since_epoch().count() : -1;
}

} // namespace
} // namespace http_date

BOOST_AUTO_TEST_SUITE(http_date)

BOOST_AUTO_TEST_CASE(reads_an_imf_fixdate) {
    BOOST_TEST(seconds_of("Thu, 01 Jan 1970 00:00:00 GMT") == 0);
    BOOST_TEST(seconds_of("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
    BOOST_TEST(seconds_of("Tue, 29 Feb 2000 23:59:59 GMT") == 951868799);
    BOOST_TEST(seconds_of("Fri, 31 Dec 9999 23:59:59 GMT") == 253402300799);
}

BOOST_AUTO_TEST_CASE(reads_each_month) {
    const std::string months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (std::size_t month = 1; month <= 12; ++month) {
        const std::string text =
            "Mon, 02 " + months.substr(3 * (month - 1), 3) + " 2026 00:00:00 GMT";
        const auto expected = std::chrono::sys_days(
            std::chrono::year(2026) / std::chrono::month(static_cast<unsigned>(month)) / 2);
        BOOST_TEST_CONTEXT(text)
        BOOST_TEST((parse_http_date(text) == expected));
    }
}

BOOST_AUTO_TEST_CASE(takes_a_leap_second) {
    BOOST_TEST(seconds_of("Sat, 31 Dec 2016 23:59:60 GMT") == 1483228800);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_date) {
    for (const char* const text : {
             "",
             "0",
             "Tue, 24 Nov 2026 06:15:00",     // no zone
             "Tue, 24 Nov 2026 06:15:00 UTC", // another zone
             "Tue, 24 Nov 2026 06:15:00 gmt",
             "Tue, 24 Nov 2026 06:15:00 GMT ", // longer
             "Tue, 24 Nov 2026 6:15:00 GMT",   // shorter
             "Tue, 24 nov 2026 06:15:00 GMT",
             "Tue, 24 Nox 2026 06:15:00 GMT",
             "Tue, 00 Nov 2026 06:15:00 GMT",
             "Tue, 31 Nov 2026 06:15:00 GMT",
             "Sun, 29 Feb 2026 06:15:00 GMT",
             "Tue, 24 Nov 2026 24:15:00 GMT",
             "Tue, 24 Nov 2026 06:60:00 GMT",
             "Tue, 24 Nov 2026 06:15:61 GMT",
             "Tue, -4 Nov 2026 06:15:00 GMT",
             "Tue, +4 Nov 2026 06:15:00 GMT",
             "Tue,  4 Nov 2026 06:15:00 GMT",
             "Tue, 24 Nov 20x6 06:15:00 GMT",
             "Tue, 24-Nov-2026 06:15:00 GMT",
             "Tuesday, 24-Nov-26 06:15:00 GMT", // RFC 850
             "Tue Nov 24 06:15:00 2026",        // asctime
             "2026-11-24T06:15:00Z",
         })
        BOOST_TEST(!parse_http_date(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(survives_any_byte_at_any_place) {
    const std::string good = "Tue, 24 Nov 2026 06:15:00 GMT";
    for (std::size_t at = 0; at < good.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            std::string text = good;
            text[at] = static_cast<char>(byte);
            const auto date = parse_http_date(text);
            // The names of days are not looked at, and digits may make another date.
            if (at >= 3 && !(byte >= '0' && byte <= '9') && text != good &&
                text.substr(8, 3) == good.substr(8, 3))
                BOOST_REQUIRE(!date);
        }
}

BOOST_AUTO_TEST_SUITE_END()
