// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_KEY_MESSAGES_HPP
#define MRS_AUTH_SOURCES_KEY_MESSAGES_HPP

#include "api/iso_time.hpp"
#include "auth/sources/fetched.hpp"
#include "net/response.hpp"

#include <string>
#include <string_view>

namespace mrs::auth {

/// How a service that gives temporary access keys names what it gives.
struct key_names {
    const char* outer;
    const char* id;
    const char* key;
    const char* token;
    const char* expires;
};

/// `{"credential":{"access","secret","securitytoken","expires_at"}}`
inline constexpr key_names metadata_names{"credential", "access", "secret", "securitytoken",
                                          "expires_at"};
/// `{"credentials":{"accessKeyId","secretAccessKey","securityToken","expiration"}}`
inline constexpr key_names pod_names{"credentials", "accessKeyId", "secretAccessKey",
                                     "securityToken", "expiration"};

/// The access key that such a service answered; its body is wiped. The lifetime is by the service's
/// own clock where the answer shows it.
/// @param name   of the source, for the text of a failure
/// @param hidden what we sent: an answer that holds it is not quoted
/// @param local  the time by our own clock
fetched read_key_answer(net::response& reply, const key_names& names, const std::string& name,
                        std::string_view hidden, api::sys_microseconds local);

/// The head of a request without a body.
/// @param field one more header line with its line end, or nothing
std::string key_request(std::string_view method, std::string_view target,
                        std::string_view authority, std::string_view field);

} // namespace mrs::auth

#endif
