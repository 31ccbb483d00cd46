// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_ENVIRONMENT_HPP
#define MRS_CORE_ENVIRONMENT_HPP

#include "core/namespace.hpp"

#include <mrs/secret.hpp>

#include <functional>
#include <string>

namespace mrs::core {

/// The value of a variable, empty where it is not set.
using environment = std::function<secret(const std::string& name)>;

/// The process's own.
environment process_environment();

/// `~/.huaweicloud/{name}`, or "" where there is no home.
std::string vendor_file(const environment& variables, const std::string& name);

} // namespace mrs::core

#endif
