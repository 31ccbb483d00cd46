// SPDX-License-Identifier: BSL-1.0
#include "client/client_impl.hpp"

#include "auth/sources/make_source.hpp"
#include "client/options_check.hpp"
#include "client/origins.hpp"

#include <boost/asio/error.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

constexpr const char* closed_text = "the client was closed";

pool::limits pool_limits(const pool_options& options) {
    pool::limits bounds;
    bounds.max_connections = options.max_connections();
    bounds.max_waiting = options.max_waiting();
    bounds.max_uses = options.max_uses();
    bounds.idle_timeout = options.idle_timeout();
    bounds.max_lifetime = options.max_lifetime();
    return bounds;
}

bool is_the_vendors(const net::endpoint& peer) {
    for (const std::string_view domain :
         {".myhuaweicloud.com", ".myhuaweicloud.cn", ".myhuaweicloud.eu"})
        if (peer.tls_name().ends_with(domain))
            return true;
    return false;
}

/// The documented quota of cancels, at the vendor's own endpoints.
std::optional<pacing::quota> documented_quota(const net::endpoint& peer) {
    if (is_the_vendors(peer))
        return pacing::quota(60, std::chrono::minutes(1));
    return std::nullopt;
}

std::optional<pacing::quota> documented_query_quota(const net::endpoint& peer) {
    if (is_the_vendors(peer))
        return pacing::quota(1000, std::chrono::minutes(1));
    return std::nullopt;
}

pacing::limiter make_limiter(const rate_options& wish, const net::endpoint& peer, bool bulk) {
    switch (wish.mode()) {
    case rate_mode::fixed:
        return pacing::limiter::fixed(
            pacing::quota(wish.requests(), wish.window()).part(wish.clients()));
    case rate_mode::automatic:
        return pacing::limiter::learning(documented_quota(peer), wish.clients());
    case rate_mode::automatic_for_bulk:
        if (bulk)
            return pacing::limiter::learning(documented_quota(peer), wish.clients());
        break;
    case rate_mode::off:
        break;
    }
    return {};
}

pacing::limiter pausing(pacing::limiter rules, const client_options& options) {
    return rules.backs_off(retry_policy(options.retry()));
}

pacing::limiter cancel_limiter(const client_options& options, const net::origin_list& origins,
                               bool bulk) {
    return pausing(make_limiter(options.rate(), origins.front().peer, bulk), options);
}

std::vector<auth::signed_fields> signed_fields_of(const client_options& options,
                                                  const net::origin_list& origins) {
    std::vector<auth::signed_fields> all;
    for (const auto& one : origins) {
        auth::signed_fields fields;
        fields.host = one.peer.authority();
        fields.content_type = request_content_type;
        fields.project_id = options.project_id();
        all.push_back(std::move(fields));
    }
    return all;
}

} // namespace

pacing::retry_policy retry_policy(const retry_options& options) {
    pacing::retry_policy policy;
    policy.max_attempts = options.max_attempts();
    policy.base_delay = options.base_delay();
    policy.throttled_delay = options.throttled_delay();
    policy.max_backoff = options.max_delay();
    return policy;
}

client_impl::client_impl(const asio::any_io_executor& executor, client_options given,
                         const platform& outside)
    : options(checked(std::move(given))), watch(options.observer(), counts), random(outside.seed),
      timers(outside.time), strand_(executor), wakeup_(std::make_shared<wakeup>(strand_, timers)),
      origins(make_origins(strand_, timers, *outside.connections, options)),
      auth(std::make_unique<auth::authenticator>(
          auth::make_source(options.credentials(), {strand_, timers, *outside.connections, options,
                                                    core::process_environment()}),
          timers, random, retry_policy(options.retry()), signed_fields_of(options, origins), watch,
          options.timeouts().credentials())),
      budget(options.retry().budget()), permits(timers, cancel_limiter(options, origins, false)),
      submit_permits(timers, pausing(pacing::limiter(), options)),
      query_permits(timers,
                    pausing(pacing::limiter::learning(documented_query_quota(origins.front().peer)),
                            options)),
      pool(origins, pool_limits(options.pool()), random, counts, watch, *this),
      writer(options, origins),
      patience_(timers, &fire_member<&client_impl::on_patience_ended, client_impl>, this),
      fork_notice_(net::fork_notice::of(strand_)) {
    strand_.listen(this);
}

