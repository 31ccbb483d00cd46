// SPDX-License-Identifier: BSL-1.0
#include "api/answer.hpp"

#include "api/error_body.hpp"
#include "core/text.hpp"

#include <utility>

namespace mrs::api {

namespace {

std::string undecided(const answer_fields& fields, bool is_json, std::string_view body) {
    std::string text = "the body has no known status";
    if (!is_json)
        text = "the body " + fields.why();
    return text + ": \"" + snippet(body) + "\"";
}

std::string denied(std::string_view permission, std::string_view said) {
    std::string text = "the credentials lack the permission " + std::string(permission) +
                       ", or another region's endpoint was asked";
    return said.empty() ? text : text.append("; ").append(said);
}

} // namespace

answer undecided_answer(int http_status, const answer_fields& fields, bool is_json,
                        std::string_view body, std::string_view permission) {
    answer result;
    service_error error = is_json ? read_service_error(fields) : service_error();
    classification meaning = classify(http_status, error.code);
    result.code = meaning.code;
    result.kind = meaning.kind;
    result.refresh_credentials = meaning.refresh_credentials;
    result.refused = meaning.acted_on_nothing;
    result.detail = std::move(meaning.advice);
    if (result.code == errc::forbidden)
        result.detail = denied(permission, is_json ? read_denial(body) : std::string());
    if (result.code == errc::bad_response)
        result.detail = undecided(fields, is_json, body);
    else if (error.empty() && !body.empty())
        result.detail +=
            (result.detail.empty() ? "" : "; ") + ("the body is \"" + snippet(body) + "\"");
    result.service_code = std::move(error.code);
    result.message = std::move(error.message);
    return result;
}

} // namespace mrs::api
