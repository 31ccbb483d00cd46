// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/pod_source.hpp"

#include "auth/signing/service_clock.hpp"
#include "auth/sources/file_source.hpp"
#include "auth/sources/key_messages.hpp"
#include "auth/sources/refusal.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <string_view>

namespace mrs::auth {

namespace {

bool is_printable(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

} // namespace

void pod_source::fetch(source_user& user) {
    user_ = &user;
    const std::string file = "the file \"" + token_file_ + "\" of pod identity";
    error_code ec;
    const secret text = read_small_file(token_file_, max_file_bytes, ec);
    if (ec) {
        user.on_source_failed(
            source_failure(errc::credentials_failed, file + " cannot be read: " + ec.message()));
        return;
    }
    const secret authorization(without_line_end(text.reveal()));
    if (authorization.empty() || !is_printable(authorization.reveal())) {
        user.on_source_failed(
            source_failure(errc::credentials_failed,
                           file + " is empty or has a character that is not printable ASCII"));
        return;
    }
    ask(authorization);
}

void pod_source::ask(const secret& authorization) {
    sent_ = authorization;
    std::string field;
    field.reserve(32 + sent_.reveal().size());
    field.append("Authorization: ").append(sent_.reveal()).append("\r\n");
    exchange_.start(key_request("POST", target_, service_->peer.authority(), field));
    OPENSSL_cleanse(field.data(), field.size());
}

void pod_source::on_reply(net::response& reply) {
    deliver(*user_, read_key_answer(reply, pod_names, name(), sent_.reveal(),
                                    system_time(service_->timers.time())));
}

void pod_source::on_no_reply(const net::transport_error& failure) {
    user_->on_source_failed(no_reply_of(failure, name()));
}

} // namespace mrs::auth
