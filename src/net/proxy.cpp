// SPDX-License-Identifier: BSL-1.0
#include "net/proxy.hpp"

#include "core/text.hpp"
#include "net/no_proxy.hpp"

#include <mrs/error.hpp>
#include <mrs/version.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <string_view>

namespace mrs::net {

namespace {

void require(bool good, const char* problem) {
    if (!good)
        throw error(errc::invalid_argument, problem);
}

bool has_control_character(std::string_view text) noexcept {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

/// "Basic " and the two in base64 (RFC 7617).
secret basic(std::string_view user, std::string_view password) {
    std::string both;
    both.reserve(user.size() + 1 + password.size()); // Growing would leave copies of it.
    both.append(user).append(":").append(password);
    constexpr std::string_view scheme = "Basic ";
    std::string value(scheme);
    value.resize(scheme.size() + (both.size() + 2) / 3 * 4 + 1); // EVP_EncodeBlock ends with a NUL.
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(value.data() + scheme.size()),
                    reinterpret_cast<const unsigned char*>(both.data()),
                    static_cast<int>(both.size()));
    value.pop_back();
    OPENSSL_cleanse(both.data(), both.size());
    return secret(std::move(value));
}

void check_credentials(const proxy_options& wish) {
    const std::string_view password = wish.password().reveal();
    require(!wish.user().empty() || password.empty(),
            "proxy.credentials: there is a password, but no user");
    require(wish.user().size() <= 256, "proxy.credentials: the user is longer than 256 bytes");
    require(wish.user().find(':') == std::string::npos && !has_control_character(wish.user()),
            "proxy.credentials: the user has a colon or a control character");
    require(password.size() <= 1024, "proxy.credentials: the password is longer than 1024 bytes");
    require(!has_control_character(password),
            "proxy.credentials: the password has a control character");
}

} // namespace

void proxy::hide_credentials(response& answer) const {
    if (authorization.empty())
        return;
    const std::string_view encoded = authorization.reveal().substr(sizeof("Basic ") - 1);
    for (std::string* const text : {&answer.body, &answer.request_id})
        for (const std::string_view one : {encoded, password.reveal()})
            core::redact(*text, one);
}

std::optional<proxy> proxy_for(const client_options& options, const endpoint& target) {
    const proxy_options& wish = options.proxy();
    if (wish.url().empty()) {
        require(wish.user().empty() && wish.password().empty(),
                "proxy.credentials: there is no proxy that they are for");
        return std::nullopt;
    }
    proxy result;
    result.peer = parse_proxy(wish.url());
    check_credentials(wish);
    if (goes_direct(wish.no_proxy(), target))
        return std::nullopt;
    result.user_agent = options.user_agent();
    result.user_agent += result.user_agent.empty() ? "" : " ";
    result.user_agent += "mrs-client/" MRS_VERSION_STRING;
    if (!wish.user().empty()) {
        result.password = wish.password();
        result.authorization = basic(wish.user(), wish.password().reveal());
    }
    return result;
}

transport_error proxy_out_of_reach(const proxy& via, const transport_error& failure) {
    if (failure.code == errc::resource_exhausted)
        return failure;
    return {errc::proxy_failed, failure.kind, failure.cause,
            "the proxy " + via.peer.url() + " cannot be reached: " + failure.detail};
}

} // namespace mrs::net
