// SPDX-License-Identifier: BSL-1.0
#include "cli/run/signals.hpp"
#include "wait_for.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace mrs::cli;

namespace signals_are {
namespace {

std::vector<int> come(signals& asked) {
    wait_for(asked.descriptor());
    return asked.take();
}

} // namespace
} // namespace signals_are

BOOST_AUTO_TEST_SUITE(signals_are)

BOOST_AUTO_TEST_CASE(handed_on_to_a_run) {
    signals asked;
    asked.begin_run();
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) {
        ::kill(::getpid(), number);
        BOOST_TEST(come(asked) == std::vector<int>{number});
        BOOST_TEST(asked.take().empty());
    }
}

BOOST_AUTO_TEST_CASE(left_alone_where_they_are_ignored) {
    struct sigaction ignored {};
    struct sigaction before {};
    ignored.sa_handler = SIG_IGN;
    ::sigaction(SIGHUP, &ignored, &before);
    {
        signals asked;
        asked.begin_run();
        ::kill(::getpid(), SIGHUP);
        ::kill(::getpid(), SIGTERM);
        BOOST_TEST(come(asked) == std::vector<int>{SIGTERM});
    }
    ::sigaction(SIGHUP, &before, nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
