// SPDX-License-Identifier: BSL-1.0
#include "api/cancel_answer.hpp"
#include "client/call.hpp"
#include "client/client_impl.hpp"

#include <string>

// What an observer hears of a call.

namespace mrs::detail {

namespace {

std::string error_type_of(const error_code& ec, int http_status) {
    if (http_status >= 400)
        return std::to_string(http_status);
    return ec ? error_name(ec) : "";
}

} // namespace

/// Once for all events of the call.
void call::introduce() {
    if (!client_.watch)
        return;
    shown_.number = client_.counts.calls_started.get();
    shown_.operation = name();
    shown_.method = method();
    shown_.traceparent = options_.traceparent();
    describe(shown_);
}

/// The request was written just now, so that the client still has its target.
void call::tell_attempt_started() {
    if (!client_.watch)
        return;
    attempt_started event(shown_, connection_->target().info);
    event.target = client_.target;
    event.attempt = attempts_;
    event.resends = sends_ - 1;
    event.connection = connection_->number;
    client_.watch.tell(&observer::on_attempt_started, event);
}

void call::tell_attempt_ended(attempt_ended& event) {
    event.attempt = attempts_;
    event.resends = sends_ - 1;
    event.connection = connection_->number;
    event.elapsed = steady::now() - exchange_started_;
    const std::string type = error_type_of(event.error, event.http_status);
    event.error_type = type;
    client_.watch.tell(&observer::on_attempt_ended, event);
}

void call::tell_attempt_ended(const error_code& ec) {
    if (!client_.watch)
        return;
    attempt_ended event(shown_, connection_->target().info);
    event.error = ec;
    tell_attempt_ended(event);
}

void call::tell_attempt_ended(const outcome& result) {
    attempt_ended event(shown_, connection_->target().info);
    std::string code = result.answer.service_code;
    if (!code.empty())
        client_.auth->redact(code, pass_);
    event.service_code = code;
    event.http_status = result.http_status;
    event.request_id = result.request_id;
    if (!result.answer.decided())
        event.error = result.answer.code;
    tell_attempt_ended(event);
}

void call::tell_retry(retry_reason reason, const error_code& ec, duration delay) {
    if (!client_.watch)
        return;
    retry_scheduled event(shown_);
    event.reason = reason;
    event.attempt = attempts_;
    event.error = ec;
    event.delay = delay;
    client_.watch.tell(&observer::on_retry_scheduled, event);
}

void call::tell_throttled(const outcome& result, const retry::failure& failure) {
    std::string words = result.answer.message;
    client_.auth->redact(words, pass_);
    throttled event(shown_);
    event.detail = words;
    if (failure.retry_after)
        event.retry_after = *failure.retry_after;
    client_.watch.tell(&observer::on_throttled, event);
}

void call::tell_answered(const outcome& result) {
    if (!client_.watch)
        return;
    call_ended event(shown_, tried_->info);
    event.status = api::status_of(result.answer);
    event.http_status = result.http_status;
    event.attempts = result.attempts;
    event.elapsed = result.elapsed;
    event.request_id = result.request_id;
    client_.watch.tell(&observer::on_call_ended, event);
}

void call::tell_failed(const error_code& ec) {
    if (!client_.watch)
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
    client_.watch.tell(&observer::on_call_ended, event);
}

} // namespace mrs::detail
