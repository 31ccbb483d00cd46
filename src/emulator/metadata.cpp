// SPDX-License-Identifier: BSL-1.0
#include "metadata.hpp"

#include "crypto.hpp"
#include "error_table.hpp"
#include "fault_delivery.hpp"
#include "json_answer.hpp"
#include "local_caller.hpp"

#include <boost/beast/http/status.hpp>
#include <boost/json/object.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace mrs_emulator {
namespace {

constexpr unsigned longest_token_seconds = 21600;

// Of the real service, which may be redirected to here.
constexpr std::string_view service_address = "169.254.169.254";

http_answer plain_answer(unsigned status, std::string_view text) {
    http_answer answer;
    answer.status = status;
    answer.body = std::string(text);
    answer.content_type = "text/plain; charset=utf-8";
    return answer;
}

http_answer refusal(unsigned status, std::string_view text = {}) {
    const auto known = boost::beast::http::int_to_status(status);
    const std::string_view reason = boost::beast::http::obsolete_reason(known);
    return plain_answer(status, text.empty() ? reason : text);
}

http_answer named_answer(std::string_view name, boost::json::object content) {
    boost::json::object body;
    body[name] = std::move(content);
    return json_answer(200, body);
}

std::optional<std::chrono::seconds> token_lifetime(std::string_view text) {
    unsigned seconds = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, seconds);
    if (error != std::errc() || rest != end || seconds == 0 || seconds > longest_token_seconds)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

} // namespace

http_reply metadata::handle(const http_request& request, utc_time now) {
    if (const auto stranger = why_not_local(request, service_address); !stranger.empty())
        return {refusal(403, stranger), {}};
    const auto call = find_metadata_call(request.target);
    if (!call)
        return {refusal(404), {}};
    if (request.method != method_of(*call))
        return {refusal(405), {}};
    const fault_plan plan = state_.faults.match(*call, {}, [this] { return state_.draw(); });
    return reply_under(
        plan, [&] { return perform(*call, request, now); },
        [this](const fault_rule& fault) { return struck(fault); });
}

http_answer metadata::struck(const fault_rule& fault) const {
    if (fault.kind != fault_kind::code)
        return refusal(fault.status.value(), fault.message);
    const auto error = find_documented_error(fault.code, state_.style.documents).value();
    return refusal(error.status, fault.message.empty() ? error.english : fault.message);
}

http_answer metadata::perform(operation call, const http_request& request, utc_time now) {
    switch (call) {
    case operation::metadata_token:
        return make_token(request, now);
    case operation::metadata:
        return make_security_key(request, now);
    default:
        return make_pod_key(request, now);
    }
}

http_answer metadata::make_token(const http_request& request, utc_time now) {
    const auto lifetime = token_lifetime(request.header("X-Metadata-Token-Ttl-Seconds"));
    if (!lifetime)
        return refusal(400, "X-Metadata-Token-Ttl-Seconds is not between 1 and 21600");
    ++state_.counters.metadata_tokens;
    return plain_answer(200, state_.known.metadata_tokens.issue(now, *lifetime).text);
}

http_answer metadata::make_security_key(const http_request& request, utc_time now) {
    // Without a token is how it went before there were tokens, and still goes.
    const std::string_view token = request.header("X-Metadata-Token");
    if (request.has_header("X-Metadata-Token") &&
        state_.known.metadata_tokens.check(token, now) != token_state::live)
        return refusal(401);
    ++state_.counters.security_keys;
    const access_key key = make_key(now);
    boost::json::object content;
    content["access"] = key.id;
    content["secret"] = key.secret;
    content["securitytoken"] = key.security_token;
    content["expires_at"] = long_time(key.expires.value());
    return named_answer("credential", std::move(content));
}

http_answer metadata::make_pod_key(const http_request& request, utc_time now) {
    const std::string& expected = state_.known.settings.pod_token;
    if (expected.empty() || !equal_secrets(request.header("Authorization"), expected))
        return refusal(401);
    ++state_.counters.pod_identities;
    const access_key key = make_key(now);
    boost::json::object content;
    content["accessKeyId"] = key.id;
    content["secretAccessKey"] = key.secret;
    content["securityToken"] = key.security_token;
    content["expiration"] = long_time(key.expires.value());
    return named_answer("credentials", std::move(content));
}

access_key metadata::make_key(utc_time now) {
    return state_.known.keys.issue(now, state_.known.settings.metadata_lifetime);
}

} // namespace mrs_emulator
