// SPDX-License-Identifier: BSL-1.0
#include "client/cancel_wait_call.hpp"

#include "api/access.hpp"
#include "client/client_impl.hpp"

#include <boost/asio/error.hpp>

#include <algorithm>
#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

/// The look must not hold the cancel up.
constexpr duration look_limit = std::chrono::seconds(2);

class state_call final : public query_operation {
public:
    state_call(client_impl& client, cancel_wait& run, sql_result_request request,
               const call_options& options)
        : query_operation(client, std::move(request), options), run_(run) {}

private:
    void complete(const error_code& ec, sql_execution result) override {
        run_.on_state(ec, result);
    }

    cancel_wait& run_;
};

class stop_call final : public cancel_operation {
public:
    stop_call(client_impl& client, cancel_wait& run, cancel_sql_request request,
              const call_options& options)
        : cancel_operation(client, std::move(request), options), run_(run) {}

private:
    [[nodiscard]] bool patient() const noexcept override { return run_.patient(); }
    void on_throttled() override { run_.on_throttled(); }
    void complete(const error_code& ec, cancel_sql_result result) override {
        run_.on_cancelled(ec, std::move(result));
    }

    cancel_wait& run_;
};

bool is_passing(const error_code& ec) {
    return ec == condition::timeout || ec == condition::unavailable || ec == condition::throttled;
}

} // namespace

std::optional<std::string> problem_of(const wait_options& options) {
    if (options.timeout() < duration::zero())
        return "timeout is negative";
    if (options.initial_interval() <= duration::zero())
        return "initial_interval is not above zero";
    if (options.max_interval() < options.initial_interval())
        return "max_interval is below initial_interval";
    return std::nullopt;
}

cancel_wait::cancel_wait(client_impl& client, cancel_sql_request request,
                         const wait_options& options)
    : client_(client), request_(std::move(request)), options_(options), policy_(options),
      pause_timer_(client.timers, &fire_member<&cancel_wait::on_pause_ended, cancel_wait>, this) {}

bool cancel_wait::unsent() const noexcept {
    return stage_ == stage::looking ||
           (stage_ == stage::cancelling && (call_ ? call_->unsent() : !sent_));
}

void cancel_wait::last_attempt() {
    if (stage_ == stage::cancelling && call_)
        std::shared_ptr<call>(call_)->cancel(asio::cancellation_type::total);
}

void cancel_wait::start() {
    self_ = shared_from_this();
    started_ = client_.now();
    client_.enter(*this);
    if (stopping_) {
        fail(asio::error::operation_aborted, "the call was cancelled");
    } else if (client_.closed()) {
        fail(errc::client_closed, client_.why_closed());
    } else if (auto bad_option = problem_of(options_)) {
        fail(errc::invalid_argument, std::move(*bad_option));
    } else if (auto wrong = request_.problem()) {
        fail(errc::invalid_argument, std::move(*wrong));
    } else {
        ask(call_options().max_attempts(1).timeout(look_limit));
    }
}

void cancel_wait::obey(const detail::wait_step& step) {
    using wanted = detail::wait_step::kind;
    if (step.what == wanted::finish) {
        access::fields(result_).outcome = step.outcome;
        finish(error_code());
    } else if (stopping_) {
        fail(asio::error::operation_aborted, "the call was cancelled");
    } else if (client_.closed()) {
        fail(errc::client_closed, client_.why_closed());
    } else if (step.what == wanted::cancel) {
        send_cancel();
    } else if (step.what == wanted::pause) {
        pause_timer_.schedule(client_.now() + step.pause);
    } else {
        // The query that comes when patience ends still has a moment for its answer.
        const duration left = std::max<duration>(policy_.deadline() - client_.now(), look_limit);
        const duration usual = client_.options.timeouts().call();
        ask(call_options().timeout(usual == duration::zero() ? left : std::min(left, usual)));
    }
}

void cancel_wait::ask(const call_options& options) {
    call_ = std::make_shared<state_call>(
        client_, *this, sql_result_request(request_.cluster_id(), request_.sql_id()), options);
    const auto started = call_;
    started->start();
}

void cancel_wait::send_cancel() {
    stage_ = stage::cancelling;
    call_ = std::make_shared<stop_call>(client_, *this, request_, options_.call());
    const auto started = call_;
    started->start();
}

void cancel_wait::on_state(const error_code& ec, const sql_execution& result) {
    const auto self = shared_from_this();
    const auto last = std::exchange(call_, nullptr);
    if (done_)
        return;
    auto& fields = access::fields(result_);
    if (!ec) {
        fields.state = result.state();
        fields.message = result.message();
        ++fields.queries;
    }
    if (stage_ == stage::looking) {
        if (!ec)
            fields.state_before = result.state();
        obey(policy_.looked(ec ? std::nullopt : std::optional(result.state())));
        return;
    }
    const time_point now = client_.now();
    const double uniform = client_.random.uniform();
    const auto step = ec ? policy_.query_failed(is_passing(ec), now, uniform)
                         : policy_.queried(result.state(), result.message(), now, uniform);
    if (step.what != detail::wait_step::kind::fail) {
        obey(step);
        return;
    }
    fields.info = result.info();
    finish(ec);
}

void cancel_wait::on_cancelled(const error_code& ec, cancel_sql_result result) {
    const auto self = shared_from_this();
    const auto last = std::exchange(call_, nullptr);
    if (done_)
        return;
    sent_ = !last->unsent();
    one_try_ = last->one_try();
    if (ec) {
        access::fields(result_).info = result.info();
        finish(ec);
        return;
    }
    const auto step = policy_.cancelled(result.status(), client_.now());
    access::fields(result_).cancel = std::move(result);
    stage_ = stage::waiting;
    if (step.what == detail::wait_step::kind::query)
        on_taken(result_.cancel());
    if (!done_)
        obey(step);
}

void cancel_wait::on_pause_ended() {
    obey(policy_.paused());
}

void cancel_wait::cancel(asio::cancellation_type type) {
    const auto self = shared_from_this();
    if (done_)
        return;
    stopping_ = true;
    if (!self_)
        return; // `start` is still to come.
    if (call_)
        std::shared_ptr<call>(call_)->cancel(type);
    else
        fail(asio::error::operation_aborted, "the call was cancelled");
}

void cancel_wait::end(const error_code& ec, std::string why) {
    const auto self = shared_from_this();
    if (done_)
        return;
    stopping_ = true;
    if (stage_ == stage::cancelling) {
        std::shared_ptr<call>(call_)->end(ec, std::move(why)); // It knows whether it was sent.
        return;
    }
    const auto last = std::exchange(call_, nullptr);
    fail(ec, why);
    if (last && !last->done())
        last->end(ec, std::move(why)); // It reports to this alone, which has ended.
}

void cancel_wait::fail(const error_code& ec, std::string detail) {
    auto info = std::make_shared<diagnostics>();
    info->operation = "cancel_sql_and_wait";
    info->endpoint = client_.pool.in_use().peer.url();
    info->detail = std::move(detail);
    info->elapsed = client_.now() - started_;
    access::fields(result_).info = std::move(info);
    finish(ec);
}

void cancel_wait::finish(const error_code& ec) {
    const auto self = std::exchange(self_, nullptr);
    done_ = true;
    pause_timer_.cancel();
    access::fields(result_).elapsed = client_.now() - started_;
    client_.leave(*this);
    complete(ec, std::move(result_));
}

void cancel_wait::forget() {
    done_ = true;
    pause_timer_.cancel();
    call_.reset();
    self_.reset();
}

} // namespace mrs::detail
