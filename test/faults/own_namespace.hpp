// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_OWN_NAMESPACE_HPP
#define MRS_TEST_FAULT_OWN_NAMESPACE_HPP

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <iostream>

namespace mrs_test {

/// A precondition of the suites that change a network: `in_namespace.sh` runs them, in a network
/// namespace of their own that no packet can leave; elsewhere they are skipped.
inline boost::test_tools::assertion_result in_own_namespace(boost::unit_test::test_unit_id) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    boost::test_tools::assertion_result result(std::getenv("MRS_FAULTS_NAMESPACE") != nullptr);
    if (!result) {
        std::cout << "SKIPPED: to be run by test/faults/in_namespace.sh\n";
        result.message() << "not in the namespace of in_namespace.sh";
    }
    return result;
}

} // namespace mrs_test

#endif
