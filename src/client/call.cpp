// SPDX-License-Identifier: BSL-1.0
#include "client/call.hpp"

#include "api/retry_after.hpp"
#include "api/throttle_message.hpp"
#include "client/client_impl.hpp"
#include "client/options_check.hpp"
#include "client/read_answer.hpp"

#include <boost/asio/error.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

using kind = call_action::kind;
using permit_use = call_action::permit_use;
using connection_use = call_action::connection_use;

namespace {

call_event hearing(call_event::kind what) noexcept {
    call_event heard;
    heard.what = what;
    return heard;
}

auth::credentials_feedback judge(const call_outcome& result, const net::response& response) {
    auth::credentials_feedback feedback;
    feedback.refused = !result.answer.decided() && result.answer.refresh_credentials;
    if (!feedback.refused)
        return feedback;
    feedback.date = response.date();
    feedback.words = "HTTP " + std::to_string(response.status) + " " + result.answer.service_code +
                     " " + result.answer.message;
    return feedback;
}

failed_attempt failure_in(call_outcome&& result) {
    failed_attempt failed;
    if (!result.answer.decided())
        failed.code = result.answer.code;
    failed.detail = std::move(result.answer.detail);
    failed.http_status = result.http_status;
    failed.service_code = std::move(result.answer.service_code);
    failed.service_message = std::move(result.answer.message);
    failed.request_id = std::move(result.request_id);
    return failed;
}

failed_attempt failure_in(const net::transport_error& failure, const auth::authenticator& auth,
                          const auth::attempt_credentials& credentials) {
    failed_attempt failed;
    failed.code = failure.code;
    failed.cause = failure.cause;
    failed.detail = failure.detail;
    auth.redact(failed.detail, credentials);
    return failed;
}

} // namespace

call::call(client_impl& client, const call_options& options)
    : operation(client), options_(options), fsm_(client.budget), report_(*this, fsm_),
      deadline_timer_(client.timers, &fire_member<&call::on_deadline, call>, this),
      pause_timer_(client.timers, &fire_member<&call::on_pause_ended, call>, this) {}

void call::start() {
    const client_options& defaults = client().options;
    const time_point now = client().now();
    self_ = shared_from_this();
    limit_ = options_.timeout().value_or(defaults.timeouts().call());
    attempt_limit_ = options_.attempt_timeout().value_or(defaults.timeouts().attempt());
    call_begin begin;
    begin.limits.time = limit_;
    begin.limits.retries = retry_policy(defaults.retry());
    begin.limits.retries.max_attempts =
        options_.max_attempts().value_or(begin.limits.retries.max_attempts);
    begin.limits.retry_failed = options_.retry_failed().value_or(defaults.retry().retry_failed());
    begin.limits.patient = patient();
    begin.limits.repeatable = repeatable();
    begin.limits.read_only = read_only();
    client().enter(*this);
    report_.set_traceparent(options_.traceparent());
    auto problem = problem_of(options_);
    if (!problem)
        problem = prepare();
    begin.closed = client().closed();
    begin.invalid = problem.has_value();
    const call_action todo = fsm_.resume(begin, now);
    if (todo.what == kind::finish && todo.ending == call_ending::invalid)
        finish(todo, {errc::invalid_argument, std::move(*problem)}, now);
    else
        obey(todo, now);
}

void call::cancel(asio::cancellation_type type) {
    call_event wish = hearing(call_event::kind::cancel);
    wish.total = (type & (asio::cancellation_type::terminal | asio::cancellation_type::partial)) ==
                 asio::cancellation_type::none;
    const time_point now = client().now();
    obey(fsm_.resume(wish, now), now);
}

void call::end(const error_code& ec, std::string why) {
    const time_point now = client().now();
    const call_action todo = fsm_.resume(hearing(call_event::kind::closing), now);
    if (todo.what == kind::finish)
        finish(todo, {ec, std::move(why)}, now);
}

void call::on_permit() {
    const time_point now = client().now();
    report_.attempt_begins(now);
    obey(fsm_.resume(hearing(call_event::kind::permit), now), now);
}

/// It is worth to ask again.
void call::on_credentials() {
    call_action todo;
    todo.what = kind::ask_credentials;
    obey(todo, client().now());
}

void call::on_credentials_failed(const auth::source_failure& why, stop_reason stop) {
    const time_point now = client().now();
    call_event none = hearing(call_event::kind::no_credentials);
    none.stop = stop;
    const call_action todo = fsm_.resume(none, now);
    if (todo.what == kind::finish)
        finish(todo, {why.code, why.detail}, now);
}

