// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLOCK_JUMP_HPP
#define MRS_TEST_CLOCK_JUMP_HPP

#include <chrono>

namespace mrs_test {

/// Sets the system clock of this process by so much for as long as it lives; the steady clock goes
/// on as it does.
struct clock_jump {
    explicit clock_jump(std::chrono::seconds by) noexcept;
    clock_jump(const clock_jump&) = delete;
    clock_jump& operator=(const clock_jump&) = delete;
    ~clock_jump();
};

} // namespace mrs_test

#endif
