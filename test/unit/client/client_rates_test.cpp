// SPDX-License-Identifier: BSL-1.0
#include "client_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>

using mrs::pacing::quota;

namespace clients {
namespace {

/// The rate that cancels keep to: of a service of the vendor's, or of another.
std::optional<quota> rate_of(const mrs::rate_options& wish, bool bulk, bool vendor) {
    bench t;
    if (vendor)
        t.options = {"https://mrs.cn-north-4.myhuaweicloud.com", "p1",
                     mrs::credentials::provider(no_token)};
    t.options.rate(wish);
    const auto run = std::make_shared<int>();
    if (bulk)
        t.client().enter_bulk(run);
    const auto rate = t.client().permits.current();
    if (bulk)
        t.client().leave_bulk(run);
    return rate;
}

} // namespace
} // namespace clients

BOOST_AUTO_TEST_SUITE(clients)

BOOST_AUTO_TEST_CASE(a_rate_is_the_one_that_was_asked_for) {
    using mrs::rate_options;
    for (const bool bulk : {false, true})
        for (const bool vendor : {false, true}) {
            const std::optional<quota> known =
                vendor ? std::optional(quota(60, 1min)) : std::nullopt;
            const std::optional<quota> third =
                vendor ? std::optional(quota(20, 1min)) : std::nullopt;
            BOOST_TEST((rate_of(rate_options::off(), bulk, vendor) == std::nullopt));
            BOOST_TEST((rate_of(rate_options::fixed(9, 1s), bulk, vendor) == quota(9, 1s)));
            BOOST_TEST(
                (rate_of(rate_options::fixed(9, 1s).clients(3), bulk, vendor) == quota(3, 1s)));
            BOOST_TEST((rate_of(rate_options::automatic(), bulk, vendor) == known));
            BOOST_TEST((rate_of(rate_options::automatic().clients(3), bulk, vendor) == third));
            BOOST_TEST((rate_of(rate_options(), bulk, vendor) == (bulk ? known : std::nullopt)));
            BOOST_TEST((rate_of(rate_options().clients(3), bulk, vendor) ==
                        (bulk ? third : std::nullopt)));
        }
}

BOOST_AUTO_TEST_CASE(the_rate_of_bulk_goes_with_its_last_run) {
    bench t;
    t.options = {"https://mrs.cn-north-4.myhuaweicloud.com", "p1",
                 mrs::credentials::provider(no_token)};
    const auto one = std::make_shared<int>();
    const auto other = std::make_shared<int>();
    t.client().enter_bulk(one);
    t.client().enter_bulk(other);
    t.client().leave_bulk(one);
    BOOST_TEST(t.client().permits.current().has_value());
    t.client().leave_bulk(other);
    BOOST_TEST(!t.client().permits.current().has_value());
}

BOOST_AUTO_TEST_CASE(a_pause_does_not_end_with_a_run_of_bulk) {
    bench t;
    const auto run = std::make_shared<int>();
    const mrs::time_point now = mrs::steady::now();
    BOOST_TEST(!t.client().permits.paused(now));
    kept_permit unused;
    BOOST_TEST(t.client().permits.acquire(unused, now));
    mrs::pacing::throttling told;
    told.retry_after = 90s;
    BOOST_TEST((t.client().permits.refused(now, told) == now + 90s));
    t.client().enter_bulk(run);
    BOOST_TEST(t.client().permits.paused(now + 89s));
    t.client().leave_bulk(run);
    BOOST_TEST(t.client().permits.paused(now + 89s));
    BOOST_TEST(!t.client().permits.paused(now + 90s));
}

/// Retry-After may ask for 300 s at most, also where a bulk run waits for as long as it must.
BOOST_AUTO_TEST_CASE(an_endless_pause_is_not_believed) {
    bench t;
    const auto run = std::make_shared<int>();
    t.client().enter_bulk(run);
    const mrs::time_point now = mrs::steady::now();
    kept_permit unused;
    BOOST_TEST(t.client().permits.acquire(unused, now));
    mrs::pacing::throttling told;
    told.retry_after = 24h;
    BOOST_TEST((t.client().permits.refused(now, told) == now + 300s));
    t.client().leave_bulk(run);
}

BOOST_AUTO_TEST_CASE(each_kind_of_call_has_its_own_rate) {
    bench t;
    t.options = {"https://mrs.cn-north-4.myhuaweicloud.com", "p1",
                 mrs::credentials::provider(no_token)};
    t.options.rate(mrs::rate_options::automatic());
    BOOST_TEST((t.client().permits.current() == quota(60, 1min)));
    BOOST_TEST((t.client().query_permits.current() == quota(1000, 1min)));
    BOOST_TEST((t.client().submit_permits.current() == std::nullopt));
}

BOOST_AUTO_TEST_SUITE_END()