client_impl::~client_impl() {
    strand_.listen(nullptr);
    wakeup_->stop();
    auth->stop();
    pool.drain();
    while (!pending_.empty()) {
        pending_operation& one = pending_.front();
        pending_.pop_front();
        one.forget();
    }
}

void client_impl::enter(pending_operation& one) {
    if (pending_.empty()) {
        work_.emplace(executor());
        pool.watch_idle(true);
    }
    pending_.push_back(one);
}

void client_impl::enter(call& one) {
    counts.calls_started.add();
    counts.calls_in_flight.add();
    enter(static_cast<pending_operation&>(one));
}

void client_impl::leave(call& one) {
    counts.calls_in_flight.subtract();
    leave(static_cast<pending_operation&>(one));
}

void client_impl::leave(pending_operation& one) {
    pending_.erase(pending_.iterator_to(one));
    if (!pending_.empty())
        return;
    pool.watch_idle(false);
    work_.reset();
    if (!closing_.empty())
        finish_close(error_code());
}

std::uint64_t client_impl::enter_bulk(std::shared_ptr<void> run) {
    bulk_runs_.push_back(std::move(run));
    if (bulk_runs_.size() == 1 && options.rate().mode() == rate_mode::automatic_for_bulk)
        permits.replace(cancel_limiter(options, origins, true), now());
    return ++bulk_begun_;
}

void client_impl::leave_bulk(const std::shared_ptr<void>& run) {
    std::erase(bulk_runs_, run);
    if (bulk_runs_.empty() && options.rate().mode() == rate_mode::automatic_for_bulk)
        permits.replace(cancel_limiter(options, origins, false), now());
}

void client_impl::warm_up(std::size_t count, plain_handler handler) {
    if (closed()) {
        complete(std::move(handler), errc::client_closed);
        return;
    }
    warming_.push_back(std::move(handler));
    pool.warm_up(count);
}

void client_impl::on_openings_done(const std::optional<net::transport_error>& failure) {
    end_warming(failure ? make_error_code(failure->code) : error_code());
}

void client_impl::close(std::chrono::nanoseconds patience, plain_handler handler) {
    closed_ = true;
    closing_.push_back(std::move(handler));
    pool.drain();
    end_waiting();
    if (pending_.empty() && !closing_.empty())
        finish_close(error_code());
    else if (!pending_.empty())
        patience_.schedule(end_of_wait(now(), patience));
}

void client_impl::on_patience_ended() {
    auto handlers = std::exchange(closing_, {});
    end_all(closed_text);
    closing_ = std::move(handlers);
    finish_close(errc::call_timeout);
}

void client_impl::shutdown() {
    closed_ = true;
    auth->stop();
    pool.drain();
    end_all(closed_text);
    finish_close(asio::error::operation_aborted);
}

void client_impl::end_waiting() {
    std::vector<std::shared_ptr<pending_operation>> all;
    for (pending_operation& one : pending_)
        all.push_back(one.shared_from_this());
    for (const auto& one : all)
        if (!one->done() && !one->exchanging())
            one->end(errc::client_closed, closed_text);
}

void client_impl::end_all(const char* why) {
    while (!pending_.empty())
        pending_.front().end(asio::error::operation_aborted, why);
}

void client_impl::end_warming(const error_code& ec) {
    for (auto& handler : std::exchange(warming_, {}))
        complete(std::move(handler), ec);
}

/// What the parent has under way goes on there: here it ends, before anything else runs.
bool client_impl::on_forked() {
    adrift_ = fork_notice_.missing();
    pool.drain();
    end_all("this process was forked while the call was in flight");
    auth->abandon();
    pool.shutdown();
    end_warming(asio::error::operation_aborted);
    random = random_source();
    if (!closed())
        pool.resume();
    return !adrift_;
}

const char* client_impl::why_closed() const noexcept {
    return adrift_ ? "this process was forked, and the client's context does not know: call "
                     "notify_fork of the context in the child"
                   : "the client is closed";
}

/// Nothing is in flight any more: closes what is left and says so.
void client_impl::finish_close(const error_code& ec) {
    patience_.cancel();
    auth->stop();
    pool.shutdown();
    end_warming(errc::client_closed);
    for (auto& handler : std::exchange(closing_, {}))
        complete(std::move(handler), ec);
}

} // namespace mrs::detail
