// SPDX-License-Identifier: BSL-1.0
#include "token_store.hpp"

#include "crypto.hpp"

#include <algorithm>
#include <utility>

namespace mrs_emulator {
namespace {

// How the service's own tokens begin, which are base64 of a signed message.
constexpr std::string_view beginning = "MII";

} // namespace

issued_token token_store::issue(utc_time now, std::chrono::microseconds lifetime) {
    forget_old(now);
    issued_token token;
    token.text = std::string(beginning) + random_text(token_size_ - beginning.size());
    token.expires = now + lifetime;
    std::string digest = sha256(token.text);
    records_[digest] = {token.expires, false};
    digests_.push_back(std::move(digest));
    return token;
}

token_state token_store::check(std::string_view token, utc_time now) const {
    const auto found = records_.find(sha256(token));
    if (found == records_.end())
        return token_state::unknown;
    if (found->second.revoked)
        return token_state::revoked;
    return now < found->second.expires ? token_state::live : token_state::expired;
}

utc_time token_store::expiry(std::string_view token) const {
    return records_.at(sha256(token)).expires;
}

void token_store::revoke_all(utc_time now) {
    for (auto& [digest, known] : records_)
        known.revoked = known.revoked || now < known.expires;
}

std::size_t token_store::live(utc_time now) const {
    const auto count = std::count_if(records_.begin(), records_.end(), [now](const auto& each) {
        return !each.second.revoked && now < each.second.expires;
    });
    return static_cast<std::size_t>(count);
}

void token_store::forget_old(utc_time now) {
    while (!digests_.empty() &&
           records_.at(digests_.front()).expires + std::chrono::hours(24) < now) {
        records_.erase(digests_.front());
        digests_.pop_front();
    }
}

} // namespace mrs_emulator
