// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/iam_source.hpp"

#include "auth/signing/service_clock.hpp"
#include "auth/sources/iam_messages.hpp"
#include "auth/sources/refusal.hpp"

#include <algorithm>
#include <utility>

namespace mrs::auth {

namespace {

void require(bool good, const char* problem) {
    if (!good)
        throw error(errc::invalid_argument, problem);
}

bool is_name(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 256 &&
           std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

/// A token may fill a header of 32 KiB; the body lists every service.
net::response_limits iam_limits() {
    net::response_limits limits(1'048'576);
    limits.header_bytes = 49'152;
    limits.buffered_bytes = 65'536;
    return limits;
}

} // namespace

iam_source::iam_source(iam_password user, std::string project_id, std::unique_ptr<net::origin> iam)
    : account_(std::move(user)), project_id_(std::move(project_id)), iam_(std::move(iam)),
      exchange_(*iam_, *this) {
    require(is_name(account_.account()), "credentials.account is empty, longer than 256 bytes, or "
                                         "has a control character");
    require(is_name(account_.user()),
            "credentials.user is empty, longer than 256 bytes, or has a control character");
    require(account_.project_name().empty() || is_name(account_.project_name()),
            "credentials.project_name is longer than 256 bytes or has a control character");
    require(!account_.password().empty(), "credentials.password is empty");
    require(account_.password().reveal().size() <= 1024,
            "credentials.password is longer than 1024 bytes");
    iam_->answers = iam_limits();
}

void iam_source::fetch(source_user& user) {
    user_ = &user;
    exchange_.start(iam_token_request(account_, iam_->peer.authority(), project_id_));
}

void iam_source::on_reply(net::response& reply) {
    deliver(*user_, read_iam_answer(reply, account_, name(), system_time(iam_->timers.time())));
}

void iam_source::on_no_reply(const net::transport_error& failure) {
    user_->on_source_failed(no_reply_of(failure, name()));
}

} // namespace mrs::auth
