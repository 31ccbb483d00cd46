// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_CANONICAL_REQUEST_HPP
#define MRS_AUTH_CANONICAL_REQUEST_HPP

#include <chrono>
#include <string>
#include <string_view>

namespace mrs::auth {

/// The path of a request target as it is signed: each segment percent-encoded anew, and with a
/// closing slash that the request itself does not have.
std::string canonical_path(std::string_view path);

/// The query of a request target as it is signed: decoded, encoded anew, and sorted.
std::string canonical_query(std::string_view query);

/// The value of X-Sdk-Date, such as "20261124T061500Z".
std::string sdk_date(std::chrono::sys_seconds time);

} // namespace mrs::auth

#endif
