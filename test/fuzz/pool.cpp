// SPDX-License-Identifier: BSL-1.0
// The pool's state machine, each event chosen by the input, held to the unit test's model.
#include "fuzz.hpp"
#include "pool/pool_schedule.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        pool_schedule(dice(fuzz::input(data, size).rest())).run();
    } catch (const broken& rule) {
        fuzz::require(false, rule.what());
    }
    return 0;
}
