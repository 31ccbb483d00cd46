// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_PACING_PERMIT_QUEUE_HPP
#define MRS_PACING_PERMIT_QUEUE_HPP

#include "core/timer_queue.hpp"
#include "pacing/limiter.hpp"

#include <boost/intrusive/list.hpp>

#include <optional>

namespace mrs::pacing {

struct permit_tag;
using permit_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<permit_tag>>;

/// Waits for leave to send a request.
class permit_user : public permit_hook {
public:
    /// The permit is the user's now.
    virtual void on_permit() = 0;

    [[nodiscard]] bool waiting_for_permit() const noexcept { return permit_hook::is_linked(); }

protected:
    ~permit_user() = default;
};

/// Gives leave to send, in the order of asking, as the limiter allows. Each permit is given back
/// once, by one of `answered`, `refused` and `unused`.
class permit_queue {
public:
    permit_queue(timer_queue& timers, limiter rules);
    permit_queue(const permit_queue&) = delete;
    permit_queue& operator=(const permit_queue&) = delete;
    ~permit_queue();

    /// Gives a permit at once and returns true, or has `user` wait for it; never calls it back now.
    bool acquire(permit_user& user, time_point now);
    void remove(permit_user& user) noexcept;

    /// The request may have counted for the service's quota.
    void answered(time_point now);
    /// The service said "slow down": nobody gets a permit before the pause that follows from it has
    /// ended. Returns when it ends.
    time_point refused(time_point now, const throttling& told);
    /// Nothing was sent.
    void unused(time_point now);

    /// Whether a permit that was given may not be used at `now`: it is given back as unused.
    [[nodiscard]] bool paused(time_point now) const noexcept { return rules_.paused(now); }
    /// When the last one who waits can get its permit at the earliest, as far as can be told.
    [[nodiscard]] time_point estimate(time_point now);
    /// Other rules from now on; permits that are out, and a pause, are known to both.
    void replace(limiter rules, time_point now);
    [[nodiscard]] std::optional<quota> current() const { return rules_.current(); }

private:
    void wait_for_next(time_point now);
    void pump(time_point now);
    void on_wake();

    timer_queue& timers_;
    limiter rules_;
    timer wake_;
    boost::intrusive::list<permit_user, boost::intrusive::base_hook<permit_hook>> waiting_;
    bool pumping_ = false;
};

} // namespace mrs::pacing

#endif
