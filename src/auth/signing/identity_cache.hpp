// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_IDENTITY_CACHE_HPP
#define MRS_AUTH_SIGNING_IDENTITY_CACHE_HPP

#include "auth/signing/identity.hpp"
#include "core/clock.hpp"

#include <cstdint>
#include <memory>

namespace mrs::auth {

/// The one identity of a client, and how far it can be trusted.
///
/// Each identity has a number. A call remembers the number that it was sent with, so that of many
/// calls that one identity was refused to, the first alone throws it away.
class identity_cache {
public:
    /// Whether there is an identity that is good at `now`.
    [[nodiscard]] bool usable(time_point now) const noexcept {
        return current_ != nullptr && now < good_until_;
    }
    /// Whether it is time to ask for the next one.
    [[nodiscard]] bool wants_renewal(time_point now) const noexcept {
        return current_ != nullptr && now >= renew_at_;
    }
    [[nodiscard]] const std::shared_ptr<const identity>& current() const noexcept {
        return current_;
    }
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    /// Whether the service accepts what it is given: false until it first has, and after a refusal.
    [[nodiscard]] bool proven() const noexcept { return proven_; }

    /// @param now     when its lifetime begins
    /// @param uniform a random number in [0, 1), so that many clients do not renew at once
    void store(identity fresh, time_point now, double uniform);

    /// A renewal failed: the next one is put off, longer with each failure.
    void renewal_failed(time_point now, double uniform) noexcept;

    void accepted(std::uint64_t number) noexcept;
    /// The service refused the identity of this number. Returns whether it was the current one.
    bool refused(std::uint64_t number) noexcept;
    /// What the service refused may be good after all, and is tried as if it were new.
    void renumber() noexcept;
    void drop() noexcept { current_.reset(); }

    /// Refusals since the service last accepted an identity.
    [[nodiscard]] int refusals() const noexcept { return refusals_; }

private:
    std::shared_ptr<const identity> current_;
    time_point good_until_ = never;
    time_point renew_at_ = never;
    std::uint64_t number_ = 0;
    int refusals_ = 0;
    int failed_renewals_ = 0;
    bool proven_ = false;
};

} // namespace mrs::auth

#endif
