// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ACCESS_KEYS_HPP
#define MRS_EMULATOR_ACCESS_KEYS_HPP

#include "utc_time.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

struct access_key {
    std::string id;
    std::string secret;
    std::string security_token;      ///< Of a temporary key.
    std::optional<utc_time> expires; ///< Never if absent.
};

/// The keys that requests may be signed with. A made one that expired a day ago is forgotten.
class access_keys {
public:
    void add(access_key key);

    /// Makes a temporary key.
    access_key issue(utc_time now, std::chrono::microseconds lifetime);

    /// Null if there is no such key.
    [[nodiscard]] const access_key* find(std::string_view id) const;

private:
    void forget_old(utc_time now);

    std::map<std::string, access_key, std::less<>> keys_;
    std::deque<std::string> issued_; ///< In the order of issue.
};

} // namespace mrs_emulator

#endif
