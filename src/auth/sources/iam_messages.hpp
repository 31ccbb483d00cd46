// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_IAM_MESSAGES_HPP
#define MRS_AUTH_SOURCES_IAM_MESSAGES_HPP

#include "api/iso_time.hpp"
#include "auth/sources/fetched.hpp"
#include "net/response.hpp"

#include <mrs/iam_password.hpp>

#include <string>
#include <string_view>

namespace mrs::auth {

/// The request for a token, head and body. It holds the password.
/// @param authority  for the header Host
/// @param project_id the scope, where the user names no project
std::string iam_token_request(const iam_password& user, std::string_view authority,
                              std::string_view project_id);

/// What IAM answered. The lifetime is by IAM's own clock where the answer shows it.
/// @param name  of the source, for the text of a failure
/// @param local the time by our own clock
fetched read_iam_answer(const net::response& reply, const iam_password& user,
                        const std::string& name, api::sys_microseconds local);

} // namespace mrs::auth

#endif
