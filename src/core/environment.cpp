// SPDX-License-Identifier: BSL-1.0
#include "core/environment.hpp"

#include <cstdlib>

namespace mrs::core {

environment process_environment() {
    return [](const std::string& name) {
        // Nothing in this library changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
        const char* const value = std::getenv(name.c_str());
        return value != nullptr ? secret(value) : secret();
    };
}

std::string vendor_file(const environment& variables, const std::string& name) {
    const secret home = variables("HOME");
    return home.empty() ? "" : std::string(home.reveal()) + "/.huaweicloud/" + name;
}

} // namespace mrs::core
