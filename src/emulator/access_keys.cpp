// SPDX-License-Identifier: BSL-1.0
#include "access_keys.hpp"

#include "crypto.hpp"
#include "hexadecimal.hpp"

#include <utility>

namespace mrs_emulator {

void access_keys::add(access_key key) {
    std::string id = key.id;
    keys_.insert_or_assign(std::move(id), std::move(key));
}

access_key access_keys::issue(utc_time now, std::chrono::microseconds lifetime) {
    forget_old(now);
    access_key key;
    key.id = "HST" + hexadecimal(random_bytes(9));
    key.secret = random_text(40);
    key.security_token = random_text(600);
    key.expires = now + lifetime;
    add(key);
    issued_.push_back(key.id);
    return key;
}

const access_key* access_keys::find(std::string_view id) const {
    const auto found = keys_.find(id);
    return found == keys_.end() ? nullptr : &found->second;
}

void access_keys::forget_old(utc_time now) {
    while (!issued_.empty()) {
        const auto oldest = keys_.find(issued_.front());
        if (oldest->second.expires.value() + std::chrono::hours(24) >= now)
            break;
        keys_.erase(oldest);
        issued_.pop_front();
    }
}

} // namespace mrs_emulator
