// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_PACING_LIMITER_HPP
#define MRS_PACING_LIMITER_HPP

#include "core/clock.hpp"
#include "pacing/retry_policy.hpp"

#include <cstddef>
#include <deque>
#include <optional>

namespace mrs::pacing {

/// No quota has a longer window: sums of them and of times do not overflow.
inline constexpr duration longest_window = std::chrono::hours(24) * 365;

/// So many requests in any window of that length.
struct quota {
    quota(std::size_t requests, duration length) noexcept : limit(requests), window(length) {}

    std::size_t limit;
    duration window;

    /// An equal part of it for each of `sharers`: the number rounded down, or, where there is less
    /// than one for each, one in a longer window, `longest_window` at most.
    [[nodiscard]] quota part(std::size_t sharers) const noexcept;

    friend bool operator==(const quota&, const quota&) = default;
};

/// What is known where an answer says "slow down".
struct throttling {
    std::optional<quota> announced;      ///< The quota that the answer tells of.
    std::optional<duration> retry_after; ///< What it asks for, 300 s at most.
    double uniform = 0;                  ///< A random number in [0, 1).
};

/// When the next request may be sent: pure, with the time as a parameter.
///
/// It keeps to a quota whatever the phase of the service's windows and however long answers take:
/// a request counts from its start until one window after its end, which covers the moment at
/// which the service counted it. No more than the quota's limit count at any time, so no window of
/// the service's can see more. The first requests after a quiet window go as a burst, so that a
/// short list takes no longer than it must; after that they go evenly spaced.
///
/// Throttled, every limiter pauses: by the policy's back-off, one step longer each time that the
/// first request after a pause is throttled again. Half of it is fixed and half random. What the
/// service says lengthens a pause, or takes the pace down; it never does the contrary.
///
/// A learning limiter begins with the quota that it is given, or without one, and takes what the
/// service announces when it throttles. Where nothing is announced, it tries one request alone
/// after each pause until one goes through, and takes what went through from the beginning until
/// then for the quota. Throttled although its own requests keep to the quota, it knows that others
/// use it too, and takes a smaller share: less by 15 % each time, a little more after each window
/// without.
class limiter {
public:
    /// Without a limit: counts only.
    limiter() = default;
    /// Keeps to `known` for good.
    static limiter fixed(const quota& known);
    /// Begins with `known`, or without a quota, and learns. Of what is known or announced it takes
    /// the part that falls to one of `sharers`.
    static limiter learning(std::optional<quota> known, std::size_t sharers = 1);

    /// The policy's back-off after throttling is its own, but where it learns it begins with 250 ms
    /// at most: it tries with one request. By default that of a default policy.
    limiter& backs_off(const pacing::retry_policy& limits) noexcept;

    /// When the next request may start: `now`, a later time, or `never` where an answer has to come
    /// first.
    [[nodiscard]] time_point next_start(time_point now);
    /// When a request with `ahead` others before it can start at the earliest, by the pace of now.
    /// Where an answer has to come first, nobody knows when it will: this is then no later than if
    /// it came now.
    [[nodiscard]] time_point earliest(time_point now, std::size_t ahead);
    /// Whether nothing may start at `now`, not even what was let go before.
    [[nodiscard]] bool paused(time_point now) const noexcept { return now < paused_until_; }

    void started(time_point now);
    void finished(time_point now);
    /// A request that was started was not sent after all.
    void unsent() noexcept;
    /// A request was answered "slow down". It did not count for the service's quota. Returns until
    /// when nothing is started now.
    time_point throttled(time_point now, const throttling& told);

    /// Tells `successor`, which has counted nothing yet, of the requests in flight and recent.
    void hand_over(limiter& successor) const;

    /// The quota that is kept to now, this limiter's share of it; nothing where there is none.
    [[nodiscard]] std::optional<quota> current() const;

private:
    [[nodiscard]] time_point by_pace(time_point now) const noexcept;
    void forget_before(time_point now);
    void pause_until(time_point at) noexcept;
    void adapt(const std::optional<quota>& announced, time_point now);
    void learn(const quota& fresh, time_point now);
    void take_less(time_point now);
    void probe(time_point now);
    void shrink_share(time_point now);
    void grow_share(time_point now);
    [[nodiscard]] std::size_t allowed() const noexcept;
    [[nodiscard]] duration spacing() const noexcept;

    std::optional<quota> quota_;
    std::size_t sharers_ = 1;
    bool learning_ = false;
    bool announced_ = true; ///< Whether the quota was told, and not measured.
    double share_ = 1.0;
    std::deque<time_point> recent_; ///< Ends of requests within the last window.
    std::size_t in_flight_ = 0;
    std::size_t burst_left_ = 0;
    time_point last_start_ = time_point();
    pacing::retry_policy limits_;
    time_point paused_until_ = time_point();
    int throttlings_ = 0; ///< Pauses in a row: without an answer of another kind after them.
    time_point shrunk_ = time_point(); ///< When the share was last taken down.
    time_point grown_ = time_point();  ///< When it was last changed at all.
    // How a quota that nobody announces is measured:
    time_point measured_since_ = time_point();
    std::size_t measured_ = 0; ///< Requests that went through since then.
    bool alone_ = false;       ///< Requests go one at a time, until one goes through.
    bool probing_ = false;     ///< The one request in flight is to show whether something does.
};

} // namespace mrs::pacing

#endif
