// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/key_messages.hpp"

#include "auth/signing/service_clock.hpp"
#include "auth/sources/json_text.hpp"
#include "auth/sources/refusal.hpp"

#include <mrs/version.hpp>

#include <openssl/crypto.h>

#include <utility>

namespace mrs::auth {

namespace {

fetched read_key(std::string_view text, const key_names& names, const std::string& name,
                 api::sys_microseconds now) {
    const json_text body(text);
    access_key found{std::string(body.at(names.outer, names.id)),
                     secret(body.at(names.outer, names.key))};
    found.security_token(secret(body.at(names.outer, names.token)));
    if (!body.valid())
        return source_failure::unusable(errc::bad_response,
                                        name + " answered something that is no JSON object");
    if (const auto expires = api::parse_iso_time(body.at(names.outer, names.expires)))
        found.lifetime(lifetime_until(*expires, now));
    identity result(std::move(found));
    if (const auto wrong = result.problem())
        return source_failure::unusable(errc::bad_response,
                                        "the answer of " + name + " cannot be used: " + *wrong);
    return result;
}

} // namespace

fetched read_key_answer(net::response& reply, const key_names& names, const std::string& name,
                        std::string_view hidden, api::sys_microseconds local) {
    if (reply.status != 200 && reply.status != 201)
        return refusal_of(reply, name, hidden);
    auto result = read_key(reply.body, names, name, time_at_service(reply.date(), local));
    OPENSSL_cleanse(reply.body.data(), reply.body.size());
    reply.body.clear();
    return result;
}

std::string key_request(std::string_view method, std::string_view target,
                        std::string_view authority, std::string_view field) {
    std::string request;
    // At once, for what a string leaves behind when it grows is not wiped.
    request.reserve(256 + target.size() + authority.size() + field.size());
    request.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ");
    request.append(authority).append("\r\nUser-Agent: mrs-client/" MRS_VERSION_STRING "\r\n");
    request.append(field);
    if (method != "GET")
        request += "Content-Length: 0\r\n";
    request += "Accept: application/json\r\nConnection: close\r\n\r\n";
    return request;
}

} // namespace mrs::auth
