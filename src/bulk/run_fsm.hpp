// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_RUN_FSM_HPP
#define MRS_BULK_RUN_FSM_HPP

#include "bulk/concurrency.hpp"
#include "bulk/item_ending.hpp"
#include "bulk/outage.hpp"
#include "core/clock.hpp"

#include <mrs/bulk_end.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mrs::bulk {

/// What a run keeps to.
struct run_rules {
    std::size_t concurrency = 0; ///< 0 finds out what the service takes.
    std::size_t most_connections = 16;
    std::size_t most_waiting = 1000;
    duration call_limit{0}; ///< Of one call; zero for none.
    std::optional<duration> outage_limit;
    time_point deadline = never;
    std::uint64_t most_refusals = 5; ///< Identical ones; zero for no limit.
    bool fail_fast = false;
    std::optional<double> max_error_ratio;
};

/// What the run is to do next.
struct run_action {
    enum class kind : std::uint8_t {
        rest,        ///< Nothing until an event, or until `wake`.
        take,        ///< Ask the source for a request.
        start,       ///< Start the call of the item `index`.
        call_off,    ///< End the calls that have no request on the wire, and let the others make no
                     ///< further attempt. Items that are waited for are left alone.
        stop_asking, ///< The source is asked in vain: what it gives now is dropped.
        end_waiting, ///< End the items that are waited for.
        end_all,     ///< End every call now.
        drop,        ///< The item `index` is not tried any more: it has its outcome.
        finish,      ///< The run is over.
    };

    kind what = kind::rest;
    std::uint64_t index = 0;
    time_point wake = never;
};

/// What a bulk run decides, and nothing else does: what to take and to start, when to pause and to
/// try again, and when and why to end. Pure: it hears what happened and when, and is then asked
/// for actions until it has none.
///
/// An item is taken, started, and ends; then it has its outcome, or is kept for another call.
/// Kept are those whose call failed in a way that is not their own: the service was away, the
/// credentials were refused though it had taken them before, or the run called it off.
class run_fsm {
public:
    explicit run_fsm(const run_rules& rules);

    /// The source gave the item `index`, or nothing, at the end or by a failure.
    void taken(std::uint64_t index);
    void source_ended() noexcept;
    void source_failed();
    /// The service took the cancel of an item, and its end is waited for.
    void waiting(std::uint64_t index, std::optional<duration> latency);
    /// A call was throttled, and goes on.
    void throttled() noexcept;
    /// The call of an item ended. Returns whether the item is kept: otherwise it has its outcome.
    /// @param uniform a random number in [0, 1)
    bool ended(std::uint64_t index, const item_ending& how, time_point now, double uniform);
    /// An item that was waited for ended; it has its outcome.
    void wait_ended(const item_ending& how);
    /// The sink takes no outcomes any more: nothing is waited for.
    void sink_failed();
    void stop();
    void abort();
    /// The client takes no calls any more.
    void closed();

    /// What to do now: to be asked after each event, and when it is time, until there is nothing.
    run_action next(time_point now);

    [[nodiscard]] std::size_t concurrency() const noexcept;
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_; }
    /// Since when the service is away, where it is; and when it is tried next, where that is known.
    [[nodiscard]] std::optional<time_point> away_since() const noexcept {
        return outage_.declared() ? std::optional(outage_.since()) : std::nullopt;
    }
    [[nodiscard]] std::optional<time_point> next_try() const noexcept;

    [[nodiscard]] bulk_end end() const noexcept { return end_; }
    /// The ending that ended the run, where it was one, or the last failure of an outage.
    [[nodiscard]] const std::optional<item_ending>& cause() const noexcept { return cause_; }

private:
    /// What is remembered of an item that did not fare well.
    struct record {
        int own = 0;                  ///< Failures that may be its own.
        int refusals = 0;             ///< Of its credentials.
        std::uint64_t answers = none; ///< The run's when it last failed.
        std::uint64_t proofs = none;  ///< The run's when its credentials were last refused.

        static constexpr std::uint64_t none = ~std::uint64_t{0};
    };
    enum class state : std::uint8_t { running, stopping, finished };

    bool settle(std::uint64_t index, const item_ending& how, time_point now, double uniform);
    bool failed(std::uint64_t index, const item_ending& how, time_point now, double uniform);
    bool is_at_fault(std::uint64_t index, const item_ending& how);
    bool unauthorized(std::uint64_t index, const item_ending& how);
    void refused(const item_ending& how);
    void answered(bool proof) noexcept;
    bool keep(std::uint64_t index);
    void count(const item_ending& how);
    void adapt(const item_ending& how) noexcept;
    void stop_for(bulk_end why, std::optional<item_ending> cause = std::nullopt);
    void expire(time_point now);

    std::optional<run_action> order() noexcept;
    run_action while_running(time_point now);
    run_action while_away(time_point now);
    run_action wind_up();
    run_action take() noexcept;
    run_action start(std::uint64_t index, time_point now);
    run_action finish() noexcept;
    std::optional<std::uint64_t> pick(time_point now);

    [[nodiscard]] run_action rest(time_point now) const noexcept;
    [[nodiscard]] meaning meaning_of(const item_ending& how) const noexcept;
    [[nodiscard]] bool may_take() const noexcept { return !source_ended_ && !asking_ && !fresh_; }
    [[nodiscard]] bool has_room() const noexcept;
    [[nodiscard]] bool is_suspect(std::uint64_t index) const;
    [[nodiscard]] bool is_over() const noexcept;
    [[nodiscard]] time_point given_up_at() const noexcept;

    const run_rules rules_;
    concurrency_control control_;
    outage outage_;
    std::optional<std::uint64_t> fresh_; ///< Taken, and not started yet.
    std::deque<std::uint64_t> kept_;     ///< For another call.
    std::unordered_map<std::uint64_t, record> records_;
    std::vector<std::pair<item_ending, std::uint64_t>> refusals_; ///< One of each kind, how often.
    std::optional<std::uint64_t> probe_; ///< The one call that tries whether an outage is over.
    std::uint64_t first_failed_ = 0;     ///< Of the failures in a row.
    std::optional<item_ending> cause_;
    std::optional<item_ending> last_failure_;
    std::optional<time_point> begun_; ///< When the first call was started.
    std::size_t active_ = 0;          ///< Started, neither ended nor waited for.
    std::size_t waiting_ = 0;
    std::uint64_t done_ = 0;
    std::uint64_t bad_ = 0;
    std::uint64_t answers_ = 0;
    std::uint64_t proofs_ = 0;
    state state_ = state::running;
    bulk_end end_ = bulk_end::complete;
    bool source_ended_ = false;
    bool asking_ = false;
    bool alone_ = false;      ///< The failures in a row are all of one item.
    bool deaf_ = false;       ///< The sink takes no outcomes any more.
    bool fresh_turn_ = false; ///< The next probe is one that the source gives, where it can.
    bool call_off_ = false;   ///< What is still to be ordered.
    bool stop_asking_ = false;
    bool end_waiting_ = false;
    bool end_all_ = false;
};

} // namespace mrs::bulk

#endif
