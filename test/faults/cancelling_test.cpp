// SPDX-License-Identifier: BSL-1.0
#include "phases.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using mrs_test::held_call;
using mrs_test::name_of;
using mrs_test::phase;
namespace asio = boost::asio;
using asio::cancellation_type;

namespace cancelling {
namespace {

/// `terminal` and `partial` end a call in any phase, `total` while nothing was sent.
void check_ended(phase where, cancellation_type type) {
    held_call one(where);
    one.start();
    one.signal.emit(type);
    one.host().run_until([&] { return one.ec.has_value(); });
    BOOST_TEST(*one.ec == asio::error::operation_aborted, one.ec->message());
    BOOST_TEST_REQUIRE(one.info != nullptr);
    BOOST_TEST((one.info->stop == mrs::stop_reason::cancelled));
    BOOST_TEST(one.info->maybe_submitted == (where == phase::write));
    const bool in_exchange = where == phase::write || where == phase::read;
    if (in_exchange)
        BOOST_TEST(one.host().client().stats().connections_idle == 0u);
    one.release();
    one.host().settle();
}

/// What was sent cannot be unsent: `total` leaves the attempt its answer, and makes no other.
void check_total_after_sending(phase where) {
    held_call one(where);
    one.start();
    one.signal.emit(cancellation_type::total);
    one.release();
    one.host().run_until([&] { return one.ec.has_value(); });
    if (where == phase::back_off) {
        BOOST_TEST(*one.ec == mrs::errc::service_error, one.ec->message());
        BOOST_TEST(one.info->attempts == 1);
        BOOST_TEST((one.info->stop == mrs::stop_reason::cancelled));
    } else {
        BOOST_TEST(!*one.ec, one.ec->message());
    }
    one.host().settle();
    BOOST_TEST(one.host().client().stats().attempts == 1u);
}

void check_phase(phase where) {
    for (const auto type : {cancellation_type::terminal, cancellation_type::partial})
        check_ended(where, type);
    if (mrs_test::was_sent(where))
        check_total_after_sending(where);
    else
        check_ended(where, cancellation_type::total);
}

} // namespace
} // namespace cancelling

BOOST_AUTO_TEST_SUITE(cancelling)

BOOST_AUTO_TEST_CASE(fault_R4_in_every_phase_by_every_type) {
    for (const phase where : mrs_test::all_phases)
        BOOST_TEST_CONTEXT(name_of(where))
    check_phase(where);
}

BOOST_AUTO_TEST_SUITE_END()