void call::on_connection(pool::pooled_connection& granted, time_point now) {
    call_event given = hearing(call_event::kind::connection);
    given.ready = client().auth->ready(now);
    given.paused = permits().paused(now);
    connection_ = &granted;
    obey(fsm_.resume(given, now), now);
}

void call::on_open_failed(const net::origin& last, const net::transport_error& failure) {
    const auto self = shared_from_this();
    const time_point now = client().now();
    report_.unopened(last);
    attempt_end end;
    end.what = attempt_end::kind::unopened;
    end.failure.kind = failure.kind;
    end.uniform = client().random.uniform();
    go_on(settle(fsm_.resume(end, now), {}, now), failure_in(failure, *client().auth, credentials_),
          now);
}

void call::on_exchange_failed(const net::transport_error& failure, bool stale) {
    const auto self = shared_from_this();
    const time_point now = client().now();
    report_.unanswered(*connection_, failure.code);
    attempt_end end;
    end.what = attempt_end::kind::unanswered;
    end.failure.kind = failure.kind;
    end.uniform = client().random.uniform();
    end.stale = stale;
    end.sent = connection_->connection().sent();
    end.silent = failure.code == errc::read_timeout || failure.code == errc::write_timeout;
    go_on(settle(fsm_.resume(end, now), {}, now), failure_in(failure, *client().auth, credentials_),
          now);
}

void call::on_answer(net::response& response) {
    const auto self = shared_from_this();
    call_outcome result = read_answer(*this, response, credentials_);
    response.shrink();
    attempt_end end;
    end.decision = result.answer.decision;
    end.failure.kind = result.answer.kind;
    if (!response.retry_after.empty())
        end.failure.retry_after = api::parse_retry_after(response.retry_after, response.date());
    end.refused = result.answer.refused;
    end.reusable = response.reusable;
    terms said;
    said.idle = response.server_idle;
    said.uses = response.server_uses;
    report_.answered(*connection_, result);
    if (end.throttled()) {
        said.pace.announced = api::parse_throttle_message(result.answer.message);
        said.pace.retry_after = end.failure.retry_after;
        said.pace.uniform = client().random.uniform();
        report_.throttled(result.answer.message, end.failure.retry_after);
    }
    if (end.decision != api::decision::succeeded) {
        end.uniform = client().random.uniform();
        if (response.status == 408 &&
            connection_->used()) { // It was taken for idle (RFC 9110, 15.5.9).
            end.what = attempt_end::kind::unanswered;
            end.stale = end.sent = true;
        }
    }
    const time_point now = client().now();
    // Before anything is given back, so that nobody sends refused credentials on the connection.
    const auth::credentials_feedback judged = judge(result, response);
    const auth::remedy found = client().auth->answered(credentials_, judged);
    if (judged.refused && found == auth::remedy::none)
        result.answer.detail += client().auth->why_not_renewed(now);
    end.curable = found != auth::remedy::none;
    end.undone = found == auth::remedy::undone;
    const call_action todo = settle(fsm_.resume(end, now), said, now);
    if (todo.what == kind::finish && todo.ending == call_ending::answer) {
        finish(todo, {}, now, &result);
        return;
    }
    if (todo.keep)
        kept_ = std::make_unique<call_outcome>(result);
    go_on(todo, failure_in(std::move(result)), now);
}

void call::on_deadline() {
    const time_point now = client().now();
    obey(fsm_.resume(hearing(call_event::kind::deadline), now), now);
}

void call::on_pause_ended() {
    const time_point now = client().now();
    obey(fsm_.resume(hearing(call_event::kind::backoff_over), now), now);
}

