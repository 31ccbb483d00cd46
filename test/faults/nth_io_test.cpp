// SPDX-License-Identifier: BSL-1.0
#include "io_faults.hpp"
#include "scenarios.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>

using namespace mrs_test;

namespace nth_io {
namespace {

constexpr std::size_t without_end = 10'000;
constexpr io_fault all_faults[] = {io_fault::reset, io_fault::broken_pipe, io_fault::timed_out,
                                   io_fault::no_descriptors, io_fault::no_memory};

/// One system call fails, the Nth for every N: attempts are left, and all is done in the end.
void check_one_failure(scenario what, transport kind, io_fault how) {
    bool untouched = false;
    for (std::size_t n = 1; !untouched; ++n)
        BOOST_TEST_CONTEXT("call " << n << " fails by " << static_cast<int>(how)) {
            BOOST_TEST_REQUIRE(n < without_end);
            scenario_run one(what, kind);
            one.host().client();
            {
                const io_faults faults(n, how, false);
                one.start();
                one.host().settle();
                untouched = !faults.struck();
            }
            one.check_ended(false);
            BOOST_TEST(one.succeeded());
        }
}

/// From the Nth system call on all of them fail: it ends, with an error that says why, and the
/// client is good again when the machine is.
void check_lasting_failure(scenario what, transport kind, io_fault how) {
    bool untouched = false;
    for (std::size_t n = 1; !untouched; ++n)
        BOOST_TEST_CONTEXT("from call " << n << " on by " << static_cast<int>(how)) {
            BOOST_TEST_REQUIRE(n < without_end);
            scenario_run one(what, kind, std::chrono::milliseconds(20));
            one.host().client();
            {
                const io_faults faults(n, how, true);
                one.start();
                one.host().settle();
                untouched = !faults.struck();
            }
            one.check_ended(false);
        }
}

template<typename Check>
void for_all(Check check) {
    for (const scenario what : all_scenarios)
        for (const transport kind : {transport::tls, transport::plain})
            for (const io_fault how : all_faults)
                BOOST_TEST_CONTEXT(name_of(what)
                                   << (kind == transport::tls ? " over TLS" : " without TLS"))
    check(what, kind, how);
}

} // namespace
} // namespace nth_io

BOOST_AUTO_TEST_SUITE(nth_io)

BOOST_AUTO_TEST_CASE(one_call_fails) {
    for_all(&check_one_failure);
}

BOOST_AUTO_TEST_CASE(all_calls_fail_from_some_moment_on) {
    for_all(&check_lasting_failure);
}

BOOST_AUTO_TEST_SUITE_END()
