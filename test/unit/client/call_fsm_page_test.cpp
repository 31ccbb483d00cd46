// SPDX-License-Identifier: BSL-1.0
#include "call_fsm_table.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(calls)

/// Boost.Test shows both where they differ: the page is to be mended by hand.
BOOST_AUTO_TEST_CASE(its_transitions_are_those_of_the_page) {
    std::ifstream page(MRS_TEST_ARCHITECTURE);
    BOOST_TEST_REQUIRE(page.good());
    std::vector<std::string> rows;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line == "| in | hears | where | does | is then |") {
            inside = true;
            std::getline(page, line); // Its ruler.
        } else if (inside && line.rfind("| ", 0) == 0) {
            rows.push_back(line);
        } else {
            inside = false;
        }
    }
    std::vector<std::string> expected;
    for (const auto& one : call_transitions())
        expected.push_back(row_of(one));
    BOOST_TEST(rows == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
