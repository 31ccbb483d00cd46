// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_WAIT_FOR_HPP
#define MRS_TEST_WAIT_FOR_HPP

#include <boost/test/unit_test.hpp>

#include <poll.h>

/// Waits until a descriptor is readable; one that is negative is not waited for.
inline void wait_for(int descriptor) {
    if (descriptor < 0)
        return;
    pollfd news{};
    news.fd = descriptor;
    news.events = POLLIN;
    BOOST_REQUIRE(::poll(&news, 1, 30'000) == 1);
}

#endif
