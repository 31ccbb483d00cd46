// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_run.hpp"

#include "core/flag_guard.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

/// How often an observer hears of a run.
constexpr duration telling_pause = std::chrono::seconds(2);

constexpr const char* aborted_text = "the bulk run was aborted";

bulk::run_rules rules_of(const bulk_options& options, const client_options& client) {
    bulk::run_rules rules;
    rules.concurrency = options.concurrency();
    rules.most_connections = client.pool().max_connections();
    rules.most_waiting = bulk_options::max_waiting;
    rules.call_limit = options.call().timeout().value_or(client.timeouts().call());
    rules.outage_limit = options.outage_limit();
    rules.deadline = options.deadline();
    rules.most_refusals = options.stop_after_refusals();
    rules.fail_fast = options.fail_fast();
    rules.max_error_ratio = options.max_error_ratio();
    return rules;
}

} // namespace

bulk_run::bulk_run(client_impl& client, bulk_handler handler, bulk_source source,
                   bulk_options options, bulk_sink sink)
    : client_(client), handler_(std::move(handler)), work_(client_.executor()),
      source_(client, std::move(source)), options_(std::move(options)), sink_(std::move(sink)),
      state_(options_.control() ? options_.control()->state_ : std::make_shared<bulk_state>()),
      fsm_(rules_of(options_, client_.options)), counts_(client_.now()),
      wake_(client_.timers, &fire_member<&bulk_run::drive, bulk_run>, this) {}

void bulk_run::start() {
    if (finished_)
        return; // Aborted before.
    told_ = client_.now();
    counts_ = bulk::bulk_counts(told_);
    number_ = client_.enter_bulk(shared_from_this());
    client_.enter(static_cast<pending_operation&>(*this));
    in_flight_ = true;
    // Weakly, for a handle may outlive the run, the client and its context.
    state_->attach(
        client_.timers.time(),
        [run = std::weak_ptr<bulk_run>(std::static_pointer_cast<bulk_run>(shared_from_this())),
         client = client_.weak_from_this()] {
            const auto alive = client.lock();
            if (!alive)
                return;
            asio::post(alive->strand(), [alive, run] {
                if (const auto self = run.lock())
                    self->obey(self->state_->asked());
            });
        });
    obey(state_->asked()); // Whoever asked before the run began is obeyed before anything is taken.
}

void bulk_run::cancel(asio::cancellation_type type) {
    const bool terminal =
        (type & asio::cancellation_type::terminal) != asio::cancellation_type::none;
    obey(terminal ? bulk_state::wish::abort : bulk_state::wish::stop);
}

/// The client ends: it is not asked to wait for a source that gives nothing.
void bulk_run::end(const error_code& ec, std::string /*why*/) {
    const auto self = shared_from_this();
    leave();
    if (ec == errc::client_closed)
        fsm_.closed();
    else
        fsm_.abort();
    drive();
}

void bulk_run::forget() {
    in_flight_ = false;
    finished_ = true;
    wake_.cancel();
    state_->detach();
}

void bulk_run::obey(bulk_state::wish what) {
    const auto self = shared_from_this();
    if (finished_)
        return;
    if (what == bulk_state::wish::stop)
        fsm_.stop();
    else if (what == bulk_state::wish::abort)
        fsm_.abort();
    drive();
}

/// Does what the machine says until it rests. What happens meanwhile, it hears at once, but is
/// asked for what follows from here alone.
void bulk_run::drive() {
    if (driving_ || finished_)
        return;
    const auto self = shared_from_this();
    const flag_guard guard(driving_);
    using kind = bulk::run_action::kind;
    for (;;) {
        const auto action = fsm_.next(client_.now());
        if (action.what == kind::rest) {
            wake_.schedule(action.wake);
            publish();
            return;
        }
        obey(action);
        if (action.what == kind::finish)
            return;
    }
}

void bulk_run::obey(const bulk::run_action& action) {
    using kind = bulk::run_action::kind;
    const auto all = [](const bulk_item&) { return true; };
    const auto waited = [](const bulk_item& one) { return one.waiting; };
    const auto calling = [](const bulk_item& one) { return !one.waiting; };
    const auto abort = [](bulk_item& one) {
        one.operation()->end(asio::error::operation_aborted, aborted_text);
    };
    switch (action.what) {
    case kind::rest:
        break;
    case kind::take:
        ask_source();
        break;
    case kind::start:
        start_item(action.index);
        break;
    case kind::call_off:
        end_items(calling, [](bulk_item& one) { one.call_off(); });
        break;
    case kind::stop_asking:
        source_.stop();
        break;
    case kind::end_waiting:
        end_items(waited, abort);
        break;
    case kind::end_all:
        end_items(all, abort);
        break;
    case kind::drop:
        drop(action.index);
        break;
    case kind::finish:
        finish();
        break;
    }
}

void bulk_run::ask_source() {
    source_.ask([self = std::static_pointer_cast<bulk_run>(shared_from_this())](
                    const std::exception_ptr& thrown, std::optional<cancel_sql_request> request) {
        self->on_next(thrown, std::move(request));
        self->drive();
    });
}

void bulk_run::on_next(const std::exception_ptr& thrown,
                       std::optional<cancel_sql_request> request) {
    if (request) {
        counts_.taken();
        fresh_ = std::move(*request);
        fsm_.taken(next_index_++);
    } else if (!thrown || fsm_.end() != bulk_end::complete) {
        fsm_.source_ended(); // Stopped while it waited, it may say so by an exception.
    } else {
        thrown_ = thrown;
        fsm_.source_failed();
    }
}

