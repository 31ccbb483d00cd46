// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/identity.hpp"

#include <algorithm>

namespace mrs::auth {

namespace {

/// The gateway takes no header of 32 KiB or more.
constexpr std::size_t max_token = 32'000;

bool is_visible(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

std::optional<std::string> check_token(const secret& token) {
    const std::string_view text = token.reveal();
    if (text.empty())
        return "the token is empty";
    if (text.size() > max_token)
        return "the token is longer than 32000 bytes";
    if (!is_visible(text))
        return "the token has a character that is not visible ASCII, such as a line break";
    return std::nullopt;
}

std::optional<std::string> check_access_key(const access_key& key) {
    const std::string_view token = key.security_token().reveal();
    if (key.id().empty())
        return "the access key's id is empty";
    if (key.id().size() > 128)
        return "the access key's id is longer than 128 bytes";
    if (!is_visible(key.id()) || key.id().find(',') != std::string::npos)
        return "the access key's id has a character that is not visible ASCII, or a comma";
    if (key.key().empty())
        return "the access key's secret part is empty";
    if (key.key().reveal().size() > 1024)
        return "the access key's secret part is longer than 1024 bytes";
    if (!is_visible(key.key().reveal()))
        return "the access key's secret part has a character that is not visible ASCII, such as a "
               "line break";
    if (token.size() > max_token)
        return "the security token is longer than 32000 bytes";
    if (!is_visible(token))
        return "the security token has a character that is not visible ASCII, such as a line break";
    return std::nullopt;
}

std::optional<std::string> identity::problem() const {
    if (auto wrong = is_key_ ? check_access_key(key_) : check_token(token_))
        return wrong;
    if (lifetime_ && *lifetime_ <= duration::zero())
        return "its lifetime is over";
    return std::nullopt;
}

const api::echo& identity::echoes() const {
    if (!echoes_)
        echoes_ = std::make_shared<const api::echo>(sent_secret());
    return *echoes_;
}

} // namespace mrs::auth
