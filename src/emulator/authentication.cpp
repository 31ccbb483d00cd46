// SPDX-License-Identifier: BSL-1.0
#include "authentication.hpp"

#include "crypto.hpp"
#include "error_body.hpp"
#include "signature_check.hpp"

#include <utility>

namespace mrs_emulator {

authentication::authentication(std::string token, emulator_state& state)
    : token_(std::move(token)), state_(state) {}

std::optional<http_answer> authentication::refusal(const http_request& request, utc_time now) {
    return request.has_header("Authorization") ? refuse_by_signature(request, now)
                                               : refuse_by_token(request, now);
}

std::optional<http_answer> authentication::refuse_by_signature(const http_request& request,
                                                               utc_time now) {
    credentials& known = state_.known;
    const auto verdict = check_signature(request, known.keys, known.key_locks, now);
    ++state_.counters.signatures.at(static_cast<std::size_t>(verdict));
    if (verdict == signature_verdict::verified)
        return std::nullopt;
    return refuse_signature(verdict, request, now);
}

std::optional<http_answer> authentication::refuse_by_token(const http_request& request,
                                                           utc_time now) {
    const std::string_view token = request.header("X-Auth-Token");
    if (token.empty()) {
        return unauthorized_error(
            "APIG.0301", "Incorrect IAM authentication information: x-auth-token not found",
            request.id);
    }
    if (equal_secrets(token, token_))
        return std::nullopt;
    switch (state_.known.tokens.check(token, now)) {
    case token_state::live:
        return std::nullopt;
    case token_state::expired:
        ++state_.counters.tokens_expired_used;
        return unauthorized_error("APIGW.0301",
                                  "Incorrect IAM authentication information: token expires, "
                                  "expires_at:" +
                                      long_time(state_.known.tokens.expiry(token)),
                                  request.id);
    case token_state::revoked:
        ++state_.counters.tokens_expired_used;
        return unauthorized_error("APIGW.0307", "The token must be updated.", request.id);
    case token_state::unknown:
        break;
    }
    return gateway_error(401, request.id);
}

} // namespace mrs_emulator
