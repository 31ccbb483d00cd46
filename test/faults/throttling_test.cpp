// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using mrs::errc;
using namespace mrs_test;
using std::chrono::milliseconds;
using std::chrono::seconds;

// "Slow down", in all the ways in which a gateway says it.

namespace throttling {
namespace {

const std::string quota_body = R"({"error_code":"APIGW.0308","error_msg":"Throttled: limit"})";

mrs::retry_options quick() {
    return mrs::retry_options().base_delay(milliseconds(1)).throttled_delay(milliseconds(1));
}

/// What a client makes of a Retry-After.
enum class meaning {
    soon,    ///< Nothing to wait for: the next attempt goes after the back-off.
    too_late ///< More than the call's limit of some seconds: it fails at once.
};

struct retry_after {
    std::string fields;
    meaning means;
};

const std::string date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

const std::vector<retry_after> wishes = {
    {"Retry-After: 0\r\n", meaning::soon},
    {"Retry-After: -1\r\n", meaning::soon},
    {"Retry-After: abc\r\n", meaning::soon},
    {"Retry-After: 100 s\r\n", meaning::soon},
    {"Retry-After: 100.5\r\n", meaning::soon},
    {"Retry-After: \r\n", meaning::soon},
    {date + "Retry-After: Sun, 06 Nov 1994 08:49:36 GMT\r\n", meaning::soon},
    {date + "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", meaning::soon},
    {"Retry-After: 0\r\nRetry-After: 100\r\n", meaning::soon},
    // No Date to measure it by; the local clock may be wrong by any amount.
    {"Retry-After: Wed, 01 Jan 2200 00:00:00 GMT\r\n", meaning::soon},
    {"Retry-After: 100\r\n", meaning::too_late},
    {"Retry-After: 1000000000\r\n", meaning::too_late},
    {"Retry-After: 99999999999999999999999999\r\n", meaning::too_late},
    {date + "Retry-After: Sun, 06 Nov 1994 08:51:17 GMT\r\n", meaning::too_late},
    {date + "Retry-After: Sun, 06 Nov 2094 08:51:17 GMT\r\n", meaning::too_late},
    {"Retry-After: 100\r\nRetry-After: 0\r\n", meaning::too_late},
};

void check_wish(const retry_after& row, int status) {
    fault_case one({answering(answer(status, "", row.fields))});
    one.options().retry(quick());
    const auto [ec, result] = one.call(mrs::call_options().timeout(seconds(50)));
    if (row.means == meaning::soon) {
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 2);
        return;
    }
    BOOST_TEST(ec == (status == 429 ? errc::throttled : errc::service_error), ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::deadline));
    BOOST_TEST(result.info()->attempts == 1);
    BOOST_TEST((result.info()->elapsed < seconds(40)));
    one.without_good_call(); // The client is still paused.
}

} // namespace
} // namespace throttling

BOOST_AUTO_TEST_SUITE(throttling)

BOOST_AUTO_TEST_CASE(fault_S23_throttled_in_many_words) {
    for (const std::string& bytes :
         {answer(429, ""), answer(429, "<html>Too Many Requests</html>"), answer(429, quota_body),
          answer(400, quota_body), answer(403, quota_body), answer(503, quota_body),
          answer(400, R"({"errorCode":"APIG.0308","errorMsg":"Throttled"})")})
        BOOST_TEST_CONTEXT(bytes) {
            fault_case one({answering(bytes)});
            one.options().retry(quick());
            const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
            BOOST_TEST(ec == errc::throttled, ec.message());
            BOOST_TEST(ec == mrs::condition::throttled);
            BOOST_TEST(one.call().result.succeeded());
            fault_case again({answering(bytes)});
            again.options().retry(quick());
            BOOST_TEST(again.call().result.attempts() == 2);
        }
}

BOOST_AUTO_TEST_CASE(fault_S23_the_whole_client_pauses) {
    fault_case one({answering(answer(429, ""))});
    one.options().retry(mrs::retry_options().max_delay(seconds(100)).throttled_delay(seconds(100)));
    BOOST_TEST(one.call(mrs::call_options().max_attempts(1)).ec == errc::throttled);
    for (const ending& end : one.calls(10, mrs::call_options().timeout(seconds(40)))) {
        BOOST_TEST(end.ec == errc::throttled, end.ec.message());
        BOOST_TEST(end.result.info()->attempts == 0);
    }
    BOOST_TEST(one.server().requests().size() == 1u);
    one.without_good_call();
}

BOOST_AUTO_TEST_CASE(fault_S24_wishes_that_are_followed_or_not) {
    for (const int status : {429, 503})
        for (const retry_after& row : wishes)
            BOOST_TEST_CONTEXT(status << " with " << row.fields)
    check_wish(row, status);
}

BOOST_AUTO_TEST_CASE(fault_S24_a_wait_that_fits_is_waited) {
    for (const int status : {429, 503}) {
        fault_case one({answering(answer(status, "", "Retry-After: 1\r\n"))});
        one.options().retry(quick());
        const auto [ec, result] = one.call();
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 2);
        BOOST_TEST((result.elapsed() >= seconds(1)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
