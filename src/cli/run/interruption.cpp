// SPDX-License-Identifier: BSL-1.0
#include "cli/run/interruption.hpp"

namespace mrs::cli {

bool interruption::look() {
    bool how_far = false;
    for (const int signal : signals_.take()) {
        if (requests_.take(signal))
            counts_.interrupted(signal);
        else
            how_far = true;
    }
    return how_far;
}

} // namespace mrs::cli
