// SPDX-License-Identifier: BSL-1.0
#include "client/call.hpp"

#include "api/retry_after.hpp"
#include "api/throttle_message.hpp"
#include "client/client_impl.hpp"

#include <boost/asio/error.hpp>

#include <algorithm>
#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

retry_reason reason_of(const error_code& ec) noexcept {
    if (ec == condition::throttled)
        return retry_reason::throttled;
    if (ec == condition::timeout)
        return retry_reason::timeout;
    return ec == condition::unavailable && ec != errc::service_error ? retry_reason::connection
                                                                     : retry_reason::service;
}

} // namespace

call::call(client_impl& client, const call_options& options)
    : client_(client), options_(options),
      deadline_timer_(client.timers, &fire_member<&call::on_deadline, call>, this),
      pause_timer_(client.timers, &fire_member<&call::on_pause_ended, call>, this) {}

rate::permit_queue& call::permits() noexcept {
    return client_.permits;
}

std::size_t call::largest_answer() const noexcept {
    return client_.origins.front().answers.body_bytes;
}

void call::start() {
    const client_options& defaults = client_.options;
    self_ = shared_from_this();
    started_ = steady::now();
    call_limit_ = options_.timeout().value_or(defaults.timeouts().call());
    attempt_limit_ = options_.attempt_timeout().value_or(defaults.timeouts().attempt());
    policy_ = retry_policy(defaults.retry());
    policy_.max_attempts = options_.max_attempts().value_or(policy_.max_attempts);
    failed_left_ = options_.retry_failed().value_or(defaults.retry().retry_failed());
    client_.enter(*this);
    introduce();
    if (cancel_early_) {
        finish(asio::error::operation_aborted, stop_reason::cancelled);
    } else if (client_.closed()) {
        fail(errc::client_closed, stop_reason::cancelled, "the client is closed");
    } else if (const auto complaint = check_options()) {
        fail(errc::invalid_argument, stop_reason::permanent, *complaint);
    } else if (const auto wrong = prepare()) {
        fail(errc::invalid_argument, stop_reason::permanent, *wrong);
    } else {
        start_clock(started_);
        begin_attempt(started_);
    }
}

void call::start_clock(time_point now) {
    deadline_ = deadline_after(now, call_limit_);
    deadline_timer_.schedule(deadline_);
}

void call::begin_attempt(time_point now) {
    if (permits().acquire(*this, now)) {
        take_permit(now);
        return;
    }
    phase_ = phase::pacing;
    if (patient()) {
        deadline_ = never;
        deadline_timer_.cancel();
        return;
    }
    if (permits().estimate(now) >= deadline_)
        fail(errc::throttled, stop_reason::deadline,
             "the rate limit, or the pause that the service asked for, lets no request go before "
             "the call's deadline");
}

void call::on_permit() {
    take_permit(steady::now());
}

void call::take_permit(time_point now) {
    permit_ = true;
    attempt_sent_ = false;
    if (patient()) {
        if (attempts_ == 0)
            started_ = now; // What it waited for the rate limit is no part of it.
        start_clock(now);
    }
    ++attempts_;
    attempt_started_ = now;
    seek_connection(now);
}

/// Credentials first, so that no connection is held while they are fetched.
void call::seek_connection(time_point now) {
    if (!client_.auth->ready(now)) {
        phase_ = phase::authenticating;
        client_.auth->wait(*this);
        return;
    }
    phase_ = phase::waiting;
    if (!client_.pool.acquire(*this, now))
        fail(errc::overloaded, stop_reason::permanent,
             "as many calls as pool.max_waiting allows are waiting for a connection");
}

void call::on_credentials() {
    seek_connection(steady::now());
}

void call::on_credentials_failed(const auth::source_failure& why, stop_reason stop) {
    phase_ = phase::created; // It has left the queue already.
    fail(why.code, stop, why.detail);
}

