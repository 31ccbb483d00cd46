// SPDX-License-Identifier: BSL-1.0
#include "client_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>

using mrs::pacing::quota;

namespace client_learning {
namespace {

using clients::bench;
using namespace std::chrono_literals;

const quota announced(10, 1min);

/// The service says "slow down", and to what.
void learn(bench& t) {
    clients::kept_permit unused;
    const mrs::time_point now = mrs::steady::now();
    BOOST_TEST_REQUIRE(t.client().permits.acquire(unused, now));
    mrs::pacing::throttling told;
    told.announced = announced;
    t.client().permits.refused(now, told);
    BOOST_TEST((t.client().permits.current() == announced));
}

} // namespace
} // namespace client_learning

// What a client has learned of a service is kept for as long as the rules are the same.

BOOST_AUTO_TEST_SUITE(client_learning)

BOOST_AUTO_TEST_CASE(bulk_runs_change_nothing_where_the_rate_is_for_all_calls) {
    bench t;
    t.options.rate(mrs::rate_options::automatic());
    learn(t);
    const auto one = std::make_shared<int>();
    t.client().enter_bulk(one);
    BOOST_TEST((t.client().permits.current() == announced));
    t.client().leave_bulk(one);
    BOOST_TEST((t.client().permits.current() == announced));
}

BOOST_AUTO_TEST_CASE(bulk_runs_beside_one_another_keep_to_what_one_has_learned) {
    bench t;
    const auto one = std::make_shared<int>();
    const auto other = std::make_shared<int>();
    t.client().enter_bulk(one);
    learn(t);
    t.client().enter_bulk(other);
    BOOST_TEST((t.client().permits.current() == announced));
    t.client().leave_bulk(one);
    BOOST_TEST((t.client().permits.current() == announced));
    t.client().leave_bulk(other);
    BOOST_TEST((t.client().permits.current() == std::nullopt));
}

BOOST_AUTO_TEST_CASE(each_bulk_run_has_its_number) {
    bench t;
    const auto one = std::make_shared<int>();
    BOOST_TEST(t.client().enter_bulk(one) == 1U);
    BOOST_TEST(t.client().enter_bulk(std::make_shared<int>()) == 2U);
    t.client().leave_bulk(one);
    BOOST_TEST(t.client().enter_bulk(one) == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
