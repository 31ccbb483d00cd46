// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_PROXY_OPTIONS_HPP
#define MRS_CLIENT_PROXY_OPTIONS_HPP

#include "core/environment.hpp"

#include <mrs/proxy_options.hpp>

namespace mrs::detail {

/// What `proxy_options::from_environment` says of these variables.
/// @throws mrs::error as it does
proxy_options read_proxy(const core::environment& variables);

} // namespace mrs::detail

#endif
