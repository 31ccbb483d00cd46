// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/chain_source.hpp"

#include <utility>

namespace mrs::auth {

void chain_source::fetch(source_user& user) {
    user_ = &user;
    source_user& self = *this;
    members_[chosen_]->fetch(self);
}

void chain_source::abort() noexcept {
    members_[chosen_]->abort();
}

void chain_source::on_identity(identity fresh) {
    lacked_.clear();
    user_->on_identity(std::move(fresh));
}

void chain_source::on_source_failed(source_failure why) {
    if (!why.is_lacking) {
        user_->on_source_failed(std::move(why));
        return;
    }
    lacked_ += (lacked_.empty() ? "" : "; ") + why.detail;
    if (chosen_ + 1 < members_.size()) {
        ++chosen_;
        fetch(*user_);
        return;
    }
    chosen_ = 0; // The next time they are all looked for anew.
    const std::string words = "no source has credentials: " + std::exchange(lacked_, {});
    user_->on_source_failed(source_failure::lacking(words));
}

} // namespace mrs::auth
