// SPDX-License-Identifier: BSL-1.0
#include "api/cancel_answer.hpp"

#include "api/answer_fields.hpp"
#include "api/error_body.hpp"

namespace mrs::api {

namespace {

bool may_decide(int http_status, decision outcome) noexcept {
    return http_status == 200 || http_status == 500 ||
           (http_status == 400 && outcome == decision::failed);
}

decision decided_status(const answer_fields& fields) {
    const auto text = fields.outer(field::status);
    if (!text || !fields.outer_is_string(field::status))
        return decision::none;
    if (*text == "SUCCEED")
        return decision::succeeded;
    return *text == "FAILED" ? decision::failed : decision::none;
}

} // namespace

answer decode_cancel_answer(int http_status, std::string_view body) {
    answer_fields fields;
    const bool is_json = fields.parse(body);
    const decision outcome = is_json ? decided_status(fields) : decision::none;
    if (outcome == decision::none || !may_decide(http_status, outcome))
        return undecided_answer(http_status, fields, is_json, body,
                                "mrs:cluster:stopSql (alias mrs:sql:cancel)");
    answer result;
    result.decision = outcome;
    if (const auto text = fields.outer(field::message))
        result.message = *text;
    if (outcome == decision::failed && result.message.empty())
        result.message = read_service_error(fields).message;
    return result;
}

cancel_status status_of(const answer& decoded) noexcept {
    switch (decoded.decision) {
    case decision::succeeded:
        return cancel_status::succeed;
    case decision::failed:
        return cancel_status::failed;
    case decision::none:
        break;
    }
    return cancel_status::none;
}

} // namespace mrs::api
