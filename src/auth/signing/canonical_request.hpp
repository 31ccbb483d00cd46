// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_CANONICAL_REQUEST_HPP
#define MRS_AUTH_SIGNING_CANONICAL_REQUEST_HPP

#include <chrono>
#include <string>
#include <string_view>

namespace mrs::auth {

/// The path of a request target as it is signed: decoded as a whole, so that an encoded slash
/// becomes one, then encoded anew, with a closing slash that the request itself does not have.
std::string canonical_path(std::string_view path);

/// The query of a request target as it is signed: decoded, sorted, and then encoded anew.
std::string canonical_query(std::string_view query);

/// The value of X-Sdk-Date, such as "20261124T061500Z".
std::string sdk_date(std::chrono::sys_seconds time);

} // namespace mrs::auth

#endif
