// SPDX-License-Identifier: BSL-1.0
#include "call_machine.hpp"

namespace calls {

using mrs::api::decision;
using mrs::pacing::fault;

namespace {

template<typename Value, std::size_t N>
const char* pick(Value value, const char* const (&names)[N]) {
    const auto at = static_cast<std::size_t>(value);
    return at < N ? names[at] : "?";
}

std::string ending_of(const call_action& action) {
    static constexpr const char* names[] = {"answer",   "kept answer", "failure",  "invalid",
                                            "closed",   "rate limit",  "overload", "credentials",
                                            "deadline", "cancelled",   "ended"};
    return std::string(": ") + pick(action.ending, names) + (action.in_doubt ? ", in doubt" : "");
}

std::string why_of(const call_action& action) {
    static constexpr const char* names[] = {"",           " (failure)", " (FAILED)",
                                            " (refresh)", " (quota)",   " (stale)"};
    return pick(action.why, names);
}

} // namespace

const char* name_of(state one) {
    static constexpr const char* names[] = {"created",    "pacing",   "authenticating", "waiting",
                                            "exchanging", "settling", "backing_off",    "done"};
    return pick(one, names);
}

const char* name_of(event one) {
    static constexpr const char* names[] = {
        "queued",  "permit",   "credentials",  "no_credentials", "connection", "pool_full",
        "settled", "deadline", "backoff_over", "cancel",         "closing"};
    return pick(one, names);
}

const char* name_of(attempt_end::kind one) {
    static constexpr const char* names[] = {"unopened", "unanswered", "answered"};
    return pick(one, names);
}

const char* name_of(does one) {
    static constexpr const char* names[] = {
        "none",     "settle", "ask_permit", "ask_credentials", "ask_connection",
        "exchange", "replay", "sleep",      "finish"};
    return pick(one, names);
}

std::string words_of(const call_action& action) {
    static constexpr const char* permits[] = {"", "permit answered; ", "permit unused; ",
                                              "permit refused; "};
    static constexpr const char* connections[] = {"",
                                                  "connection released; ",
                                                  "connection ended; ",
                                                  "connection failed; ",
                                                  "connection silent; ",
                                                  "connection abandoned; "};
    std::string words;
    if (action.record)
        words += "record; ";
    if (action.keep)
        words += "keep; ";
    if (action.unanswered)
        words += "unanswered; ";
    words += pick(action.connection, connections);
    words += pick(action.permit, permits);
    words += name_of(action.what);
    words += action.what == does::finish ? ending_of(action) : why_of(action);
    return words;
}

bool is_end(const call_action& action, call_ending why, mrs::stop_reason stop) {
    return action.what == does::finish && action.ending == why && action.stop == stop;
}

namespace ends {

attempt_end decided(decision what) {
    attempt_end end;
    end.decision = what;
    end.reusable = true;
    return end;
}

attempt_end undecided(fault kind) {
    attempt_end end;
    end.failure.kind = kind;
    end.reusable = true;
    return end;
}

attempt_end refused(fault kind) {
    attempt_end end = undecided(kind);
    end.refused = true;
    return end;
}

attempt_end curable() {
    attempt_end end = refused(fault::permanent);
    end.curable = true;
    return end;
}

attempt_end undone() {
    attempt_end end = curable();
    end.undone = true;
    return end;
}

attempt_end unanswered(fault kind) {
    attempt_end end;
    end.what = attempt_end::kind::unanswered;
    end.failure.kind = kind;
    return end;
}

attempt_end stale(bool sent) {
    attempt_end end = unanswered();
    end.stale = true;
    end.sent = sent;
    return end;
}

attempt_end unsent() {
    attempt_end end = unanswered();
    end.sent = false;
    return end;
}

attempt_end unopened(fault kind) {
    attempt_end end = unanswered(kind);
    end.what = attempt_end::kind::unopened;
    return end;
}

} // namespace ends

call_action call_machine::begin() {
    mrs::detail::call_begin start;
    start.limits = limits;
    return fsm.resume(start, now);
}

call_action call_machine::hear(const call_event& heard) {
    return fsm.resume(heard, now);
}

call_action call_machine::hear(event what) {
    call_event heard;
    heard.what = what;
    heard.at = now + std::chrono::seconds(1);
    heard.stop = mrs::stop_reason::permanent;
    return hear(heard);
}

call_action call_machine::hear(const attempt_end& end) {
    return fsm.resume(end, now);
}

call_action call_machine::cancel(bool total) {
    call_event heard;
    heard.what = event::cancel;
    heard.total = total;
    return hear(heard);
}

void call_machine::reach(state where) {
    if (where == state::created)
        return;
    begin();
    if (where == state::pacing)
        return;
    hear(event::permit);
    if (where == state::authenticating)
        return;
    hear(event::credentials);
    if (where == state::waiting)
        return;
    hear(event::connection);
    if (where == state::exchanging)
        return;
    hear(where == state::done ? ends::decided() : ends::unanswered());
    if (where != state::settling)
        hear(event::settled);
}

void call_machine::reach_attempt(int attempt) {
    reach(state::exchanging);
    for (; attempt > 1; --attempt) {
        end(ends::unanswered());
        hear(event::backoff_over);
        next_exchange();
    }
}

void call_machine::next_exchange() {
    hear(event::permit);
    hear(event::credentials);
    hear(event::connection);
}

call_action call_machine::end(const attempt_end& end) {
    hear(end);
    return hear(event::settled);
}

call_action call_machine::settle(mrs::duration pause) {
    call_event heard;
    heard.what = event::settled;
    heard.at = now + pause;
    return hear(heard);
}

} // namespace calls
