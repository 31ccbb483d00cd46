// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

using namespace mrs_test;
using std::chrono::milliseconds;
using std::chrono::seconds;

// How long a client keeps still that was told to slow down. Looked at from the server, and only for
// the least that has to pass, so that a slow machine changes nothing.

namespace throttled_pauses {
namespace {

using moment = std::chrono::steady_clock::time_point;

/// A server that answers so many requests with 429 and all others well, and knows when it did.
class refusing_server {
public:
    refusing_server(int refusals, std::string fields)
        : left_(refusals), refusal_(answer(429, "", fields)) {}

    /// Every connection's script.
    void serve(fault_peer& peer) {
        if (!peer.tls())
            return;
        while (!peer.read_request().empty())
            if (!peer.write(reply()))
                return;
    }
    /// The time between the first refusal and the next request.
    [[nodiscard]] std::chrono::nanoseconds still() const {
        const std::lock_guard lock(mutex_);
        BOOST_TEST_REQUIRE(next_.has_value());
        return *next_ - *refused_;
    }

private:
    std::string reply() {
        const std::lock_guard lock(mutex_);
        const moment now = std::chrono::steady_clock::now();
        if (refused_ && !next_)
            next_ = now;
        if (left_ == 0)
            return succeed_answer();
        --left_;
        if (!refused_)
            refused_ = now;
        return refusal_;
    }

    mutable std::mutex mutex_;
    int left_;
    std::string refusal_;
    std::optional<moment> refused_;
    std::optional<moment> next_;
};

/// A row whose server refuses the first requests.
class pause_case {
public:
    pause_case(int refusals, const std::string& fields)
        : service_(std::make_shared<refusing_server>(refusals, fields)),
          row({}, served_over(transport::tls),
              [service = service_](fault_peer& peer) { service->serve(peer); }) {}

    [[nodiscard]] std::chrono::nanoseconds still() const { return service_->still(); }

private:
    std::shared_ptr<refusing_server> service_;

public:
    fault_case row;
};

mrs::bulk_summary bulk(fault_case& row, std::size_t count) {
    std::vector<mrs::cancel_sql_request> requests;
    for (std::size_t i = 0; i < count; ++i)
        requests.emplace_back("cluster1", "id-" + std::to_string(i));
    std::optional<mrs::bulk_summary> summary;
    row.client().async_cancel_all(
        mrs::bulk_source(std::move(requests)), mrs::bulk_options().concurrency(1),
        [](const mrs::bulk_outcome& outcome) { BOOST_TEST(outcome.result.succeeded()); },
        [&](const std::exception_ptr& thrown, const mrs::bulk_summary& result) {
            BOOST_TEST(!thrown);
            summary = result;
        });
    row.settle();
    BOOST_TEST_REQUIRE(summary.has_value());
    return *summary;
}

const std::string date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

/// Wishes that would shorten a pause.
const std::vector<std::string> shorter = {"", "Retry-After: 0\r\n", "Retry-After: -1\r\n",
                                          date + "Retry-After: Sun, 06 Nov 1994 08:49:36 GMT\r\n"};

mrs::retry_options quick() {
    return mrs::retry_options().base_delay(milliseconds(1)).throttled_delay(milliseconds(20));
}

} // namespace
} // namespace throttled_pauses

BOOST_AUTO_TEST_SUITE(throttled_pauses)

/// Row B13: a bulk run, whatever paces it.
BOOST_AUTO_TEST_CASE(fault_B13_a_bulk_run_backs_off) {
    for (const mrs::rate_options& pace : {mrs::rate_options::off(), mrs::rate_options::automatic(),
                                          mrs::rate_options::fixed(1'000'000, seconds(1))})
        for (const std::string& fields : shorter)
            BOOST_TEST_CONTEXT(fields) {
                pause_case one(5, fields);
                one.row.options().retry(quick()).rate(pace);
                const auto summary = bulk(one.row, 3);
                BOOST_TEST(summary.totals.succeeded == 3u);
                BOOST_TEST(summary.totals.throttled == 5u);
                BOOST_TEST(one.row.server().requests().size() == 8u);
                // The half of 20, 40, 80, 160 and 320 ms is fixed.
                BOOST_TEST((summary.totals.elapsed >= milliseconds(310)));
            }
}

BOOST_AUTO_TEST_CASE(fault_B13_a_single_call_backs_off) {
    for (const std::string& fields : shorter)
        BOOST_TEST_CONTEXT(fields) {
            pause_case one(3, fields);
            one.row.options().retry(quick());
            const auto [ec, result] = one.row.call(mrs::call_options().max_attempts(10));
            BOOST_TEST(!ec, ec.message());
            BOOST_TEST(result.attempts() == 4);
            BOOST_TEST((result.elapsed() >= milliseconds(70)));
        }
}

/// The second call could go as soon as the first one's answer is there.
BOOST_AUTO_TEST_CASE(a_throttled_answer_holds_what_the_limiter_has_queued) {
    pause_case one(1, "Retry-After: 1\r\n");
    one.row.options().rate(mrs::rate_options::fixed(1, milliseconds(1)));
    for (const ending& end : one.row.calls(3))
        BOOST_TEST(end.result.succeeded());
    BOOST_TEST((one.still() >= seconds(1)));
}

/// The others have leave to go, and wait for the one connection.
BOOST_AUTO_TEST_CASE(a_throttled_answer_holds_what_waits_for_a_connection) {
    pause_case one(1, "Retry-After: 1\r\n");
    one.row.options().pool(mrs::pool_options().max_connections(1));
    for (const ending& end : one.row.calls(5)) {
        BOOST_TEST(end.result.succeeded());
        BOOST_TEST(end.result.attempts() <= 2);
    }
    BOOST_TEST((one.still() >= seconds(1)));
    BOOST_TEST(one.row.server().requests().size() == 6u);
}

/// Nobody knows when the first one's answer comes, which the second one has to wait for.
BOOST_AUTO_TEST_CASE(a_call_that_needs_an_answer_first_is_not_failed) {
    fault_case one({});
    one.options().rate(mrs::rate_options::fixed(1, milliseconds(200)));
    for (const ending& end : one.calls(2, mrs::call_options().timeout(seconds(10))))
        BOOST_TEST(end.result.succeeded(), end.ec.message());
}

BOOST_AUTO_TEST_CASE(a_call_that_cannot_go_before_its_deadline_is_failed_at_once) {
    fault_case one({});
    one.options().rate(mrs::rate_options::fixed(1, std::chrono::minutes(1)));
    const auto ends = one.calls(2, mrs::call_options().timeout(seconds(50)));
    BOOST_TEST(ends[0].result.succeeded());
    BOOST_TEST(ends[1].ec == mrs::errc::throttled);
    BOOST_TEST((ends[1].result.info()->elapsed < seconds(40)));
    one.without_good_call();
}

BOOST_AUTO_TEST_SUITE_END()
