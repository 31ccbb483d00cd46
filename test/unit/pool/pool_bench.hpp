// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_POOL_BENCH_HPP
#define MRS_TEST_UNIT_POOL_BENCH_HPP

#include "pool_parts.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace pool_bench {

inline constexpr mrs::time_point start{std::chrono::hours(1)};

inline mrs::pool::limits at_most(std::size_t connections) {
    mrs::pool::limits bounds;
    bounds.max_connections = connections;
    bounds.trusted = mrs::duration::zero();
    return bounds;
}

/// A pool with a few waiters and connections at hand.
struct bench {
    explicit bench(const mrs::pool::limits& bounds) : pool(bounds) {}

    mrs::pool::action next() { return pool.next(now); }
    bool dry() { return next().what == mrs::pool::action::kind::none; }

    void expect_open(test_slot& connection) {
        BOOST_TEST((next().what == mrs::pool::action::kind::open));
        pool.opening(connection);
    }
    void expect_grant(test_slot& connection, test_waiter& who, bool probe) {
        const mrs::pool::action decision = next();
        BOOST_TEST((decision.what == mrs::pool::action::kind::grant));
        BOOST_TEST(decision.connection == &connection);
        BOOST_TEST(decision.receiver == &who);
        BOOST_TEST(decision.probe == probe);
    }
    void expect_close(test_slot& connection, mrs::retire_reason why) {
        const mrs::pool::action decision = next();
        BOOST_TEST((decision.what == mrs::pool::action::kind::close));
        BOOST_TEST(to_string(decision.reason) == std::string(to_string(why)));
        BOOST_TEST(decision.connection == &connection);
        BOOST_TEST((connection.state() == mrs::pool::slot::phase::closed));
    }
    /// `connection` opens and is granted to `who`, who waits alone.
    void occupy(test_slot& connection, test_waiter& who) {
        BOOST_TEST(pool.enqueue(who));
        expect_open(connection);
        opened(connection);
        expect_grant(connection, who, false);
    }
    void opened(test_slot& connection) { pool.opened(connection, now, 0.0); }
    mrs::pool::waiter* open_failed(test_slot& connection) {
        return pool.open_failed(connection, now, 0.0);
    }
    void released(test_slot& connection, std::optional<mrs::duration> server_idle = {}) {
        pool.released(connection, now, 0.0, server_idle);
    }

    mrs::time_point now = start;
    test_waiter a, b, c, d;
    test_slot one, two, three;
    mrs::pool::pool_state pool; // Goes first, and lets go of the others.
};

} // namespace pool_bench

#endif
