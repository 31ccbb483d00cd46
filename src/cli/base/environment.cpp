// SPDX-License-Identifier: BSL-1.0
#include "cli/base/environment.hpp"

#include <cstdlib>

namespace mrs::cli {

std::string environment(const char* name) {
    // Nothing in this program changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace mrs::cli