void call::on_connection(net::connection& granted) {
    const time_point now = steady::now();
    if (!client_.auth->ready(now)) {
        // While the call waited, their life ended, or another call began to try them out.
        client_.pool.release(granted, now);
        seek_connection(now);
        return;
    }
    if (permits().paused(now)) {
        wait_again(granted, now);
        return;
    }
    phase_ = phase::exchanging;
    exchange_started_ = now;
    connection_ = &granted;
    tried_ = &granted.target();
    sent_ = true;
    attempt_sent_ = true;
    uncertain_ = true;
    write_request(granted);
    client_.counts.attempts.add();
    ++sends_;
    tell_attempt_started();
    granted.exchange(*this, now, attempt_limit_, largest_answer());
}

void call::on_open_failed(const net::origin& last, const net::transport_error& failure) {
    tried_ = &last;
    phase_ = phase::created; // It has left the queue already.
    give_permit_back();
    attempt_failed(failure);
}

void call::on_exchange_failed(net::connection& from, const net::transport_error& failure,
                              bool stale) {
    const auto self = shared_from_this();
    tell_attempt_ended(failure.code);
    connection_ = nullptr;
    phase_ = phase::created;
    client_.auth->unanswered(pass_);
    uncertain_ = from.sent();
    if (stale && (repeatable() || !uncertain_) && !done()) {
        phase_ = phase::waiting;
        client_.counts.replays.add();
        tell_retry(retry_reason::stale, failure.code, duration::zero());
        client_.pool.replace(from, *this);
        return;
    }
    if (failure.code == errc::read_timeout || failure.code == errc::write_timeout)
        client_.pool.discard_silent(from, exchange_started_);
    else
        client_.pool.discard(from, retire_reason::failed);
    give_permit_back();
    if (!done())
        attempt_failed(failure);
}

void call::on_answer(net::connection& from, net::response& response) {
    outcome result;
    // Before anything is quoted from it: what quotes may cut a secret in two.
    client_.auth->redact(response.body, pass_);
    result.answer = decode(response.status, response.body);
    response.shrink();
    uncertain_ = !result.answer.decided() && !result.answer.refused;
    result.http_status = response.status;
    result.request_id = response.request_id;
    client_.auth->redact(result.request_id, pass_);
    retry::failure failure;
    failure.kind = result.answer.kind;
    const auth::judgement judgement = judge(result, response);
    if (!response.retry_after.empty())
        failure.retry_after = api::parse_retry_after(response.retry_after, response.date());
    const bool throttled = !result.answer.decided() && failure.kind == retry::fault::throttled;
    if (client_.watch) {
        tell_attempt_ended(result);
        if (throttled)
            tell_throttled(result, failure);
    }
    connection_ = nullptr;
    phase_ = phase::created;
    // What others do about either of these may end this call. The credentials first, so that nobody
    // sends refused ones on this connection, which then may be another call's, and `response` too.
    const auto self = shared_from_this();
    const time_point now = steady::now();
    const bool curable = client_.auth->answered(pass_, judgement);
    permit_ = false;
    if (throttled) {
        // Before anybody gets this connection.
        rate::throttling told;
        told.announced = api::parse_throttle_message(result.answer.message);
        told.retry_after = failure.retry_after;
        told.uniform = client_.random.uniform();
        failure.retry_after = permits().refused(now, told) - now;
    }
    if (response.reusable)
        client_.pool.release(from, now, response.server_idle, response.server_uses);
    else
        client_.pool.discard(from, retire_reason::peer);
    if (!throttled)
        permits().answered(now);
    if (done())
        return;
    if (result.answer.decided())
        decided(std::move(result), failure, now);
    else
        undecided(std::move(result), failure, curable);
}

auth::judgement call::judge(const outcome& result, const net::response& response) const {
    auth::judgement judgement;
    judgement.http_status = response.status;
    judgement.refused = !result.answer.decided() && result.answer.refresh_credentials;
    if (judgement.refused || response.status == 403)
        judgement.date = response.date();
    if (judgement.refused) {
        judgement.words = "HTTP " + std::to_string(response.status) + " " +
                          result.answer.service_code + " " + result.answer.message;
        client_.auth->redact(judgement.words, pass_);
    }
    return judgement;
}

