// SPDX-License-Identifier: BSL-1.0
#include "forked.hpp"
#include "sync_bench.hpp"

#include <memory>

using mrs_test::ending_of;
using mrs_test::forked_child;
using mrs_test::sync_bench;

BOOST_FIXTURE_TEST_SUITE(sync_forks, sync_bench)

/// The thread is the parent's, and so is what is in flight.
BOOST_AUTO_TEST_CASE(fault_L2_in_a_child_it_takes_no_calls) {
    BOOST_TEST(cancels(0));
    service.fault("latency=500ms,count=1");
    auto cancelled = in_flight([&] { return client->cancel_sql(request(1)); });
    forked_child child([&] {
        const auto refused = ending_of([&] { return client->cancel_sql(request(2)); });
        const auto run = ending_of([&] { return client->cancel_all(requests()); });
        client->trim();
        client.reset();
        client = std::make_unique<mrs::sync_client>(service.options());
        return refused.code() == mrs::errc::client_closed &&
               run.code() == mrs::errc::client_closed && cancels(3);
    });
    BOOST_TEST(child.ended_well());
    BOOST_TEST(cancelled.get().result.succeeded());
    BOOST_TEST(cancels(4));
    BOOST_TEST(client->stats().connections_opened == 1U);
    BOOST_TEST(client->stats().replays == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
