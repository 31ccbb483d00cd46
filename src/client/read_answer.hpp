// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_READ_ANSWER_HPP
#define MRS_CLIENT_READ_ANSWER_HPP

#include "auth/authenticator.hpp"
#include "client/operation.hpp"
#include "net/response.hpp"

namespace mrs::detail {

/// What came with the answer in `response`, without a secret in it.
/// @param credentials what its request was sent with
call_outcome read_answer(operation& what, net::response& response,
                         const auth::attempt_credentials& credentials);

} // namespace mrs::detail

#endif
