// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CALL_STEP_HPP
#define MRS_CLIENT_CALL_STEP_HPP

#include "api/answer.hpp"
#include "core/clock.hpp"
#include "pacing/retry_policy.hpp"

#include <mrs/error.hpp>

#include <cstdint>

// What goes into the state machine of a call, and what comes out of it.

namespace mrs::detail {

/// What a call waits for, or does.
enum class call_state : std::uint8_t {
    created,        ///< Nothing, for it has not begun.
    pacing,         ///< A permit of the rate limiter.
    authenticating, ///< Credentials.
    waiting,        ///< A connection.
    exchanging,     ///< The answer; it has a connection.
    settling,       ///< What it has is being given back.
    backing_off,    ///< The end of the pause between two attempts.
    done,           ///< Nothing any more.
};

/// What a call keeps to.
struct call_limits {
    duration time{0}; ///< Of the whole call; zero for none.
    pacing::retry_policy retries;
    int retry_failed = 0; ///< How often a FAILED may be tried again.
    /// It takes being throttled for no failure, and waits for the rate limiter as long as it must:
    /// its time counts from each permit.
    bool patient = false;
    bool repeatable = true; ///< It may be sent again where it may have been carried out.
    bool read_only = false; ///< It changes nothing: nobody has to learn what came of it.
};

/// The call begins.
struct call_begin {
    call_limits limits;
    bool closed = false;  ///< The client is.
    bool invalid = false; ///< Its arguments are.
};

/// What has happened to a call, but for the end of an attempt.
struct call_event {
    enum class kind : std::uint8_t {
        queued,         ///< No permit yet: `at` is when there will be one, as far as can be told.
        permit,         ///< It may send one request.
        credentials,    ///< They are there.
        no_credentials, ///< They will not be, for the reason `stop`.
        connection,     ///< It was given one. Are the credentials still `ready`, or is the client
                        ///< `paused` since it had its permit?
        pool_full,      ///< Too many wait for a connection already.
        settled,        ///< What `settle` asked for is done. Where the permit was refused, no call
                        ///< of the client goes before `at`.
        deadline,       ///< The time that `call_fsm::deadline` named has come.
        backoff_over,   ///< The pause that `sleep` asked for is.
        cancel,         ///< The caller wants no more of it; `total`: no trace of it either.
        closing,        ///< The client ends it.
    };

    kind what;
    bool ready = true;
    bool paused = false;
    bool total = false;
    stop_reason stop = stop_reason::none;
    time_point at{};
};

/// How an attempt ended.
struct attempt_end {
    enum class kind : std::uint8_t {
        unopened,   ///< No connection could be opened for it.
        unanswered, ///< The exchange failed.
        answered,   ///< It has an answer.
    };

    kind what = kind::answered;
    pacing::failure failure; ///< Where no decision came.
    double uniform = 0;      ///< A random number in [0, 1), for the pause that may follow.

    // Of an exchange that failed:
    bool stale = false;  ///< The peer had done with the reused connection before.
    bool sent = true;    ///< The peer may have got something of the request.
    bool silent = false; ///< Nothing was heard of the peer for as long as it was given.

    // Of an answer:
    api::decision decision = api::decision::none;
    bool refused = false;  ///< The request was turned away: nothing was done about it.
    bool curable = false;  ///< Other credentials may fare better.
    bool undone = false;   ///< Those before may: what replaced them was wrong, and costs nothing.
    bool reusable = false; ///< The connection may carry another request.

    [[nodiscard]] bool throttled() const noexcept {
        return decision == api::decision::none && failure.kind == pacing::fault::throttled;
    }
};

/// What ends a call.
enum class call_ending : std::uint8_t {
    answer,      ///< It has its answer.
    kept_answer, ///< A FAILED, which was to be tried again.
    failure,     ///< The last attempt failed.
    invalid,     ///< Its arguments.
    closed,      ///< The client was closed before it began.
    rate_limit,  ///< It would get no permit before its deadline.
    overload,    ///< Too many wait for a connection.
    credentials, ///< There are none.
    deadline,    ///< It passed.
    cancelled,   ///< The caller did.
    ended,       ///< The client did.
};

/// What to do next: first what is told and given back, in the order of the members, then `what`.
struct call_action {
    enum class kind : std::uint8_t {
        none,            ///< Wait for the next event.
        settle,          ///< Nothing but giving back; then say `settled`.
        ask_permit,      ///< Ask for a permit: answered by `permit` or `queued`.
        ask_credentials, ///< Ask for credentials.
        ask_connection,  ///< Ask for a connection.
        exchange,        ///< Send the request on the connection that was given.
        replay,          ///< Have a fresh connection opened in place of the one that was given.
        sleep,           ///< Wait for `wait`.
        finish,          ///< End the call: `ending`, `stop`, `left`, `in_doubt`.
    };
    /// What becomes of the permit.
    enum class permit_use : std::uint8_t {
        kept,
        answered, ///< Used: the request may have counted for the quota.
        unused,   ///< Nothing was sent.
        refused,  ///< The service said "slow down".
    };
    /// What becomes of the connection.
    enum class connection_use : std::uint8_t {
        kept,
        released,  ///< It may carry other requests.
        ended,     ///< Its peer lets it carry no more.
        failed,    ///< It broke.
        silent,    ///< Its peer fell silent.
        abandoned, ///< In the middle of an exchange.
    };
    /// Why there will be another request.
    enum class repeat : std::uint8_t {
        none,
        failure,     ///< The last attempt failed.
        failed,      ///< The answer was FAILED.
        credentials, ///< There may be better ones.
        quota,       ///< The service asked for a slower pace.
        stale,       ///< The peer had closed the connection.
    };

    kind what = kind::none;
    bool record = false;     ///< The attempt counts as failed, and its failure speaks for the call.
    bool keep = false;       ///< The answer may be the call's in the end: `kept_answer`.
    bool unanswered = false; ///< The credentials of the attempt have no verdict.
    connection_use connection = connection_use::kept;
    permit_use permit = permit_use::kept;
    repeat why = repeat::none;
    call_ending ending = call_ending::answer;
    call_state left = call_state::created; ///< What it was doing when it ended.
    bool in_doubt = false;                 ///< What must not be repeated may have been carried out.
    stop_reason stop = stop_reason::none;
    duration wait{0}; ///< Before the next request.
};

} // namespace mrs::detail

#endif
