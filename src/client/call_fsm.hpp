// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CALL_FSM_HPP
#define MRS_CLIENT_CALL_FSM_HPP

#include "client/call_step.hpp"

#include <cstdint>

namespace mrs::detail {

/// Decides what a call does next: a state machine without a socket, a clock and a random number.
///
/// It knows what the call has: each permit and each connection that an event brings is given back
/// by one action. What comes out of turn changes nothing, and is given back at once.
///
/// After a `settle`, what comes before `settled` may end the call; the giving back goes on all the
/// same.
class call_fsm {
public:
    /// @param shared the tokens that the retries of all calls of the client share
    explicit call_fsm(pacing::retry_budget& shared) noexcept : budget_(shared) {}

    call_action resume(const call_begin& event, time_point now) noexcept;
    call_action resume(const call_event& event, time_point now) noexcept;
    call_action resume(const attempt_end& event, time_point now) noexcept;

    [[nodiscard]] call_state state() const noexcept { return state_; }
    /// When `call_event::kind::deadline` is due: after each event, it may be another time.
    [[nodiscard]] time_point deadline() const noexcept { return deadline_; }
    /// Since when its time is told.
    [[nodiscard]] time_point started() const noexcept { return started_; }
    /// Its attempts: requests of which a byte may have reached the service. One that is repeated
    /// because the connection was stale is the same attempt.
    [[nodiscard]] int attempts() const noexcept { return attempts_; }
    /// How often it was let go: its attempts, and what came to none.
    [[nodiscard]] int tries() const noexcept { return tries_; }
    /// Whether a byte of the current attempt's request, or of the last one's, may have reached the
    /// service.
    [[nodiscard]] bool attempt_sent() const noexcept { return attempt_sent_; }
    /// Whether nothing of it was sent yet, nor is about to be.
    [[nodiscard]] bool unsent() const noexcept { return attempts_ == 0; }

private:
    /// What is known of the call's outcome before it ends.
    enum class news : std::uint8_t { none, failure, answer };
    /// What it goes on with once it is settled.
    enum class after : std::uint8_t { attempt, permit, credentials };

    call_action on_permit(time_point now) noexcept;
    call_action on_connection(const call_event& event, time_point now) noexcept;
    call_action on_settled(time_point at, time_point now) noexcept;
    call_action on_cancel(bool total) noexcept;
    call_action on_end(call_ending why, stop_reason stop) noexcept;
    call_action give_up() noexcept;

    call_action decided(time_point now) noexcept;
    call_action undecided(time_point now) noexcept;
    call_action failed(time_point now) noexcept;
    void unanswered(const attempt_end& event) noexcept;

    call_action enter(call_state next, call_action::kind what) noexcept;
    call_action settle(after next) noexcept;
    call_action again(call_state next, call_action::kind what, call_action::repeat why,
                      duration wait) noexcept;
    call_action finish(call_ending why, stop_reason stop) noexcept;
    call_action::permit_use give_permit_back() noexcept;
    [[nodiscard]] bool may_resend() const noexcept;
    [[nodiscard]] bool awaits_answer() const noexcept;

    pacing::retry_budget& budget_;
    call_limits limits_;
    pacing::retry_sequence retries_;
    time_point started_{};
    time_point deadline_ = never;
    attempt_end last_; ///< The last attempt's.
    int tries_ = 0;
    int attempts_ = 0;
    int failed_left_ = 0; ///< How often a FAILED may still be tried again.
    call_state state_ = call_state::created;
    after next_ = after::attempt;
    news known_ = news::none;
    bool permit_ = false;       ///< It has leave to send one request.
    bool permit_used_ = false;  ///< A byte of that may have reached the service.
    bool connected_ = false;    ///< It has a connection, or one that is to be replaced.
    bool attempt_sent_ = false; ///< A byte of the attempt's request may have reached the service.
    bool first_send_ = false;   ///< No byte of it had before the current exchange.
    bool uncertain_ = false;    ///< The last attempt's request may have been carried out.
    bool refreshed_ = false;    ///< Credentials were refused once already.
    bool cancelled_ = false;    ///< Before it began.
    bool last_attempt_ = false; ///< Cancelled totally after sending: no further attempt.
};

} // namespace mrs::detail

#endif
