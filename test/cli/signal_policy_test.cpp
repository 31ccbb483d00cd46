// SPDX-License-Identifier: BSL-1.0
#include "cli/run/signal_policy.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace mrs::cli;

BOOST_AUTO_TEST_SUITE(signal_policy)

BOOST_AUTO_TEST_CASE(ends_at_once_what_has_nothing_to_lose) {
    BOOST_TEST((status_to_end_with(SIGHUP, signal_phase::starting, 0) == 129));
    BOOST_TEST((status_to_end_with(SIGINT, signal_phase::starting, 0) == 130));
    BOOST_TEST((status_to_end_with(SIGTERM, signal_phase::starting, 0) == 143));
    BOOST_TEST((status_to_end_with(SIGTERM, signal_phase::finished, 5) == 5));
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGUSR1})
        BOOST_TEST(!status_to_end_with(signal, signal_phase::running, 0), signal);
}

BOOST_AUTO_TEST_CASE(never_ends_it_for_a_question) {
    BOOST_TEST(!status_to_end_with(SIGUSR1, signal_phase::starting, 0));
    BOOST_TEST(!status_to_end_with(SIGUSR1, signal_phase::finished, 0));
}

BOOST_AUTO_TEST_CASE(takes_the_second_request_for_an_abort_whichever_it_is) {
    for (const int second : {SIGHUP, SIGINT, SIGTERM}) {
        stop_requests asked;
        BOOST_TEST(!asked.take(SIGUSR1));
        BOOST_TEST(asked.first() == 0);
        BOOST_TEST(asked.take(SIGINT));
        BOOST_TEST(asked.first() == SIGINT);
        BOOST_TEST(!asked.aborting());
        BOOST_TEST(!asked.take(SIGUSR1));
        BOOST_TEST(!asked.aborting());
        BOOST_TEST(asked.take(second));
        BOOST_TEST(asked.take(SIGTERM));
        BOOST_TEST(asked.first() == SIGINT);
        BOOST_TEST(asked.aborting());
    }
}

BOOST_AUTO_TEST_SUITE_END()
