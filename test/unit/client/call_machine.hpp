// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_CALL_MACHINE_HPP
#define MRS_TEST_UNIT_CALL_MACHINE_HPP

#include "client/call_fsm.hpp"

#include <chrono>
#include <string>

namespace calls {

using mrs::detail::attempt_end;
using mrs::detail::call_action;
using mrs::detail::call_ending;
using mrs::detail::call_event;
using mrs::detail::call_fsm;
using mrs::detail::call_state;

using state = call_state;
using event = call_event::kind;
using does = call_action::kind;
using permit_use = call_action::permit_use;
using connection_use = call_action::connection_use;
using repeat = call_action::repeat;

const char* name_of(state one);
const char* name_of(event one);
const char* name_of(attempt_end::kind one);
const char* name_of(does one);
/// What it gives back or tells, then what it does.
std::string words_of(const call_action& action);
bool is_end(const call_action& action, call_ending why, mrs::stop_reason stop);

/// Ends of attempts, as the service and the network bring them about.
namespace ends {

attempt_end decided(mrs::api::decision decision = mrs::api::decision::succeeded);
attempt_end undecided(mrs::pacing::fault kind);
attempt_end refused(mrs::pacing::fault kind); ///< Nothing was done about the request.
attempt_end curable();                        ///< By other credentials.
attempt_end undone();                         ///< By those before.
attempt_end unanswered(mrs::pacing::fault kind = mrs::pacing::fault::transient);
attempt_end stale(bool sent = true);
attempt_end unsent(); ///< The same, on a fresh connection and of no byte.
attempt_end unopened(mrs::pacing::fault kind = mrs::pacing::fault::transient);

} // namespace ends

/// A call's state machine that one event after another is given to, in virtual time.
struct call_machine {
    call_machine() {
        limits.time = std::chrono::seconds(60);
        limits.retry_failed = 0;
    }

    call_action begin();
    call_action hear(const call_event& heard);
    call_action hear(event what);
    call_action hear(const attempt_end& end);
    call_action cancel(bool total = false);

    /// Everything goes well up to there.
    void reach(state where);
    /// The same, where it exchanges with its `attempt`th attempt; those before failed.
    void reach_attempt(int attempt);
    /// From the permit to the exchange.
    void next_exchange();
    /// Ends the attempt, and says `settled`: what follows.
    call_action end(const attempt_end& end);
    /// Says `settled`; the rate limiter lets nobody go for so long.
    call_action settle(mrs::duration pause);

    mrs::detail::call_limits limits;
    mrs::pacing::retry_budget tokens{500};
    mrs::time_point now{std::chrono::hours(1)};
    call_fsm fsm{tokens};
};

} // namespace calls

#endif
