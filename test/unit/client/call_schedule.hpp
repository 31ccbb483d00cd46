// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_CALL_SCHEDULE_HPP
#define MRS_TEST_UNIT_CALL_SCHEDULE_HPP

#include "call_machine.hpp"
#include "support/dice.hpp"

#include <memory>
#include <vector>

namespace calls {

/// Calls that share a budget, driven by random events and held to a model that knows what each has
/// and may do. Each broken rule throws.
class call_schedule {
public:
    explicit call_schedule(dice random);

    /// Random events, then only good ones; `expect`s throughout.
    void run();

private:
    /// A call, with what the model knows of it.
    struct one {
        explicit one(mrs::pacing::retry_budget& shared) : fsm(shared) {}

        call_fsm fsm;
        mrs::detail::call_limits limits;
        call_action::kind todo = call_action::kind::none; ///< What it was told to do last.
        mrs::time_point wake{};                           ///< The end of its sleep.
        attempt_end last_end;                             ///< How its last attempt ended.
        call_event last_event{};                          ///< The last event but that.
        int most = 0;                                     ///< So many tries may it make.
        int failed_kept = 0;                              ///< A FAILED that was kept.
        int refreshed = 0;                                ///< Other credentials were tried.
        int last_cost = 0;                                ///< Of its last retry.
        int last_attempt = 0;    ///< Where it was cancelled totally after sending, or 0.
        bool permit = false;     ///< It has one.
        bool connection = false; ///< The same.
        bool sent = false;       ///< In this attempt.
        bool used = false;       ///< Its permit: something was sent with it.
        bool ever_sent = false;
        bool sent_before = false; ///< As `sent` was when it last began to send.
        bool ever_before = false; ///< The same of `ever_sent`.
        bool carried = false;     ///< What it sent may have been carried out, or was.
        bool doubtful = false;    ///< The same, and nobody has said so.
        bool ending = false;      ///< Its attempt has ended, and nothing was made of that yet.
        bool recorded = false;    ///< A failure is.
        bool begun = false;
        bool done = false;
    };

    void step(one& call);
    void go_on(one& call, bool calm);
    void begin(one& call);
    void cancel(one& call, bool total);
    void stray(one& call);
    void end_attempt(one& call, const attempt_end& end);
    void settle(one& call);
    attempt_end any_end();
    attempt_end any_answer();

    call_action hear(one& call, call_event event);
    void hear(one& call, call_event::kind what);
    void obey(one& call, const call_action& action);
    void take_back(one& call, const call_action& action);
    void check_exchange(one& call);
    void check_repeat(one& call, const call_action& action);
    void check_end(one& call, const call_action& action);
    void pay(one& call, const call_action& next, int before);

    dice random_;
    int capacity_;
    mrs::pacing::retry_budget tokens_;
    int model_; ///< The tokens that there should be.
    mrs::time_point now_{std::chrono::hours(1)};
    std::vector<std::unique_ptr<one>> calls_;
};

} // namespace calls

#endif