void bulk_run::start_item(std::uint64_t index) {
    const auto found = kept_.find(index);
    cancel_sql_request request = found != kept_.end() ? found->second.request : std::move(fresh_);
    const auto item = make_bulk_item(*this, client_, index, std::move(request), options_);
    const auto operation = item->operation();
    item->place = items_.size();
    items_.push_back(item.get());
    operation->start();
}

void bulk_run::on_waiting(bulk_item& item, const cancel_sql_result& answer) {
    const auto self = shared_from_this();
    item.waiting = true;
    const auto how = bulk::ending_of(error_code(), answer, {true, item.one_try()});
    fsm_.waiting(item.index(), how.latency);
    kept_.erase(item.index());
    drive();
}

void bulk_run::on_throttled() {
    counts_.throttled();
    fsm_.throttled();
    wake_.schedule(client_.now()); // Not from here: the call goes on, and might be called off.
}

void bulk_run::on_done(bulk_item& item, bulk_outcome outcome) {
    const auto self = shared_from_this();
    remove(item);
    outcome.index = item.index();
    outcome.sent = !item.unsent();
    const auto how = bulk::ending_of(outcome.error, outcome.result, {outcome.sent, item.one_try()});
    if (item.waiting) {
        fsm_.wait_ended(how);
        outcome.request = item.target();
        deliver(outcome);
    } else if (fsm_.ended(item.index(), how, client_.now(), client_.random.uniform())) {
        keep(item, std::move(outcome));
    } else {
        outcome.request = item.target();
        recall(outcome);
        deliver(outcome);
    }
    drive();
}

void bulk_run::remove(const bulk_item& item) {
    items_.back()->place = item.place;
    items_[item.place] = items_.back();
    items_.pop_back();
}

/// It has another call before it. Of its calls, the last one that tells something is remembered.
void bulk_run::keep(bulk_item& item, bulk_outcome outcome) {
    bulk_outcome& kept = kept_[item.index()];
    outcome.sent = outcome.sent || kept.sent;
    if (outcome.error == asio::error::operation_aborted && kept.error) {
        kept.sent = outcome.sent;
        return;
    }
    outcome.request = item.target();
    kept = std::move(outcome);
}

/// What its earlier calls came to, where the last one tells nothing.
void bulk_run::recall(bulk_outcome& outcome) {
    if (kept_.empty())
        return;
    const auto found = kept_.find(outcome.index);
    if (found == kept_.end())
        return;
    const bool sent = outcome.sent || found->second.sent;
    if (outcome.error == asio::error::operation_aborted && found->second.sent)
        outcome = std::move(found->second);
    outcome.sent = sent;
    kept_.erase(found);
}

/// It is not tried any more: what was sent has its last error, what was not has not been tried.
void bulk_run::drop(std::uint64_t index) {
    bulk_outcome outcome;
    const auto found = kept_.find(index);
    if (found == kept_.end())
        outcome.request = std::move(fresh_);
    else
        outcome = std::move(found->second);
    kept_.erase(index);
    outcome.index = index;
    if (!outcome.sent) {
        auto info = std::make_shared<diagnostics>();
        info->operation = "cancel_sql";
        info->endpoint = client_.pool.in_use().url;
        info->detail = "the bulk run was stopped before it was sent";
        if (outcome.info())
            info->detail += "; before that: " + outcome.info()->detail;
        info->stop = stop_reason::cancelled;
        outcome.error = asio::error::operation_aborted;
        outcome.wait.reset();
        outcome.result = cancel_sql_result(std::move(info));
    }
    deliver(outcome);
}

void bulk_run::deliver(const bulk_outcome& outcome) {
    counts_.ended(outcome, client_.now());
    if (!sink_ || thrown_)
        return;
    try {
        sink_(outcome);
    } catch (...) {
        thrown_ = std::current_exception();
        fsm_.sink_failed();
    }
}

template<typename Which, typename End>
void bulk_run::end_items(Which which, End end) {
    std::vector<std::pair<std::shared_ptr<pending_operation>, bulk_item*>> chosen;
    for (bulk_item* item : items_)
        if (which(*item))
            chosen.emplace_back(item->operation(), item);
    for (const auto& [operation, item] : chosen)
        if (!operation->done())
            end(*item);
}

void bulk_run::leave() {
    if (std::exchange(in_flight_, false))
        client_.leave(static_cast<pending_operation&>(*this));
}

void bulk_run::finish() {
    finished_ = true;
    wake_.cancel();
    state_->detach();
    publish();
    tell_progress(true);
    bulk_summary summary;
    summary.end = fsm_.end();
    summary.totals = counts_.totals();
    summary.not_tried = counts_.not_tried();
    if (fsm_.cause()) {
        summary.cause = fsm_.cause()->error;
        summary.info = fsm_.cause()->info;
    }
    client_.leave_bulk(shared_from_this());
    client_.complete(std::move(handler_), thrown_, std::move(summary));
    leave();
    work_.reset();
}

void bulk_run::publish() {
    const time_point now = client_.now();
    bulk_progress& totals = counts_.totals();
    const bool was_away = totals.unreachable_since.has_value();
    totals.concurrency = fsm_.concurrency();
    totals.waiting = fsm_.waiting();
    totals.unreachable_since = fsm_.away_since();
    totals.next_try = fsm_.next_try();
    const auto quota = client_.permits.current();
    state_->publish(counts_.at(now, state_->expected(), quota), now, quota);
    const bool away = totals.unreachable_since.has_value();
    if (finished_ || (now - told_ < telling_pause && away == was_away))
        return;
    told_ = now;
    tell_progress(false);
}

void bulk_run::tell_progress(bool ended) noexcept {
    if (!client_.watch)
        return;
    bulk_progressed event(counts_.totals());
    event.run = number_;
    event.ended = ended;
    event.at = client_.now();
    client_.watch.tell(&observer::on_bulk_progressed, event);
}

} // namespace mrs::detail
