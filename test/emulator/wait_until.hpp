// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEST_WAIT_UNTIL_HPP
#define MRS_EMULATOR_TEST_WAIT_UNTIL_HPP

#include <chrono>
#include <thread>

/// Waits for a condition; false if it has not come true when even a slow machine would be done.
template<class Condition>
bool wait_until(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

#endif
