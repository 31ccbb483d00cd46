// SPDX-License-Identifier: BSL-1.0
#include "client_bench.hpp"
#include "support/print.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>
#include <utility>

using mrs::errc;

namespace clients {
namespace {

/// One request, and no other for an hour.
const mrs::rate_options one_permit = mrs::rate_options::fixed(1, 1h);

const mrs::call_options unlimited = mrs::call_options().timeout(0s);

void cancel(mrs::detail::pending_operation& one) {
    one.cancel(boost::asio::cancellation_type::terminal);
}

} // namespace
} // namespace clients

// Calls as a client has them, as far as they come without a network.

BOOST_AUTO_TEST_SUITE(clients)

BOOST_AUTO_TEST_CASE(the_permit_of_a_call_that_ends_goes_to_the_next_one) {
    const std::pair<mrs::error_code, std::function<void(bench&, kept_cancel&)>> ends[] = {
        {boost::asio::error::operation_aborted, [](bench&, kept_cancel& one) { cancel(one); }},
        {errc::client_closed, [](bench&, kept_cancel& one) { one.end(errc::client_closed, ""); }},
        {errc::call_timeout, [](bench& t, kept_cancel&) { t.pass_to_next_timer(); }},
    };
    for (const auto& [expected, end] : ends) {
        kept_permit next;
        bench t;
        t.options.rate(one_permit).timeouts(mrs::timeout_options().credentials(0s));
        const auto one = t.start();
        t.poll();
        BOOST_TEST(!t.client().permits.acquire(next, mrs::steady::now()));
        BOOST_TEST(!next.given);
        end(t, *one);
        BOOST_TEST(next.given);
        BOOST_TEST_REQUIRE(one->ended.has_value());
        BOOST_TEST(*one->ended == expected, one->ended->message());
        BOOST_TEST(one->result.info()->attempts == 0); // It had no connection yet.
        BOOST_TEST(t.client().counts.calls_in_flight.get() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(the_permit_of_a_call_without_credentials_goes_to_the_next_one) {
    kept_permit next;
    bench t;
    t.options = {"https://mrs.invalid", "p1",
                 mrs::credentials::provider([]() -> boost::asio::awaitable<mrs::auth_token> {
                     throw std::runtime_error("there are none");
                     co_return mrs::auth_token(mrs::secret("t"));
                 })};
    t.options.rate(one_permit);
    const auto one = t.start();
    t.poll();
    BOOST_TEST_REQUIRE(one->ended.has_value());
    BOOST_TEST(*one->ended == errc::credentials_failed, one->ended->message());
    BOOST_TEST(one->result.info()->attempts == 0);
    BOOST_TEST(t.client().permits.acquire(next, mrs::steady::now()));
}

BOOST_AUTO_TEST_CASE(who_ends_waits_for_no_permit_any_more) {
    kept_permit next;
    bench t;
    t.options.rate(one_permit);
    const auto first = t.start();
    const auto second = t.start(unlimited);
    t.poll();
    BOOST_TEST(!second->ended.has_value());
    BOOST_TEST(!t.client().permits.acquire(next, mrs::steady::now()));
    cancel(*second);
    BOOST_TEST_REQUIRE(second->ended.has_value());
    BOOST_TEST(second->result.info()->attempts == 0);
    cancel(*first);
    BOOST_TEST(next.given);
}

BOOST_AUTO_TEST_CASE(what_gets_no_permit_in_time_fails_now) {
    bench t;
    t.options.rate(one_permit);
    const auto first = t.start();
    const auto second = t.start();
    t.poll();
    BOOST_TEST(!first->ended.has_value());
    BOOST_TEST_REQUIRE(second->ended.has_value());
    BOOST_TEST(*second->ended == errc::throttled);
    BOOST_TEST(second->result.info()->stop == mrs::stop_reason::deadline);
    cancel(*first);
}

BOOST_AUTO_TEST_CASE(what_is_cancelled_before_it_starts_does_nothing) {
    kept_permit next;
    bench t;
    t.options.rate(one_permit);
    const auto one = t.start();
    cancel(*one);
    BOOST_TEST(!one->ended.has_value());
    t.poll();
    BOOST_TEST_REQUIRE(one->ended.has_value());
    BOOST_TEST(*one->ended == boost::asio::error::operation_aborted);
    BOOST_TEST(one->result.info()->attempts == 0);
    BOOST_TEST(t.client().permits.acquire(next, mrs::steady::now()));
}

BOOST_AUTO_TEST_CASE(what_starts_after_the_end_of_its_client_does_nothing) {
    bench t;
    t.close(1h);
    const auto one = t.start();
    t.poll();
    BOOST_TEST_REQUIRE(one->ended.has_value());
    BOOST_TEST(*one->ended == errc::client_closed);
}

BOOST_AUTO_TEST_SUITE_END()
