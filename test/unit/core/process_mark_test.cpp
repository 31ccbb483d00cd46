// SPDX-License-Identifier: BSL-1.0
#include "core/process_mark.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

using mrs::process_mark;

namespace process_marks {
namespace {

/// Whether `holds` does in a child of this process.
template<typename Function>
bool in_child(const Function& holds) {
    const pid_t child = ::fork();
    BOOST_TEST_REQUIRE(child >= 0);
    if (child == 0)
        ::_exit(holds() ? 0 : 1);
    int status = -1;
    BOOST_TEST_REQUIRE(::waitpid(child, &status, 0) == child);
    return status == 0;
}

} // namespace
} // namespace process_marks

BOOST_AUTO_TEST_SUITE(process_marks)

BOOST_AUTO_TEST_CASE(a_child_is_another_process) {
    const process_mark mine;
    BOOST_TEST(!mine.foreign());
    BOOST_TEST(in_child([&] { return mine.foreign() && !process_mark().foreign(); }));
    BOOST_TEST(!mine.foreign());
}

BOOST_AUTO_TEST_CASE(a_grandchild_is_neither_of_them) {
    const process_mark mine;
    BOOST_TEST(in_child([&] {
        const process_mark its;
        const pid_t grandchild = ::fork();
        if (grandchild == 0)
            ::_exit(mine.foreign() && its.foreign() && !process_mark().foreign() ? 0 : 1);
        int status = -1;
        return ::waitpid(grandchild, &status, 0) == grandchild && status == 0 && !its.foreign();
    }));
}

BOOST_AUTO_TEST_SUITE_END()