/// Does what the machine says until something has to be waited for. What is asked for may come at
/// once, and with it the call's end: nothing of the call is touched after the asking.
void call::obey(call_action todo, time_point now) {
    std::shared_ptr<pending_operation> self; // Those whom it serves by giving back may end it.
    for (;;) {
        switch (todo.what) {
        case kind::none:
            keep_time();
            return;
        case kind::settle:
            self = shared_from_this();
            todo = settle(todo, {}, now);
            break;
        case kind::ask_permit:
            if (permits().acquire(*this, now)) {
                report_.attempt_begins(now);
                todo = fsm_.resume(hearing(call_event::kind::permit), now);
            } else {
                call_event queued = hearing(call_event::kind::queued);
                queued.at = permits().estimate(now);
                todo = fsm_.resume(queued, now);
            }
            break;
        case kind::ask_credentials:
            keep_time();
            if (!client().auth->ready(now)) {
                client().auth->wait(*this);
                return;
            }
            todo = fsm_.resume(hearing(call_event::kind::credentials), now);
            break;
        case kind::ask_connection:
            if (client().pool.acquire(*this, now))
                return;
            todo = fsm_.resume(hearing(call_event::kind::pool_full), now);
            break;
        case kind::exchange: {
            net::connection& way = connection_->connection();
            written_request sent = client().writer.write(way, *this, options_, *client().auth);
            credentials_ = std::move(sent.credentials);
            report_.sending(*connection_, sent.target, now);
            way.exchange(*this, now, attempt_limit_, largest_answer());
            return;
        }
        case kind::replay:
            client().pool.replace(*std::exchange(connection_, nullptr), *this);
            return;
        case kind::sleep:
            pause_timer_.schedule(now + todo.wait);
            return;
        case kind::finish:
            finish(todo, report_.error_of(todo, limit_), now,
                   todo.ending == call_ending::kept_answer ? kept_.get() : nullptr);
            return;
        }
    }
}

/// An attempt has ended.
void call::go_on(const call_action& todo, failed_attempt&& failed, time_point now) {
    const error_code why = failed.code;
    if (todo.record)
        report_.record(std::move(failed), todo.why, now);
    if (todo.why == call_action::repeat::quota)
        on_throttled();
    if (todo.why != call_action::repeat::none)
        report_.repeats(todo, why);
    obey(todo, now);
}

/// Gives back what the machine says. Returns what follows once that is done: others, who are served
/// now, may have ended the call.
call_action call::settle(const call_action& todo, const terms& said, time_point now) {
    call_event settled = hearing(call_event::kind::settled);
    if (todo.unanswered)
        client().auth->unanswered(credentials_);
    // Before anybody gets the connection.
    if (todo.permit == permit_use::refused)
        settled.at = permits().refused(now, said.pace);
    if (todo.connection != connection_use::kept)
        give_back(todo.connection, said, now);
    if (todo.permit == permit_use::answered)
        permits().answered(now);
    else if (todo.permit == permit_use::unused)
        permits().unused(now);
    return todo.what == kind::settle ? fsm_.resume(settled, now) : todo;
}

void call::give_back(connection_use how, const terms& said, time_point now) {
    pool::connection_pool& pool = client().pool;
    pool::pooled_connection& gone = *std::exchange(connection_, nullptr);
    switch (how) {
    case connection_use::released:
        pool.release(gone, now, said.idle, said.uses);
        break;
    case connection_use::ended:
        pool.discard(gone, retire_reason::peer);
        break;
    case connection_use::silent:
        pool.discard_silent(gone, report_.sent_at());
        break;
    case connection_use::abandoned:
        gone.connection().abort();
        pool.discard(gone, retire_reason::cancelled);
        break;
    case connection_use::failed:
    case connection_use::kept:
        pool.discard(gone, retire_reason::failed);
        break;
    }
}

/// The machine knows the deadline; a patient call's comes and goes.
void call::keep_time() {
    if (deadline_timer_.expiry() != fsm_.deadline())
        deadline_timer_.schedule(fsm_.deadline());
}

/// Takes the call out of whatever it waits in.
void call::leave() {
    deadline_timer_.cancel();
    pause_timer_.cancel();
    if (waiting_for_permit())
        permits().remove(*this);
    if (auth::auth_hook::is_linked())
        client().auth->remove(*this);
    if (waiting())
        client().pool.remove(*this);
}

void call::finish(const call_action& todo, call_error&& why, time_point now, call_outcome* answer) {
    const auto self = std::exchange(self_, nullptr);
    leave();
    if (todo.connection == connection_use::abandoned)
        report_.unanswered(*connection_, why.code);
    settle(todo, {}, now);
    if (answer != nullptr) {
        answer->attempts = fsm_.attempts();
        answer->elapsed = now - fsm_.started();
        report_.ended(*answer);
        client().leave(*this);
        deliver_answer(std::move(*answer));
    } else {
        const error_code heard = report_.ended(todo, std::move(why), now);
        client().leave(*this);
        deliver_error(heard, report_.take());
    }
}

void call::forget() {
    const time_point now = client().now();
    fsm_.resume(hearing(call_event::kind::closing), now);
    leave();
    if (connection_ != nullptr) {
        report_.unanswered(*connection_, asio::error::operation_aborted);
        give_back(connection_use::abandoned, {}, now);
    }
    self_.reset();
}

} // namespace mrs::detail
