// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/refusal.hpp"

#include "api/answer_fields.hpp"
#include "api/echo.hpp"
#include "api/error_body.hpp"
#include "api/retry_after.hpp"
#include "core/text.hpp"

namespace mrs::auth {

namespace {

/// The service's own words, or nothing where they show what we sent.
std::string words_of(const net::response& reply, const api::service_error& said,
                     std::string_view hidden) {
    std::string words = said.code + " " + said.message;
    if (said.empty())
        words = reply.body;
    if (words.find_first_not_of(' ') == std::string::npos)
        return "";
    const api::echo echoes(hidden);
    for (std::string text : {words, reply.body})
        if ((!hidden.empty() && text.find(hidden) != std::string::npos) || echoes.hide(text))
            return ", in words that are not shown, for they hold the secret that was sent";
    return " \"" + core::snippet(words) + "\"";
}

} // namespace

source_failure refusal_of(const net::response& reply, const std::string& name,
                          std::string_view hidden) {
    api::answer_fields fields;
    api::service_error said;
    if (fields.parse(reply.body))
        said = api::read_service_error(fields);
    const api::classification meaning = api::classify(reply.status, said.code);
    std::string text =
        name + " answered HTTP " + std::to_string(reply.status) + words_of(reply, said, hidden);
    if (!reply.request_id.empty())
        text += " (request id " + core::snippet(reply.request_id) + ")";
    source_failure result(meaning.code, std::move(text));
    if (meaning.kind == pacing::fault::permanent)
        result = source_failure::refused(meaning.code, result.detail + "; it is not asked again "
                                                                       "for 60 s");
    result.failure.kind = meaning.kind;
    if (!reply.retry_after.empty())
        result.failure.retry_after = api::parse_retry_after(reply.retry_after, reply.date());
    return result;
}

source_failure no_reply_of(const net::transport_error& failure, const std::string& name) {
    source_failure result(failure.code, name + " could not be asked: " + failure.detail);
    result.failure.kind = failure.kind;
    return result;
}

} // namespace mrs::auth
