// SPDX-License-Identifier: BSL-1.0
#include "client/read_answer.hpp"

#include "client/client_impl.hpp"

namespace mrs::detail {

namespace {

/// No room for a secret beside a status.
constexpr std::size_t shortest_telling = 32;

/// Takes secrets out of what the answer tells. Of a decided answer, whose texts are the user's own
/// data, only a whole one: a part may be there by chance.
bool hide_secrets(const auth::authenticator& auth, const api::answer& found, std::string& body,
                  const auth::attempt_credentials& credentials) {
    if (!found.decided())
        return auth.redact(body, credentials);
    return body.size() >= shortest_telling && auth.redact_whole(body, credentials);
}

} // namespace

call_outcome read_answer(operation& what, net::response& response,
                         const auth::attempt_credentials& credentials) {
    const auth::authenticator& auth = *what.client().auth;
    call_outcome result{.answer = what.decode(response.status, response.body),
                        .http_status = response.status,
                        .request_id = response.request_id};
    // Once more, for what was quoted from it may have cut a secret in two.
    if (hide_secrets(auth, result.answer, response.body, credentials))
        result.answer = what.decode(response.status, response.body);
    // And again, for what was escaped until now.
    for (std::string* text : {&result.answer.message, &result.answer.detail,
                              &result.answer.service_code, &result.request_id})
        if (!text->empty())
            auth.redact(*text, credentials);
    return result;
}

} // namespace mrs::detail
