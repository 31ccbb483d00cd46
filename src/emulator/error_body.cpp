// SPDX-License-Identifier: BSL-1.0
#include "error_body.hpp"

#include "error_table.hpp"
#include "json_answer.hpp"

#include <boost/beast/http/status.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <utility>

namespace mrs_emulator {
namespace {

struct gateway_text {
    unsigned status;
    std::string_view code;
    std::string_view text;
};

constexpr std::array<gateway_text, 14> gateway_texts{{
    {400, "APIGW.0201", "Bad request"},
    {401, "APIGW.0301", "Incorrect IAM authentication information: decrypt token fail"},
    {403, "APIGW.0302", "The IAM user is not allowed to access the API"},
    {404, "APIGW.0101", "The API does not exist or has not been published in the environment"},
    {405, "APIGW.0201", "The method is not allowed"},
    {411, "APIGW.0201",
     "The request has no Content-Length: with curl, add --data '' or --header 'Content-Length: 0'"},
    {413, "APIGW.0201", "Request entity too large"},
    {414, "APIGW.0201", "Request URI too large"},
    {417, "APIGW.0201", "The expectation is unknown"},
    {429, "APIGW.0308", "The throttling threshold has been reached"},
    {494, "APIGW.0201", "Request header too large"},
    {502, "APIGW.0201", "Backend unavailable"},
    {503, "APIGW.0201", "Service unavailable"},
    {504, "APIGW.0201", "Backend timeout"},
}};

constexpr gateway_text other_text{500, "APIGW.0201", "Internal error"};

const gateway_text& text_of(unsigned status) {
    for (const gateway_text& known : gateway_texts)
        if (known.status == status)
            return known;
    return other_text;
}

constexpr std::string_view code_of(mrs_error error) {
    switch (error) {
    case mrs_error::cluster_unknown:
        return "12000003";
    case mrs_error::project_invalid:
        return "12000107";
    case mrs_error::job_unknown:
        return "0176";
    case mrs_error::statement_refused:
        return "0165";
    case mrs_error::too_many_jobs:
        return "0202";
    case mrs_error::parameter_invalid:
        break;
    }
    return "12000002";
}

std::string with_subject(std::string_view text, std::string_view subject) {
    std::string result(text);
    const std::size_t place = result.find("xxx");
    return place == std::string::npos ? result : result.replace(place, 3, subject);
}

} // namespace

http_answer gateway_error(const documented_error& error, std::string_view request_id,
                          std::string_view text) {
    boost::json::object body;
    body["error_msg"] = text;
    body["error_code"] = error.code;
    body["request_id"] = request_id;
    return json_answer(error.status, body);
}

http_answer gateway_error(unsigned status, std::string_view request_id, std::string_view text) {
    const gateway_text& usual = text_of(status);
    return gateway_error(documented_error{status, std::string(usual.code), {}, {}}, request_id,
                         text.empty() ? usual.text : text);
}

http_answer throttled_error(std::string_view quota, std::string_view request_id) {
    std::string text(text_of(429).text);
    text.append(": policy user over ratelimit,").append(quota);
    return gateway_error(429, request_id, text);
}

http_answer unauthorized_error(std::string_view code, std::string_view text,
                               std::string_view request_id) {
    return gateway_error(documented_error{401, std::string(code), {}, {}}, request_id, text);
}

http_answer iam_error(unsigned status, std::string_view message) {
    const auto known = boost::beast::http::int_to_status(status);
    boost::json::object error;
    error["code"] = status;
    error["message"] = message;
    error["title"] = boost::beast::http::obsolete_reason(known);
    boost::json::object body;
    body["error"] = std::move(error);
    return json_answer(status, body);
}

http_answer service_error(const documented_error& error, std::string_view language,
                          std::string_view text) {
    const bool chinese = language == "zh-cn" && !error.chinese.empty();
    const std::string& usual = chinese ? error.chinese : error.english;
    boost::json::object body;
    body["error_code"] = error.code;
    body["error_msg"] = text.empty() ? std::string_view(usual) : text;
    return json_answer(error.status, body);
}

http_answer service_error(mrs_error error, const error_context& context, std::string_view subject) {
    documented_error known = find_documented_error(code_of(error), context.documents).value();
    if (error == mrs_error::statement_refused) {
        known.english.append(" ").append(subject);
        known.chinese.append(" ").append(subject);
    } else {
        known.english = with_subject(known.english, subject);
        known.chinese = with_subject(known.chinese, subject);
    }
    return service_error(known, context.language);
}

} // namespace mrs_emulator
