// SPDX-License-Identifier: BSL-1.0
#include "accept_backoff.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using mrs_emulator::accept_backoff;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(accept_pauses)

BOOST_AUTO_TEST_CASE(grow_to_a_bound_until_one_succeeds) {
    accept_backoff backoff;
    BOOST_TEST(!backoff.is_failing());
    BOOST_TEST((backoff.fail() == 50ms));
    BOOST_TEST(backoff.is_failing());
    BOOST_TEST((backoff.fail() == 100ms));
    for (int count = 0; count < 20; ++count)
        backoff.fail();
    BOOST_TEST((backoff.fail() == 3200ms));
    backoff.succeed();
    BOOST_TEST(!backoff.is_failing());
    BOOST_TEST((backoff.fail() == 50ms));
}

BOOST_AUTO_TEST_SUITE_END()
