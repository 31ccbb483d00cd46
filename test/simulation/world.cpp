// SPDX-License-Identifier: BSL-1.0
#include "world.hpp"

#include <mrs/access_key.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/credentials.hpp>
#include <mrs/detail/initiation.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/iam_password.hpp>
#include <mrs/metadata_options.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace simulation {

namespace asio = boost::asio;

namespace {

constexpr const char* cluster = "c1";
constexpr duration patience = 30s;
/// So long the queries before a cancel and after patience has ended take, that waits for the end.
constexpr duration most_around = 4s;

} // namespace

world::world(const plan& one)
    : plan_(one), random_(one.seed ^ 0x57a127), service_(plan_, time_),
      network_(plan_, time_, service_), watcher_(std::make_shared<watcher>()) {
    context_.emplace(1);
    time_.mistake(plan_.clock_error);
    if (plan_.set)
        time_.after(*plan_.set, [this] { time_.mistake(duration::zero()); });
    network_.on_request = [this](const std::string& subject) { on_request(subject); };
    mrs::detail::platform simulated;
    simulated.time = mrs::time_source(time_.shown());
    simulated.connections = &network_;
    simulated.seed = static_cast<unsigned>(plan_.seed);
    client_ = std::make_shared<mrs::detail::client_impl>(
        asio::any_io_executor(context_->get_executor()), options(), simulated);
    client_->timers.listen(nullptr); // They run when the world's time comes to them.
}

/// What Asio holds refers to the client, and the client to the network.
world::~world() {
    client_.reset();
    time_.clear();
    context_.reset();
}

mrs::client_options world::options() {
    mrs::client_options options(service_url, "p1", credentials());
    options.allow_plaintext_loopback(true).observer(watcher_);
    if (plan_.backup)
        options.failover({backup_url});
    if (plan_.knows_quota)
        options.rate(mrs::rate_options::fixed(plan_.quota.limit, plan_.quota.window));
    return options;
}

mrs::credentials world::credentials() {
    switch (plan_.shown) {
    case proof::token:
        break;
    case proof::fetched_token:
        return mrs::credentials::provider([this] { return fetch_token(*this); });
    case proof::fetched_key:
        return mrs::credentials::key_provider([this] { return fetch_key(*this); });
    case proof::password:
        return mrs::credentials::password(
            mrs::iam_password("account", "user", mrs::secret("pw")).endpoint(iam_url));
    case proof::metadata:
        return mrs::credentials::metadata(mrs::metadata_options().endpoint(metadata_url));
    }
    return mrs::credentials::token(mrs::secret("t"));
}

asio::awaitable<std::uint64_t> world::fetch(world& in) {
    co_await in.time_.wait(in.plan_.fetching);
    if (in.random_.below(1000) < in.plan_.unfetched)
        throw std::runtime_error("there is none now");
    co_return in.service_.issue();
}

asio::awaitable<mrs::auth_token> world::fetch_token(world& in) {
    const std::uint64_t number = co_await fetch(in);
    mrs::secret text("t" + std::to_string(number));
    co_return mrs::auth_token(std::move(text)).lifetime(in.plan_.life);
}

asio::awaitable<mrs::access_key> world::fetch_key(world& in) {
    const std::uint64_t number = co_await fetch(in);
    mrs::access_key fresh("AK" + std::to_string(number), mrs::secret("sk"));
    fresh.lifetime(in.plan_.life);
    co_return fresh;
}

void world::run() {
    plan_deed();
    start_bulk();
    start_calls();
    pass();
    check_ended();
    check_outcomes();
    check_calls();
    check_counts();
    check_quota();
    check_time_left();
    check_permits();
    if (!closed_) {
        close(patience);
        pass();
    }
    expect(closed_.has_value(), "a client that was closed does not say so");
    check_empty();
}

std::optional<mrs::cancel_sql_request> world::next_id() {
    if (taken_ == plan_.ids)
        return std::nullopt;
    return mrs::cancel_sql_request(cluster, "id-" + std::to_string(taken_++));
}

asio::awaitable<std::optional<mrs::cancel_sql_request>> world::feed(world& in) {
    co_await in.time_.wait(in.plan_.feeding);
    co_return in.next_id();
}

mrs::bulk_source world::source() {
    if (plan_.feeding > duration::zero())
        return mrs::bulk_source(
            mrs::bulk_source::async_next_function([this] { return feed(*this); }));
    return mrs::bulk_source(mrs::bulk_source::next_function([this] { return next_id(); }));
}

