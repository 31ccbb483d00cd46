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
    expiries_[digest] = token.expires;
    digests_.push_back(std::move(digest));
    return token;
}

token_state token_store::check(std::string_view token, utc_time now) const {
    const auto found = expiries_.find(sha256(token));
    if (found == expiries_.end()) {
        return token_state::unknown;
    }
    return now < found->second ? token_state::live : token_state::expired;
}

void token_store::revoke_all(utc_time now) {
    for (auto& [digest, expiry] : expiries_) {
        expiry = std::min(expiry, now);
    }
}

std::size_t token_store::live(utc_time now) const {
    const auto count = std::count_if(expiries_.begin(), expiries_.end(),
                                     [now](const auto& known) { return now < known.second; });
    return static_cast<std::size_t>(count);
}

void token_store::forget_old(utc_time now) {
    while (!digests_.empty() && expiries_.at(digests_.front()) + std::chrono::hours(24) < now) {
        expiries_.erase(digests_.front());
        digests_.pop_front();
    }
}

} // namespace mrs_emulator
