// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/iam_messages.hpp"

#include "auth/signing/service_clock.hpp"
#include "auth/sources/json_text.hpp"
#include "auth/sources/refusal.hpp"

#include <mrs/version.hpp>

#include <openssl/crypto.h>

namespace mrs::auth {

namespace {

std::string token_request_body(const iam_password& user, std::string_view project_id) {
    const std::string_view password = user.password().reveal();
    std::string body;
    // At once, for what a string leaves behind when it grows is not wiped. JSON takes up to 6 bytes
    // for one.
    body.reserve(512 + 6 * (user.account().size() + user.user().size() + password.size() +
                            user.project_name().size() + project_id.size()));
    body += R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"name":)";
    append_json_string(body, user.user());
    body += R"(,"password":)";
    append_json_string(body, password);
    body += R"(,"domain":{"name":)";
    append_json_string(body, user.account());
    body += R"(}}}},"scope":{"project":{)";
    body += user.project_name().empty() ? R"("id":)" : R"("name":)";
    append_json_string(body, user.project_name().empty() ? project_id : user.project_name());
    body += "}}}}";
    return body;
}

} // namespace

std::string iam_token_request(const iam_password& user, std::string_view authority,
                              std::string_view project_id) {
    std::string body = token_request_body(user, project_id);
    std::string request;
    request.reserve(512 + authority.size() + body.size());
    request += "POST /v3/auth/tokens HTTP/1.1\r\nHost: ";
    request += authority;
    request += "\r\nUser-Agent: mrs-client/" MRS_VERSION_STRING "\r\n"
               "Accept: application/json\r\n"
               "Content-Type: application/json; charset=utf-8\r\n"
               "Content-Length: ";
    request += std::to_string(body.size());
    request += "\r\nConnection: close\r\n\r\n";
    request += body;
    OPENSSL_cleanse(body.data(), body.size());
    return request;
}

fetched read_iam_answer(const net::response& reply, const iam_password& user,
                        const std::string& name, api::sys_microseconds local) {
    if (reply.status != 201 && reply.status != 200)
        return refusal_of(reply, name, user.password().reveal());
    if (reply.subject_token.empty())
        return source_failure::unusable(errc::bad_response,
                                        name + " answered HTTP " + std::to_string(reply.status) +
                                            " without the header X-Subject-Token");
    const json_text body(reply.body);
    const auto expires = api::parse_iso_time(body.at("token", "expires_at"));
    if (!expires)
        return identity(auth_token(reply.subject_token));
    const auto lifetime = lifetime_until(*expires, time_at_service(reply.date(), local));
    if (lifetime <= std::chrono::seconds(0))
        return source_failure::unusable(errc::bad_response,
                                        name + " gave a token that has expired already");
    return identity(auth_token(reply.subject_token).lifetime(lifetime));
}

} // namespace mrs::auth
