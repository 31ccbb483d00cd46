// SPDX-License-Identifier: BSL-1.0
#include "answers.hpp"
#include "fault_case.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using mrs::errc;
using namespace mrs_test;

// The peer ends the connection, or says no more, at every place of an answer.

namespace {

const mrs::call_options quickly =
    mrs::call_options().attempt_timeout(std::chrono::milliseconds(300));

} // namespace

BOOST_AUTO_TEST_SUITE(closing)

BOOST_AUTO_TEST_CASE(fault_S1_fin_before_any_byte) {
    check_fault(after_request([](fault_peer& peer) { peer.fin(); }), errc::connection_closed,
                repetition::repeated);
}

BOOST_AUTO_TEST_CASE(fault_S2_rst_before_any_byte) {
    check_fault(after_request([](fault_peer& peer) { peer.rst(); }), errc::connection_closed,
                repetition::repeated);
}

BOOST_AUTO_TEST_SUITE_END()
