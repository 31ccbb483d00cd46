// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CREDENTIALS_HPP
#define MRS_EMULATOR_CREDENTIALS_HPP

#include "access_keys.hpp"
#include "lockout.hpp"
#include "token_store.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace mrs_emulator {

struct account {
    std::string domain;
    std::string name;
    std::string password;
};

/// Who may call, and how long what is issued to them lasts.
struct credential_settings {
    account user;          ///< Nobody if the name is empty.
    access_key key;        ///< None if the id is empty.
    std::string pod_token; ///< Nobody has one if it is empty.
    std::chrono::microseconds token_lifetime = std::chrono::hours(24);
    std::chrono::microseconds metadata_lifetime = std::chrono::hours(24);
    std::chrono::microseconds lockout = std::chrono::minutes(5);
    std::size_t token_size = 2048;
};

/// What has been issued to whom, and who is locked out.
struct credentials {
    explicit credentials(const credential_settings& chosen)
        : settings(chosen), tokens(chosen.token_size), account_locks(chosen.lockout),
          key_locks(chosen.lockout) {
        if (!chosen.key.id.empty())
            keys.add(chosen.key);
    }

    credential_settings settings;
    token_store tokens;
    token_store metadata_tokens{56};
    access_keys keys;
    lockout account_locks;
    lockout key_locks;
};

} // namespace mrs_emulator

#endif
