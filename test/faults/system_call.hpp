// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SYSTEM_CALL_HPP
#define MRS_TEST_SYSTEM_CALL_HPP

#include <cerrno>
#include <system_error>

namespace mrs_test {

/// @throws std::system_error of errno where a system call failed
inline void require_call(bool done, const char* what) {
    if (!done)
        throw std::system_error(errno, std::generic_category(), what);
}

} // namespace mrs_test

#endif
