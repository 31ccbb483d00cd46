// SPDX-License-Identifier: BSL-1.0
#include "api/cancel_answer.hpp"

#include "api/error_body.hpp"
#include "api/json_fields.hpp"
#include "api/text.hpp"

namespace mrs::api {

namespace {

bool may_decide(int http_status, cancel_status status) noexcept {
    return http_status == 200 || http_status == 500 ||
           (http_status == 400 && status == cancel_status::failed);
}

cancel_status decided_status(const json_fields& fields) {
    const auto& text = fields.outer(field::status);
    if (!text || !fields.outer_is_string(field::status))
        return cancel_status::none;
    if (*text == "SUCCEED")
        return cancel_status::succeed;
    return *text == "FAILED" ? cancel_status::failed : cancel_status::none;
}

std::string undecided(const json_fields& fields, bool is_json, std::string_view body) {
    std::string text = "the body has no known status";
    if (!is_json)
        text = "the body is not the JSON object that was expected (" + fields.why() + ")";
    return text + ": \"" + snippet(body) + "\"";
}

} // namespace

answer decode_cancel_answer(int http_status, std::string_view body) {
    answer result;
    json_fields fields;
    const bool is_json = fields.parse(body);
    if (is_json) {
        const cancel_status status = decided_status(fields);
        if (status != cancel_status::none && may_decide(http_status, status)) {
            result.status = status;
            result.message = fields.outer(field::message).value_or(std::string());
            return result;
        }
    }
    service_error error = is_json ? read_service_error(fields) : service_error();
    const verdict meaning = classify(http_status, error.code);
    result.code = meaning.code;
    result.kind = meaning.kind;
    result.refresh_credentials = meaning.refresh_credentials;
    result.detail = meaning.advice;
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
