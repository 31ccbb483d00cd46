// SPDX-License-Identifier: BSL-1.0
#include "api/http_date.hpp"
#include "api/retry_after.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

using mrs::api::parse_http_date;
using mrs::api::parse_retry_after;

namespace retry_after {
namespace {

constexpr long long nothing = -1;
constexpr long long day = 86'400;
const std::string noon = "Tue, 24 Nov 2026 12:00:00 GMT";

struct row {
    std::string name;
    std::string text;
    long long seconds;
};

/// Each with an answer whose Date is noon.
const std::vector<row> rows = {
    {"retry_after_S24_two", "2", 2},
    {"retry_after_S24_zero", "0", 0},
    {"retry_after_S24_leading_zeros", "0000000000000000000000007", 7},
    {"retry_after_S24_300", "300", 300},
    {"retry_after_S24_a_day", "86400", day},
    {"retry_after_S24_more_than_a_day", "86401", day},
    {"retry_after_S24_1e9_seconds", "1000000000", day},
    {"retry_after_S24_more_than_64_bits", std::string(1000, '9'), day},
    {"retry_after_S24_exponent", "1e9", nothing},
    {"retry_after_S24_negative", "-1", nothing},
    {"retry_after_S24_plus", "+1", nothing},
    {"retry_after_S24_fraction", "1.5", nothing},
    {"retry_after_S24_word", "abc", nothing},
    {"retry_after_S24_empty", "", nothing},
    {"retry_after_S24_space", "2 ", nothing},
    {"retry_after_S24_list", "2, 3", nothing},
    {"retry_after_S24_zero_byte", std::string("2\0", 2), nothing},
    {"retry_after_S24_date", "Tue, 24 Nov 2026 12:01:30 GMT", 90},
    {"retry_after_S24_same_date", noon, 0},
    {"retry_after_S24_past_date", "Tue, 24 Nov 2026 11:59:59 GMT", 0},
    {"retry_after_S24_long_past_date", "Thu, 01 Jan 1970 00:00:00 GMT", 0},
    {"retry_after_S24_far_date", "Fri, 31 Dec 9999 23:59:59 GMT", day},
    {"retry_after_S24_broken_date", "Tue, 24 Nov 2026 12:01:30 UTC", nothing},
};

void check(const row& expected) {
    const auto wait = parse_retry_after(expected.text, parse_http_date(noon));
    BOOST_TEST((wait ? wait->count() : nothing) == expected.seconds);
}

} // namespace
} // namespace retry_after

BOOST_AUTO_TEST_SUITE(retry_after)

MRS_TEST_ROWS(rows, check);

BOOST_AUTO_TEST_CASE(retry_after_S24_date_needs_the_answers_own_date) {
    BOOST_TEST(!parse_retry_after("Tue, 24 Nov 2026 12:01:30 GMT", std::nullopt).has_value());
}

BOOST_AUTO_TEST_CASE(retry_after_S24_seconds_need_no_date) {
    BOOST_TEST(parse_retry_after("2", std::nullopt).value().count() == 2);
}

BOOST_AUTO_TEST_CASE(retry_after_R7_date_ignores_our_own_clock) {
    const auto long_ago = parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT");
    BOOST_TEST(parse_retry_after("Thu, 01 Jan 1970 00:00:05 GMT", long_ago).value().count() == 5);
}

BOOST_AUTO_TEST_SUITE_END()
