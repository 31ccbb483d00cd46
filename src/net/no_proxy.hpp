// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_NO_PROXY_HPP
#define MRS_NET_NO_PROXY_HPP

#include "net/endpoint.hpp"

#include <string_view>

namespace mrs::net {

/// Whether a list such as that of `NO_PROXY` names `target`, as `proxy_options::no_proxy` says.
bool goes_direct(std::string_view list, const endpoint& target);

} // namespace mrs::net

#endif
