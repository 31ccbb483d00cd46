// SPDX-License-Identifier: BSL-1.0
#include "pool_bench.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(pool_reopened)

/// What was known of a connection ends with it: opened anew, it is as if there had been none.
BOOST_AUTO_TEST_CASE(a_connection_that_is_opened_again_is_a_new_one) {
    mrs::pool::limits bounds = pool_bench::at_most(1);
    bounds.idle_timeout = 10s;
    bounds.max_uses = 2;
    pool_bench::bench t(bounds);
    t.occupy(t.one, t.a);
    t.pool.released(t.one, t.now, 0.0, 5s, 1); // One more, says the server.
    BOOST_TEST(t.dry());
    t.now += 1s;
    t.pool.distrust(t.now);
    t.expect_close(t.one, mrs::retire_reason::silent);

    t.pool.warm_up(1);
    t.expect_open(t.one);
    t.opened(t.one);
    BOOST_TEST(t.dry());
    BOOST_TEST(!t.one.used());
    t.now += 10s - 1ns;
    BOOST_TEST(t.dry());
    t.now += 1ns;
    t.expect_close(t.one, mrs::retire_reason::idle);

    t.occupy(t.one, t.a);
    t.released(t.one);
    BOOST_TEST(t.pool.enqueue(t.b));
    t.expect_grant(t.one, t.b, false);
    t.released(t.one);
    t.expect_close(t.one, mrs::retire_reason::uses);
}

BOOST_AUTO_TEST_SUITE_END()
