// SPDX-License-Identifier: BSL-1.0
#include "client_bench.hpp"
#include "support/print.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

using mrs::errc;

BOOST_AUTO_TEST_SUITE(clients)

/// Zero is no patience, not an endless one.
BOOST_AUTO_TEST_CASE(what_exchanges_is_ended_when_patience_ends) {
    for (const mrs::duration patience : {0s, 5s, -1s}) {
        bench t;
        const auto one = t.fly();
        t.close(patience);
        BOOST_TEST(!one->ended.has_value());
        BOOST_TEST_REQUIRE((t.client().timers.next() <= mrs::steady::now() + patience));
        t.pass_to_next_timer();
        t.poll();
        BOOST_TEST_REQUIRE(one->ended.has_value());
        BOOST_TEST(*one->ended == boost::asio::error::operation_aborted);
        BOOST_TEST_REQUIRE(t.closed.has_value());
        BOOST_TEST(*t.closed == errc::call_timeout);
    }
}

BOOST_AUTO_TEST_CASE(what_exchanges_may_end_by_itself) {
    bench t;
    const auto one = t.fly();
    t.close(mrs::duration::max());
    BOOST_TEST((t.client().timers.next() == mrs::never));
    t.poll();
    BOOST_TEST(!t.closed.has_value());
    one->end(mrs::error_code(), "");
    t.poll();
    BOOST_TEST_REQUIRE(t.closed.has_value());
    BOOST_TEST(!*t.closed);
}

BOOST_AUTO_TEST_CASE(what_waits_is_ended_at_once) {
    bench t;
    const auto one = t.fly();
    one->busy = false;
    t.close(1h);
    BOOST_TEST_REQUIRE(one->ended.has_value());
    BOOST_TEST(*one->ended == errc::client_closed);
    t.poll();
    BOOST_TEST_REQUIRE(t.closed.has_value());
    BOOST_TEST(!*t.closed);
}

BOOST_AUTO_TEST_SUITE_END()