void world::start_bulk() {
    mrs::bulk_options options;
    options.concurrency(plan_.concurrency).control(control_);
    if (plan_.does == deed::deadline)
        options.deadline(timeline::start + plan_.does_at);
    if (plan_.failed > 0)
        options.call(mrs::call_options().retry_failed(1));
    if (plan_.waits)
        options.wait(mrs::wait_options());
    control_.expect(plan_.ids);
    mrs::detail::start_cancel_all(
        client_,
        [this](const std::exception_ptr& thrown, const mrs::bulk_summary& summary) {
            if (thrown)
                std::rethrow_exception(thrown);
            on_bulk_end(summary);
        },
        source(), std::move(options),
        [this](const mrs::bulk_outcome& outcome) { on_outcome(outcome); });
    if (plan_.tells_time_left())
        time_.after(1min, [this] { told_left_ = control_.progress().remaining; });
}

void world::start_calls() {
    const std::uint64_t submissions = plan_.calls + plan_.waits_for;
    const std::uint64_t queries = submissions + plan_.submissions;
    for (std::uint64_t i = 0; i < queries + plan_.queries; ++i) {
        single_call& one = calls_.emplace_back();
        one.waits = i >= plan_.calls && i < submissions;
        one.submits = i >= submissions && i < queries;
        one.queries = i >= queries;
        one.subject = (one.submits   ? "statement "
                       : one.queries ? std::string(query) + "look-"
                                     : "one-") +
                      std::to_string(i);
        time_.after(plan_.spread * static_cast<duration::rep>(random_.below(1000)) / 1000,
                    [this, &one] { start(one); });
    }
}

void world::start(single_call& one) {
    constexpr int attempts = 3;
    mrs::call_options limits;
    one.begun = time_.now();
    one.limit = 100ms + std::chrono::milliseconds(random_.below(90'000));
    one.most_requests = attempts + 1; // Once more with other credentials.
    limits.timeout(one.limit).max_attempts(attempts);
    begin(one, limits);
    if (random_.once_in(4)) {
        static constexpr asio::cancellation_type kinds[] = {asio::cancellation_type::terminal,
                                                            asio::cancellation_type::partial,
                                                            asio::cancellation_type::total};
        const auto kind = kinds[random_.below(3)];
        time_.after(one.limit * static_cast<duration::rep>(random_.below(1000)) / 1000,
                    [this, &one, kind] { cancel(one, kind); });
    }
}

void world::cancel(single_call& one, asio::cancellation_type kind) {
    const bool waits_for_answer = kind == asio::cancellation_type::total && !one.queries;
    one.must_end = !waits_for_answer;
    one.signal.emit(kind);
}

void world::begin(single_call& one, const mrs::call_options& limits) {
    const auto ended = asio::bind_cancellation_slot(
        one.signal.slot(),
        [this, &one](const mrs::error_code& ec, const auto&) { on_call_end(one, ec); });
    const mrs::cancel_sql_request request(cluster, one.subject);
    if (one.submits) {
        mrs::detail::start_execute_sql(
            client_, ended, mrs::execute_sql_request(cluster, "select " + one.subject.substr(10)),
            limits);
    } else if (one.queries) {
        mrs::detail::start_sql_result(
            client_, ended, mrs::sql_result_request(cluster, one.subject.substr(query.size())),
            limits);
    } else if (one.waits) {
        one.limit += patience + most_around;
        mrs::detail::start_cancel_wait(client_, ended, request,
                                       mrs::wait_options().timeout(patience).call(limits));
    } else {
        mrs::detail::start_cancel_sql(client_, ended, request, limits);
    }
}

void world::plan_deed() {
    const time_point when = timeline::start + plan_.does_at;
    if (plan_.does == deed::deadline)
        over_ = when;
    else if (plan_.does != deed::nothing)
        time_.at(when, [this] { does(); });
}

void world::does() {
    const time_point now = time_.now();
    over_ = now;
    switch (plan_.does) {
    case deed::stop:
        control_.stop();
        break;
    case deed::abort:
        control_.abort();
        break;
    case deed::close:
        close(patience);
        all_over_ = now + patience;
        break;
    case deed::forget:
        asio::post(client_->strand(), [client = client_] { client->shutdown(); });
        all_over_ = now;
        break;
    case deed::deadline:
    case deed::nothing:
        break;
    }
}

void world::close(duration most) {
    mrs::detail::start_close(
        client_, [this](const mrs::error_code& ec) { closed_ = ec; }, most);
}

/// Lets time pass until nothing happens any more.
void world::pass() {
    constexpr std::uint64_t most_at_once = 1'000'000;
    std::uint64_t at_once = 0;
    for (;;) {
        context_->restart();
        while (context_->poll() > 0)
            continue;
        check_cancelled();
        expect(wrong_.empty(), wrong_.c_str());
        const time_point next = std::min(time_.next(), client_->timers.next());
        if (next == mrs::never)
            return;
        at_once = next <= time_.now() ? at_once + 1 : 0;
        expect(at_once < most_at_once, "time stands still");
        time_.pass_to(std::max(next, time_.now()));
        asio::post(client_->strand(), [this] { fire(); });
    }
}

void world::fire() {
    if (time_.next() <= time_.now())
        time_.fire_next();
    else
        client_->timers.run_due(time_.now());
}

} // namespace simulation
