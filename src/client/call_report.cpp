// SPDX-License-Identifier: BSL-1.0
#include "client/call_report.hpp"

#include "api/cancel_answer.hpp"
#include "client/client_impl.hpp"

#include <boost/asio/error.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

std::string error_type_of(const error_code& ec, int http_status) {
    if (http_status >= 400)
        return std::to_string(http_status);
    return error_name(ec);
}

/// What an observer hears of an attempt that failed and is repeated.
retry_reason reason_of(const error_code& ec) noexcept {
    if (ec == condition::throttled)
        return retry_reason::throttled;
    if (ec == condition::timeout)
        return retry_reason::timeout;
    return ec == condition::unavailable && ec != errc::service_error ? retry_reason::connection
                                                                     : retry_reason::service;
}

retry_reason reason_of(call_action::repeat why, const error_code& ec) noexcept {
    switch (why) {
    case call_action::repeat::failed:
        return retry_reason::failed;
    case call_action::repeat::credentials:
        return retry_reason::credentials;
    case call_action::repeat::quota:
        return retry_reason::throttled;
    case call_action::repeat::stale:
        return retry_reason::stale;
    case call_action::repeat::failure:
    case call_action::repeat::none:
        break;
    }
    return reason_of(ec);
}

call_error late(const call_action& end, duration limit, client_impl& client) {
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(limit);
    const std::string after =
        "the call's limit of " + std::to_string(whole.count()) + " ms passed ";
    switch (end.left) {
    case call_state::pacing:
        return {errc::throttled, after + "while it waited for the rate limit"};
    case call_state::authenticating:
        return {errc::call_timeout, after + "while it waited for " + client.auth->progress()};
    case call_state::waiting: {
        std::string detail = after + "while it waited for a connection";
        if (const auto& failure = client.pool.last_failure())
            detail += "; opening one failed last with: " + failure->detail;
        return {errc::pool_timeout, std::move(detail)};
    }
    case call_state::exchanging:
        return {errc::call_timeout, after + "while it waited for the answer"};
    default:
        return {errc::call_timeout, after + "between two attempts"};
    }
}

} // namespace

/// Once for all events of the call.
void call_report::set_traceparent(std::string_view traceparent) {
    const client_impl& client = operation_.client();
    if (!client.watch)
        return;
    shown_.number = client.counts.calls_started.get();
    shown_.operation = operation_.name();
    shown_.method = operation_.method();
    shown_.traceparent = traceparent;
    operation_.describe(shown_);
}

void call_report::sending(const pool::pooled_connection& to, std::string_view target,
                          time_point now) {
    client_impl& client = operation_.client();
    exchange_started_ = now;
    tried_ = &to.target();
    client.counts.attempts.add();
    ++sends_;
    open_ = true;
    if (!client.watch)
        return;
    attempt_started event(shown_, to.target().info);
    event.target = target;
    event.attempt = fsm_.attempts();
    event.resends = sends_ - 1;
    event.connection = to.number;
    client.watch.tell(&observer::on_attempt_started, event);
}

void call_report::tell(attempt_ended& event, const pool::pooled_connection& by) {
    event.attempt = fsm_.attempts();
    event.resends = sends_ - 1;
    event.connection = by.number;
    event.elapsed = operation_.client().now() - exchange_started_;
    const std::string type = error_type_of(event.error, event.http_status);
    event.error_type = type;
    operation_.client().watch.tell(&observer::on_attempt_ended, event);
}

void call_report::unanswered(const pool::pooled_connection& by, const error_code& why) {
    if (!std::exchange(open_, false) || !operation_.client().watch)
        return;
    attempt_ended event(shown_, by.target().info);
    event.error = why;
    tell(event, by);
}

void call_report::answered(const pool::pooled_connection& by, const call_outcome& result) {
    if (!std::exchange(open_, false) || !operation_.client().watch)
        return;
    attempt_ended event(shown_, by.target().info);
    event.service_code = result.answer.service_code;
    event.http_status = result.http_status;
    event.request_id = result.request_id;
    if (!result.answer.decided())
        event.error = result.answer.code;
    tell(event, by);
}

void call_report::throttled(std::string_view words, std::optional<duration> retry_after) {
    if (!operation_.client().watch)
        return;
    mrs::throttled event(shown_);
    event.detail = words;
    event.retry_after = retry_after;
    operation_.client().watch.tell(&observer::on_throttled, event);
}

