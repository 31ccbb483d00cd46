// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_UNPRINTED_TEXTS_HPP
#define MRS_TEST_CLI_UNPRINTED_TEXTS_HPP

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

// BOOST_TEST compares lists of texts, and has no way to print one.
BOOST_TEST_DONT_PRINT_LOG_VALUE(std::vector<std::string>)

#endif
