// SPDX-License-Identifier: BSL-1.0
#include "dial_row.hpp"

#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

using namespace mrs_test;
using mrs::errc;

// A process that has used up its descriptors.

namespace dial_resources {
namespace {

/// No descriptor can be opened as long as this lives.
class no_descriptors {
public:
    no_descriptors() {
        BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
        const int lowest = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
        BOOST_TEST_REQUIRE(lowest >= 0);
        ::close(lowest);
        rlimit none = before_;
        none.rlim_cur = static_cast<rlim_t>(lowest);
        BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    }
    no_descriptors(const no_descriptors&) = delete;
    no_descriptors& operator=(const no_descriptors&) = delete;
    ~no_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

} // namespace
} // namespace dial_resources

BOOST_AUTO_TEST_SUITE(dial_resources)

BOOST_AUTO_TEST_CASE(fault_D8_no_descriptor_left) {
    fault_case one({}, good_server());
    one.options() = options_for(one.server(), tls_side());
    one.client();
    {
        const no_descriptors now;
        const auto [ec, result] = one.call();
        BOOST_TEST(ec == errc::resource_exhausted, ec.message());
        BOOST_TEST(ec == mrs::condition::unavailable);
        BOOST_TEST_REQUIRE(result.info() != nullptr);
        BOOST_TEST(result.info()->cause == boost::system::errc::too_many_files_open);
        BOOST_TEST(result.info()->attempts == 0);
        BOOST_TEST(mrs::to_string(result.info()->stop) == "attempts exhausted");
        BOOST_TEST(one.client().stats().connections_failed == 3u); // One for each: no spin.
    }
    BOOST_TEST(one.server().connections() == 0u);
}

BOOST_AUTO_TEST_CASE(fault_D8_no_descriptor_left_for_many) {
    fault_case one({}, good_server());
    one.options() = options_for(one.server(), tls_side());
    one.client();
    {
        const no_descriptors now;
        for (const auto& [ec, result] : one.calls(100, mrs::call_options().max_attempts(1)))
            BOOST_TEST(ec == errc::resource_exhausted, ec.message());
        BOOST_TEST(one.client().stats().connections_failed <= 100u);
    }
    for (const auto& [ec, result] : one.calls(100))
        BOOST_TEST(!ec, ec.message());
}

/// What is open serves all while nothing new can be opened, at the cost of no attempt.
BOOST_AUTO_TEST_CASE(fault_D8_an_open_connection_serves_without_descriptors) {
    fault_case one({}, good_server());
    one.options() = options_for(one.server(), tls_side());
    BOOST_TEST(one.call().result.succeeded());
    const no_descriptors now;
    for (const auto& [ec, result] : one.calls(100, mrs::call_options().max_attempts(1)))
        BOOST_TEST(!ec, ec.message());
    BOOST_TEST(one.server().connections() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
