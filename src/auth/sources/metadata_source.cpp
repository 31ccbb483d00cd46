// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/metadata_source.hpp"

#include "auth/signing/service_clock.hpp"
#include "auth/sources/key_messages.hpp"
#include "auth/sources/refusal.hpp"

#include <openssl/crypto.h>

#include <utility>

namespace mrs::auth {

void metadata_source::fetch(source_user& user) {
    user_ = &user;
    session_ = secret();
    has_session_ = false;
    exchange_.start(key_request("PUT", "/meta-data/latest/api/token", service_->peer.authority(),
                                "X-Metadata-Token-Ttl-Seconds: 21600\r\n"));
}

void metadata_source::on_reply(net::response& reply) {
    if (!has_session_) {
        on_session(reply);
        return;
    }
    deliver(*user_, read_key_answer(reply, metadata_names, name(), session_.reveal(),
                                    system_time(service_->timers.time())));
}

void metadata_source::on_session(net::response& reply) {
    has_session_ = true;
    if (reply.status == 200) {
        session_ = secret(std::string_view(reply.body));
        OPENSSL_cleanse(reply.body.data(), reply.body.size());
        if (check_token(session_)) {
            user_->on_source_failed(source_failure::unusable(
                errc::bad_response, name() + " gave a session token that cannot be used"));
            return;
        }
    } else if (reply.status != 404 && reply.status != 405 && reply.status != 503) {
        // These three say that this machine has no such tokens.
        user_->on_source_failed(refusal_of(reply, name(), {}));
        return;
    }
    ask_for_key();
}

void metadata_source::ask_for_key() {
    std::string field;
    if (!session_.empty()) {
        field.reserve(32 + session_.reveal().size());
        field.append("X-Metadata-Token: ").append(session_.reveal()).append("\r\n");
    }
    exchange_.start(
        key_request("GET", "/openstack/latest/securitykey", service_->peer.authority(), field));
    OPENSSL_cleanse(field.data(), field.size());
}

void metadata_source::on_no_reply(const net::transport_error& failure) {
    user_->on_source_failed(no_reply_of(failure, name()));
}

} // namespace mrs::auth