/// The last try that failed also speaks for the call, one that could open no connection too.
void call_report::record(failed_attempt&& failed, call_action::repeat then, time_point now) {
    diagnostics& whole = info();
    // Of those that waited for the quota, the last one is enough to tell.
    if (then == call_action::repeat::quota && !whole.history.empty() &&
        whole.history.back().error == errc::throttled)
        whole.history.pop_back();
    attempt_record entry;
    entry.error = failed.code;
    entry.cause = failed.cause;
    entry.detail = std::move(failed.detail);
    entry.http_status = failed.http_status;
    entry.sent = fsm_.attempt_sent();
    entry.delay = std::exchange(last_delay_, duration::zero());
    entry.elapsed = now - attempt_started_;
    whole.detail = entry.detail;
    whole.cause = failed.cause;
    whole.http_status = failed.http_status;
    whole.service_code = std::move(failed.service_code);
    whole.service_message = std::move(failed.service_message);
    whole.request_id = std::move(failed.request_id);
    whole.history.push_back(std::move(entry));
}

void call_report::repeats(const call_action& next, const error_code& why) {
    client_impl& client = operation_.client();
    if (next.what == call_action::kind::sleep) {
        client.counts.retries.add();
        last_delay_ = next.wait;
    } else if (next.why == call_action::repeat::stale) {
        client.counts.replays.add();
    }
    if (!client.watch)
        return;
    retry_scheduled event(shown_);
    event.reason = reason_of(next.why, why);
    event.attempt = fsm_.attempts();
    event.error = why;
    event.delay = next.wait;
    client.watch.tell(&observer::on_retry_scheduled, event);
}

call_error call_report::error_of(const call_action& end, duration limit) const {
    switch (end.ending) {
    case call_ending::failure:
        return {info_->history.back().error, {}};
    case call_ending::closed:
        return {errc::client_closed, operation_.client().why_closed()};
    case call_ending::rate_limit:
        return {errc::throttled, "the rate limit, or the pause that the service asked for, lets no "
                                 "request go before the call's deadline"};
    case call_ending::overload:
        return {errc::overloaded,
                "as many calls as pool.max_waiting allows are waiting for a connection"};
    case call_ending::deadline:
        return late(end, limit, operation_.client());
    case call_ending::cancelled:
        return {asio::error::operation_aborted,
                end.left == call_state::created ? "" : "the call was cancelled"};
    default: // Who brings these about knows why.
        return {};
    }
}

void call_report::ended(const call_outcome& result) {
    client_impl& client = operation_.client();
    client.counts.calls_answered.add();
    if (!client.watch)
        return;
    call_ended event(shown_, tried_->info);
    event.status = api::status_of(result.answer);
    event.http_status = result.http_status;
    event.attempts = result.attempts;
    event.elapsed = result.elapsed;
    event.request_id = result.request_id;
    client.watch.tell(&observer::on_call_ended, event);
}

error_code call_report::ended(const call_action& end, call_error&& why, time_point now) {
    diagnostics& whole = info();
    const bool stopped = end.ending == call_ending::cancelled || end.ending == call_ending::ended;
    if (!stopped && !why.words.empty() && !whole.history.empty())
        why.words += "; before that: " + whole.detail;
    if (!why.words.empty() && (!stopped || whole.detail.empty()))
        whole.detail = std::move(why.words);
    whole.operation = operation_.name();
    whole.maybe_submitted = end.in_doubt;
    whole.endpoint = last_origin().url;
    whole.stop = end.stop;
    whole.attempts = fsm_.attempts();
    whole.elapsed = now - fsm_.started();
    // One who cancelled hears that it was cancelled, and of the doubt by the diagnostics.
    const bool in_doubt = end.in_doubt && why.code != asio::error::operation_aborted;
    if (in_doubt && !whole.cause)
        whole.cause = why.code;
    const error_code heard = in_doubt ? make_error_code(errc::maybe_submitted) : why.code;
    tell_failed(heard);
    return heard;
}

void call_report::tell_failed(const error_code& ec) {
    client_impl& client = operation_.client();
    if (!client.watch)
        return;
    call_ended event(shown_, last_origin().info);
    event.error = ec;
    event.stop = info_->stop;
    event.http_status = info_->http_status;
    event.attempts = info_->attempts;
    event.elapsed = info_->elapsed;
    event.request_id = info_->request_id;
    event.service_code = info_->service_code;
    event.detail = info_->detail;
    client.watch.tell(&observer::on_call_ended, event);
}

diagnostics& call_report::info() {
    if (!info_)
        info_ = std::make_shared<diagnostics>();
    return *info_;
}

/// The last attempt's, or the one that the next would go to.
const net::origin& call_report::last_origin() const noexcept {
    return tried_ != nullptr ? *tried_ : operation_.client().pool.in_use();
}

} // namespace mrs::detail
