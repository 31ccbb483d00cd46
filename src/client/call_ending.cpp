// SPDX-License-Identifier: BSL-1.0
#include "client/call.hpp"
#include "client/client_impl.hpp"

#include <boost/asio/error.hpp>

#include <utility>

// How a call ends without an answer, and what it then tells.

namespace mrs::detail {

namespace asio = boost::asio;

/// Keeps what is known of a failed attempt; the last one also speaks for the call.
void call::record(const failed_attempt& failed) {
    if (!info_)
        info_ = std::make_shared<diagnostics>();
    attempt_record entry;
    entry.error = failed.code;
    entry.cause = failed.cause;
    entry.detail = failed.detail;
    client_.auth->redact(entry.detail, pass_);
    entry.http_status = failed.http_status;
    entry.delay = last_delay_;
    entry.elapsed = steady::now() - attempt_started_;
    info_->detail = entry.detail;
    info_->cause = failed.cause;
    info_->http_status = failed.http_status;
    info_->service_code = failed.service_code;
    info_->service_message = failed.service_message;
    info_->request_id = failed.request_id;
    for (std::string* text : {&info_->service_code, &info_->service_message, &info_->request_id})
        client_.auth->redact(*text, pass_);
    info_->history.push_back(std::move(entry));
    last_delay_ = duration::zero();
}

void call::on_deadline() {
    const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(call_limit_);
    const std::string after =
        "the call's limit of " + std::to_string(limit.count()) + " ms passed ";
    switch (phase_) {
    case phase::pacing:
        fail(errc::throttled, stop_reason::deadline, after + "while it waited for the rate limit");
        break;
    case phase::authenticating:
        fail(errc::call_timeout, stop_reason::deadline,
             after + "while it waited for " + client_.auth->progress());
        break;
    case phase::waiting: {
        std::string detail = after + "while it waited for a connection";
        if (const auto& failure = client_.pool.last_failure())
            detail += "; opening one failed last with: " + failure->detail;
        fail(errc::pool_timeout, stop_reason::deadline, std::move(detail));
        break;
    }
    case phase::exchanging:
        fail(errc::call_timeout, stop_reason::deadline, after + "while it waited for the answer");
        break;
    case phase::backing_off:
    case phase::created:
    case phase::done:
        fail(errc::call_timeout, stop_reason::deadline, after + "between two attempts");
        break;
    }
}

void call::cancel(asio::cancellation_type type) {
    if (phase_ == phase::done)
        return;
    if (!self_) {
        cancel_early_ = true; // `start` is still to come.
        return;
    }
    const bool total_only =
        (type & (asio::cancellation_type::terminal | asio::cancellation_type::partial)) ==
        asio::cancellation_type::none;
    if (!total_only || !sent_)
        end(asio::error::operation_aborted, "the call was cancelled");
    else if (phase_ == phase::exchanging || !info_)
        last_attempt_ = true; // What was sent may have been carried out: its answer is awaited.
    else
        finish(info_->history.back().error, stop_reason::cancelled);
}

void call::end(const error_code& ec, std::string why) {
    if (!info_)
        info_ = std::make_shared<diagnostics>();
    if (info_->detail.empty())
        info_->detail = std::move(why);
    finish(ec, stop_reason::cancelled);
}

void call::fail(errc code, stop_reason why, std::string detail) {
    if (!info_)
        info_ = std::make_shared<diagnostics>();
    if (!info_->history.empty())
        detail += "; before that: " + info_->detail;
    info_->detail = std::move(detail);
    finish(code, why);
}

void call::finish(const error_code& ec, stop_reason why) {
    const auto self = std::exchange(self_, nullptr);
    leave_phase(ec);
    give_permit_back();
    if (!info_)
        info_ = std::make_shared<diagnostics>();
    info_->operation = name();
    info_->maybe_submitted = uncertain_ && !repeatable();
    info_->endpoint = last_origin().url;
    info_->stop = why;
    info_->attempts = attempts_;
    info_->elapsed = steady::now() - started_;
    client_.leave(*this);
    // One who cancelled hears that it was cancelled, and of the doubt by the diagnostics.
    const bool in_doubt = info_->maybe_submitted && ec != asio::error::operation_aborted;
    if (in_doubt && !info_->cause)
        info_->cause = ec;
    const error_code heard = in_doubt ? make_error_code(errc::maybe_submitted) : ec;
    tell_failed(heard);
    deliver_error(heard, std::move(info_));
}

/// The last attempt's, or the one that the next would go to.
const net::origin& call::last_origin() noexcept {
    return tried_ != nullptr ? *tried_ : client_.pool.in_use();
}

void call::forget() {
    leave_phase(asio::error::operation_aborted);
    self_.reset();
}

/// Takes the call out of whatever it waits in.
void call::leave_phase(const error_code& why) {
    const phase left = std::exchange(phase_, phase::done);
    deadline_timer_.cancel();
    pause_timer_.cancel();
    if (left == phase::pacing && waiting_for_permit())
        permits().remove(*this);
    else if (left == phase::authenticating)
        client_.auth->remove(*this);
    else if (left == phase::waiting && waiting())
        client_.pool.remove(*this);
    else if (left == phase::exchanging && connection_ != nullptr) {
        tell_attempt_ended(why);
        net::connection& busy = *std::exchange(connection_, nullptr);
        busy.abort();
        client_.auth->unanswered(pass_);
        client_.pool.discard(busy, retire_reason::cancelled);
    }
}

} // namespace mrs::detail
