// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_TABLE_HPP
#define MRS_TEST_SUPPORT_TABLE_HPP

#include <boost/test/unit_test.hpp>

#include <cstddef>

/// Registers one test case for each row of a table, under the row's own `name`, in the suite that
/// the call stands in. The table outlives the run.
template<typename Table, typename Check>
bool register_rows(const Table& table, Check check, const char* file, std::size_t line) {
    namespace ut = boost::unit_test;
    for (const auto& row : table)
        ut::framework::current_auto_test_suite().add(
            ut::make_test_case([&row, check] { check(row); }, row.name, file, line));
    return true;
}

#define MRS_TEST_ROWS(table, check)                                                                \
    const bool table##_registered = register_rows(table, check, __FILE__, __LINE__)

#endif
