// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_REFUSAL_HPP
#define MRS_AUTH_SOURCES_REFUSAL_HPP

#include "auth/sources/source.hpp"
#include "net/response.hpp"
#include "net/transport_error.hpp"

#include <string>
#include <string_view>

namespace mrs::auth {

/// What an answer of a source's service comes down to, when it brings no credentials.
/// @param name   of the source
/// @param hidden what we sent: an answer that holds it is not quoted
source_failure refusal_of(const net::response& reply, const std::string& name,
                          std::string_view hidden);

/// The same where there is no answer.
source_failure no_reply_of(const net::transport_error& failure, const std::string& name);

} // namespace mrs::auth

#endif
