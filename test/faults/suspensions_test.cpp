// SPDX-License-Identifier: BSL-1.0
#include "scenarios.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>

using namespace mrs_test;
using boost::asio::cancellation_type;

namespace suspensions {
namespace {

/// Cancelled before the first handler runs, and after each one, until it completes by itself.
void check_every_place(scenario what, transport kind, cancellation_type type) {
    constexpr std::size_t without_end = 10'000;
    bool by_itself = false;
    for (std::size_t steps = 0; !by_itself; ++steps)
        BOOST_TEST_CONTEXT("after " << steps << " handlers") {
            BOOST_TEST_REQUIRE(steps < without_end);
            scenario_run one(what, kind);
            one.start();
            for (std::size_t i = 0; i < steps && !one.completed(); ++i)
                one.host().context().run_one();
            by_itself = one.completed();
            one.signal.emit(type);
            one.host().settle();
            one.check_ended(!by_itself);
            BOOST_TEST((!by_itself || one.succeeded()));
        }
}

} // namespace
} // namespace suspensions

BOOST_AUTO_TEST_SUITE(suspensions)

BOOST_AUTO_TEST_CASE(cancelled_at_every_suspension) {
    for (const scenario what : all_scenarios)
        for (const transport kind : {transport::tls, transport::plain})
            for (const auto type : {cancellation_type::terminal, cancellation_type::total})
                BOOST_TEST_CONTEXT(name_of(what)
                                   << (kind == transport::tls ? " over TLS" : " without TLS"))
    check_every_place(what, kind, type);
}

BOOST_AUTO_TEST_SUITE_END()
