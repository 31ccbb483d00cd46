// SPDX-License-Identifier: BSL-1.0
#include "api/error_body.hpp"

#include "api/service_codes.hpp"
#include "core/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <utility>

namespace mrs::api {

namespace json = boost::json;

namespace {

using pacing::fault;

classification failed(errc code, fault kind, bool acted_on_nothing, std::string advice = {}) {
    classification result;
    result.code = code;
    result.kind = kind;
    result.acted_on_nothing = acted_on_nothing;
    result.advice = std::move(advice);
    return result;
}

/// Turned away for good.
classification refused(errc code, std::string advice = {}) {
    return failed(code, fault::permanent, true, std::move(advice));
}

classification throttled() {
    return failed(errc::throttled, fault::throttled, true);
}

classification stale_credentials() {
    classification result = refused(errc::unauthorized);
    result.refresh_credentials = true;
    return result;
}

classification no_such_path() {
    return refused(errc::not_found,
                   "the gateway knows no such path: look at the endpoint and the project");
}

/// A 4xx is the service's or its gateway's refusal, but for 408. A 5xx tells nothing of what was
/// done: a gateway says 502, 503 or 504 also when it has lost the service after it had handed the
/// request on.
classification classify_status(int http_status) {
    switch (http_status) {
    case 200:
        return failed(errc::bad_response, fault::permanent, false);
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return refused(errc::redirected, "redirects are never followed");
    case 401:
        return stale_credentials();
    case 403:
        return refused(errc::forbidden);
    case 404:
        return no_such_path();
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
        return failed(errc::service_error, fault::transient, false);
    case 413:
    case 414:
    case 494:
        return refused(errc::rejected, "the request is larger than the gateway takes");
    case 429:
        return throttled();
    default:
        break;
    }
    if (http_status >= 500)
        return failed(errc::service_error, fault::permanent, false);
    if (http_status >= 400)
        return refused(errc::rejected);
    return failed(errc::unexpected_status, fault::permanent, http_status >= 300);
}

classification classify_code(int http_status, code_meaning code) {
    switch (code) {
    case code_meaning::refused:
        return refused(errc::rejected);
    case code_meaning::no_such_execution:
        return refused(errc::sql_not_found);
    case code_meaning::no_such_call:
        return refused(errc::rejected, "the cluster does not offer this call");
    case code_meaning::no_such_path:
        return no_such_path();
    case code_meaning::credentials:
        return stale_credentials();
    case code_meaning::permission:
        return refused(errc::forbidden);
    case code_meaning::throttled:
        return throttled();
    case code_meaning::busy:
        return failed(errc::service_error, fault::transient, true);
    case code_meaning::passing:
        return failed(errc::service_error, fault::transient, false);
    case code_meaning::unknown:
        break;
    }
    return classify_status(http_status);
}

/// What the first of these names holds that has a text: the outer object's before a nested one's.
template<std::size_t N>
std::string first_of(const answer_fields& fields, const std::array<field::number, N>& names) {
    for (const field::number name : names)
        if (const auto text = fields.outer(name); text && !text->empty())
            return std::string(*text);
    for (const field::number name : names)
        if (const auto text = fields.nested(name); text && !text->empty())
            return std::string(*text);
    return {};
}

std::string text_of(const json::value& one) {
    const json::string* const text = one.if_string();
    return text != nullptr ? std::string(text->data(), text->size()) : json::serialize(one);
}

/// Code and text of one of several errors, or all of it.
std::string words_of(const json::value& one) {
    std::string words;
    if (const json::object* const object = one.if_object())
        for (const char* const name :
             {"error_code", "errorCode", "code", "error_msg", "errorMsg", "message", "msg"})
            if (const json::value* const text = object->if_contains(name))
                words += (words.empty() ? "" : " ") + text_of(*text);
    return words.empty() ? text_of(one) : words;
}

std::string words_of_details(const json::value& details) {
    std::string words;
    if (const json::array* const list = details.if_array())
        for (const json::value& one : *list)
            words += (words.empty() ? "" : "; ") + snippet(words_of(one));
    else if (!details.is_null())
        words = snippet(words_of(details));
    return words;
}

/// Far more than there ever is: cut, it could not be decoded.
constexpr std::size_t longest_encoded_message = 16'384;

std::string denial_in(const json::object& from) {
    std::string words;
    const json::value* const details = from.if_contains("details");
    if (const std::string list = details ? words_of_details(*details) : ""; !list.empty())
        words = "details: " + list;
    const json::value* const encoded = from.if_contains("encoded_authorization_message");
    if (encoded != nullptr && encoded->is_string())
        words +=
            (words.empty() ? "" : "; ") + ("encoded_authorization_message: " +
                                           snippet(text_of(*encoded), longest_encoded_message));
    return words;
}

} // namespace

service_error read_service_error(const answer_fields& fields) {
    static constexpr std::array codes = {field::error_code, field::error_code_camel, field::code};
    static constexpr std::array messages = {field::error_msg, field::error_msg_camel,
                                            field::message, field::msg};
    service_error error;
    error.code = first_of(fields, codes);
    error.message = first_of(fields, messages);
    error.request_id = first_of(fields, std::array{field::request_id});
    return error;
}

std::string read_denial(std::string_view body) {
    boost::system::error_code ec;
    const json::value document = json::parse(body, ec);
    const json::object* const outer = ec ? nullptr : document.if_object();
    if (outer == nullptr)
        return {};
    std::string words = denial_in(*outer);
    for (const auto& member : *outer)
        if (const json::object* const nested = member.value().if_object(); nested && words.empty())
            words = denial_in(*nested);
    return words;
}

classification classify(int http_status, std::string_view service_code) {
    const code_meaning code = meaning_of(service_code);
    // An answer that is no error may hold anything under these names.
    const bool counts = http_status >= 400 && http_status != 429;
    return counts || code == code_meaning::throttled ? classify_code(http_status, code)
                                                     : classify_status(http_status);
}

} // namespace mrs::api
