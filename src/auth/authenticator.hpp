// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_AUTHENTICATOR_HPP
#define MRS_AUTH_AUTHENTICATOR_HPP

#include "api/echo.hpp"
#include "auth/signing/clock_correction.hpp"
#include "auth/signing/identity_cache.hpp"
#include "auth/signing/signer.hpp"
#include "auth/sources/source.hpp"
#include "core/observation.hpp"
#include "core/random.hpp"
#include "core/timer_queue.hpp"
#include "pacing/retry_policy.hpp"

#include <boost/intrusive/list.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::auth {

struct auth_tag;
using auth_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<auth_tag>>;

/// Waits for credentials.
class auth_user : public auth_hook {
public:
    virtual void on_credentials() = 0;
    virtual void on_credentials_failed(const source_failure& why, stop_reason stop) = 0;
    /// It waits no longer than that.
    [[nodiscard]] virtual time_point patience() const noexcept = 0;

protected:
    ~auth_user() = default;
};

/// The credentials that one attempt was sent with.
struct attempt_credentials {
    std::shared_ptr<const identity> sent;
    std::uint64_t number = 0;
    bool trial = false; ///< Others wait to see whether the service takes them.
};

/// What an answer says of the credentials that its request came with.
struct credentials_feedback {
    bool refused = false;                         ///< Others may fare better.
    std::optional<std::chrono::sys_seconds> date; ///< Of an answer that comes from no cache.
    std::string words;                            ///< The service's own, without a secret.
};

/// What one more attempt is good for, where its credentials were refused.
enum class remedy : std::uint8_t {
    none,
    renewed, ///< There are others, or may be, or the clock was set.
    undone,  ///< It was refused for a correction of the clock that is taken back.
};

/// Gives each attempt its credentials: keeps the identity, and has its source fetch the next one,
/// once for all who wait; ahead of the end of the last one where a call goes by then. Used on the
/// client's strand.
///
/// An access key that the service has not yet accepted is tried by one call alone, for five failed
/// signatures lock a key. One that it had accepted is tried once more before it is given up.
class authenticator final : private source_user {
public:
    /// @param limits how failed fetches are repeated
    /// @param fields for each origin that requests go to
    /// @param patience how long a fetch may take; zero: without end
    authenticator(std::unique_ptr<source> from, timer_queue& timers, random_source& random,
                  const pacing::retry_policy& limits, std::vector<signed_fields> fields,
                  observation& watch, duration patience = duration::zero());
    authenticator(const authenticator&) = delete;
    authenticator& operator=(const authenticator&) = delete;
    ~authenticator();

    /// Whether `append_headers` can be called at `now`. Begins a renewal that is due.
    bool ready(time_point now);
    /// Tells `user` when it is worth to ask `ready` again, or why it is not; now or later.
    void wait(auth_user& user);
    void remove(auth_user& user) noexcept;
    /// What those wait for, in words.
    [[nodiscard]] std::string progress() const;
    /// Why those in use were not renewed, to be said of their refusal; empty where nothing failed.
    [[nodiscard]] std::string why_not_renewed(time_point now) const;

    /// Adds the header lines of an attempt, each with its line end.
    /// @param origin the number of the one that it goes to
    [[nodiscard]] attempt_credentials append_headers(std::string& request, std::string_view method,
                                                     std::string_view target, std::string_view body,
                                                     std::size_t origin);
    /// The attempt has an answer. Returns why one more attempt may fare better.
    remedy answered(attempt_credentials& attempt, const credentials_feedback& what);
    /// It ended without one.
    void unanswered(attempt_credentials& attempt);

    /// Takes every secret out of a text that a peer may have made, also in part: those that the
    /// attempt was sent with, and those in use before and since. Returns whether there was one.
    bool redact(std::string& text, const attempt_credentials& attempt) const;
    /// The same where one stands whole.
    bool redact_whole(std::string& text, const attempt_credentials& attempt) const;

    /// Gives up a fetch; nobody hears of it.
    void abandon() noexcept;
    /// The same, and for good.
    void stop() noexcept;

private:
    using user_list = boost::intrusive::list<auth_user, boost::intrusive::base_hook<auth_hook>,
                                             boost::intrusive::constant_time_size<false>>;

    using hiding = bool (api::echo::*)(std::string&) const;

    void on_identity(identity fresh) override;
    void on_source_failed(source_failure why) override;

    [[nodiscard]] std::array<const identity*, 3>
    shown_to_peers(const attempt_credentials& attempt) const noexcept;
    bool hide(std::string& text, const attempt_credentials& attempt, hiding how) const;
    [[nodiscard]] bool failing(time_point now) const noexcept {
        return failure_.has_value() && now < failed_until_;
    }
    void fetch();
    void retry(const source_failure& why, time_point now);
    void on_pause_ended();
    void on_fetch_overdue();
    remedy on_refused(const attempt_credentials& attempt, const credentials_feedback& what);
    void refused(const credentials_feedback& what, bool proven, time_point now);
    void retire();
    void end_trial(attempt_credentials& attempt, bool for_all);
    void tell(credentials_refreshed event);
    void serve();
    void fail_all(const source_failure& why, stop_reason stop);
    void fail_impatient(const source_failure& why, time_point before);

    std::unique_ptr<source> source_;
    timer_queue& timers_;
    random_source& random_;
    const pacing::retry_policy limits_;
    const std::vector<signed_fields> fields_;
    observation& watch_;
    identity_cache cache_;
    std::vector<signer> signers_; ///< For each origin, with the current key.
    clock_correction clock_;
    std::shared_ptr<const identity> previous_;
    std::optional<source_failure> failure_; ///< The last one.
    time_point failed_until_{};             ///< Until then calls fail with it at once.
    pacing::retry_budget budget_;
    pacing::retry_sequence retries_;
    time_point not_before_{}; ///< No fetch begins earlier.
    time_point replaced_{};   ///< When one was last asked for because the last was refused.
    const duration patience_;
    timer pause_;
    timer fetch_limit_; ///< While something is fetched.
    user_list waiting_;
    std::uint64_t trial_ = 0; ///< The identity that one call tries out alone, or 0.
    bool fetching_ = false;
    bool stopped_ = false;
};

} // namespace mrs::auth

#endif