void call::decided(outcome&& result, const retry::failure& failure, time_point now) {
    client_.auth->redact(result.answer.message, pass_);
    const bool wanting = result.answer.outcome == api::decision::failed && failed_left_ > 0;
    if (wanting && !last_attempt_ && retry_failed(failure, now))
        return;
    if (!wanting)
        retries_.succeeded(client_.budget);
    result.attempts = attempts_;
    result.elapsed = now - started_;
    leave_phase(error_code());
    client_.counts.calls_answered.add();
    tell_answered(result);
    client_.leave(*this);
    const auto self = std::exchange(self_, nullptr);
    deliver_answer(std::move(result));
}

/// Whether there will be another attempt, which does not count for those at getting an answer.
bool call::retry_failed(retry::failure failure, time_point now) {
    --failed_left_;
    ++policy_.max_attempts;
    failure.kind = retry::fault::transient;
    const auto verdict =
        retries_.next(policy_, client_.budget, failure, now, deadline_, client_.random.uniform());
    if (verdict.retry())
        back_off(retry_reason::failed, error_code(), verdict.wait);
    return verdict.retry();
}

void call::undecided(outcome&& result, const retry::failure& failure, bool curable) {
    failed_attempt failed;
    failed.code = result.answer.code;
    failed.failure = failure;
    failed.detail = std::move(result.answer.detail);
    failed.http_status = result.http_status;
    failed.service_code = std::move(result.answer.service_code);
    failed.service_message = std::move(result.answer.message);
    failed.request_id = std::move(result.request_id);
    if (curable && !refreshed_ && !last_attempt_) {
        refreshed_ = true;
        record(failed);
        tell_retry(retry_reason::credentials, failed.code, duration::zero());
        begin_attempt(steady::now());
    } else if (patient() && failure.kind == retry::fault::throttled && !last_attempt_) {
        wait_for_quota(failed.code, failure.retry_after.value_or(duration::zero()));
    } else {
        attempt_failed(std::move(failed));
    }
}

/// In a bulk run, which never fails because of a quota.
void call::wait_for_quota(errc code, duration pause) {
    on_throttled();
    tell_retry(retry_reason::throttled, code, pause);
    begin_attempt(steady::now());
}

void call::attempt_failed(const net::transport_error& failure) {
    failed_attempt failed;
    failed.code = failure.code;
    failed.failure.kind = failure.kind;
    failed.cause = failure.cause;
    failed.detail = failure.detail;
    attempt_failed(std::move(failed));
}

void call::attempt_failed(failed_attempt&& failed) {
    record(failed);
    const time_point now = steady::now();
    if (last_attempt_) {
        finish(failed.code, stop_reason::cancelled);
        return;
    }
    if (uncertain_ && !repeatable()) {
        finish(failed.code, stop_reason::permanent);
        return;
    }
    const auto verdict = retries_.next(policy_, client_.budget, failed.failure, now, deadline_,
                                       client_.random.uniform());
    if (!verdict.retry()) {
        finish(failed.code, verdict.stop);
        return;
    }
    back_off(reason_of(failed.code), failed.code, verdict.wait);
}

/// The attempt ended without an answer; what was sent may have counted all the same.
void call::give_permit_back() {
    if (!std::exchange(permit_, false))
        return;
    if (attempt_sent_)
        permits().answered(steady::now());
    else
        permits().unused(steady::now());
}

/// The service has said "slow down" since this call was let go.
void call::wait_again(net::connection& granted, time_point now) {
    phase_ = phase::created;
    --attempts_;
    client_.pool.release(granted, now);
    give_permit_back();
    begin_attempt(now);
}

void call::back_off(retry_reason reason, const error_code& last, duration pause) {
    client_.counts.retries.add();
    last_delay_ = pause;
    tell_retry(reason, last, pause);
    phase_ = phase::backing_off;
    pause_timer_.schedule(steady::now() + pause);
}

void call::on_pause_ended() {
    phase_ = phase::created;
    begin_attempt(steady::now());
}

} // namespace mrs::detail
