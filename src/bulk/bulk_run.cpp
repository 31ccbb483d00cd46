// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_run.hpp"

#include "bulk/time_left.hpp"
#include "core/flag_guard.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

constexpr std::size_t first_concurrency = 8;
constexpr std::uint64_t ratio_sample = 20;
constexpr duration rate_window = std::chrono::seconds(2);

std::size_t most_useful(const bulk_options& options, const client_impl& client) {
    return options.concurrency() != 0 ? options.concurrency()
                                      : client.options.pool().max_connections();
}

} // namespace

bulk_run::bulk_run(client_impl& client, bulk_handler handler, cancel_source source,
                   bulk_options options, bulk_sink sink)
    : client_(client), handler_(std::move(handler)),
      handler_work_(asio::prefer(asio::get_associated_executor(handler_, client_.executor()),
                                 asio::execution::outstanding_work.tracked)),
      work_(client_.executor()), source_(std::move(source)), options_(std::move(options)),
      sink_(std::move(sink)),
      state_(options_.control() ? options_.control()->state_ : std::make_shared<bulk_state>()),
      control_(options_.concurrency() != 0 ? options_.concurrency() : first_concurrency,
               most_useful(options_, client_)) {}

void bulk_run::start() {
    started_ = window_start_ = steady::now();
    client_.enter_bulk(shared_from_this());
    // Weakly, for a handle may outlive the run, the client and its context.
    state_->attach([run = weak_from_this(), client = client_.weak_from_this()] {
        const auto alive = client.lock();
        if (!alive)
            return;
        asio::post(alive->strand(), [alive, run] {
            if (const auto self = run.lock())
                self->obey(self->state_->asked());
        });
    });
    publish();
    feed();
}

void bulk_run::obey(bulk_state::wish what) {
    const auto self = shared_from_this();
    if (finished_)
        return;
    publish();
    if (what == bulk_state::wish::go_on)
        return;
    stop(what == bulk_state::wish::abort ? bulk_end::aborted : bulk_end::stopped);
    if (what == bulk_state::wish::abort) {
        summary_.end = bulk_end::aborted;
        while (!items_.empty())
            items_.back()->end(asio::error::operation_aborted, "the bulk run was aborted");
    }
    finish_if_done();
}

/// Starts calls while there is room for them.
void bulk_run::feed() {
    if (feeding_)
        return;
    {
        const flag_guard guard(feeding_);
        while (!source_ended_ && !asking_ && items_.size() < limit())
            ask_source();
    }
    finish_if_done();
}

void bulk_run::ask_source() {
    if (source_.next()) {
        std::optional<cancel_sql_request> request;
        std::exception_ptr thrown;
        try {
            request = source_.next()();
        } catch (...) {
            thrown = std::current_exception();
        }
        on_next(thrown, std::move(request));
        return;
    }
    asking_ = true;
    asio::co_spawn(
        client_.executor(), source_.async_next()(),
        asio::bind_executor(
            client_.strand(),
            [self = shared_from_this(), client = client_.shared_from_this()](
                const std::exception_ptr& thrown, std::optional<cancel_sql_request> request) {
                self->asking_ = false;
                self->on_next(thrown, std::move(request));
                self->feed();
            }));
}

void bulk_run::on_next(const std::exception_ptr& thrown,
                       std::optional<cancel_sql_request> request) {
    if (thrown) {
        thrown_ = thrown;
        stop(bulk_end::aborted);
    } else if (!request) {
        source_ended_ = true;
    } else {
        start_item(std::move(*request));
    }
}

void bulk_run::start_item(cancel_sql_request request) {
    const auto item = std::make_shared<bulk_item>(*this, client_, next_index_++, std::move(request),
                                                  options_.call());
    item->place = items_.size();
    items_.push_back(item.get());
    ++summary_.totals.taken;
    item->start();
    // Taken while the run was being stopped: it is not sent any more.
    if (source_ended_ && summary_.end != bulk_end::complete && !item->done() && item->unsent())
        item->end(asio::error::operation_aborted, "the bulk run was stopped");
}

void bulk_run::on_done(bulk_item& item, const error_code& ec, cancel_sql_result result) {
    const auto self = shared_from_this();
    items_.back()->place = item.place;
    items_[item.place] = items_.back();
    items_.pop_back();
    bulk_outcome outcome;
    outcome.index = item.index();
    outcome.request = item.target();
    outcome.error = ec;
    outcome.result = std::move(result);
    count(outcome);
    adapt(outcome);
    if (sink_ && !thrown_) {
        try {
            sink_(outcome);
        } catch (...) {
            thrown_ = std::current_exception();
            stop(bulk_end::aborted);
        }
    }
    check_conditions(outcome);
    publish();
    feed();
}

void bulk_run::on_throttled() {
    ++summary_.totals.throttled;
    publish();
}

void bulk_run::count(const bulk_outcome& outcome) {
    if (outcome.error)
        ++summary_.totals.errors;
    else if (outcome.result.succeeded())
        ++summary_.totals.succeeded;
    else
        ++summary_.totals.failed;
    if (!outcome.tried())
        ++summary_.not_tried;
}

void bulk_run::adapt(const bulk_outcome& outcome) {
    if (options_.concurrency() != 0)
        return;
    if (!outcome.error)
        control_.answered(outcome.result.elapsed());
    else if (outcome.error == condition::timeout || outcome.error == condition::unavailable)
        control_.overloaded();
}

void bulk_run::check_conditions(const bulk_outcome& outcome) {
    const bulk_progress& totals = summary_.totals;
    const std::uint64_t bad = totals.failed + totals.errors;
    if (outcome.error == errc::unauthorized || outcome.error == errc::credentials_failed)
        stop(bulk_end::unauthorized);
    else if (outcome.error == errc::client_closed)
        stop(bulk_end::aborted);
    else if (options_.fail_fast() && bad > 0)
        stop(bulk_end::first_failed);
    else if (options_.max_error_ratio() && totals.done() >= ratio_sample &&
             static_cast<double>(bad) >
                 *options_.max_error_ratio() * static_cast<double>(totals.done()))
        stop(bulk_end::error_ratio);
}

/// Takes nothing more; what was not sent is not sent any more.
void bulk_run::stop(bulk_end why) {
    if (source_ended_ && summary_.end != bulk_end::complete)
        return;
    source_ended_ = true;
    summary_.end = why;
    end_unsent();
}

void bulk_run::end_unsent() {
    std::vector<std::shared_ptr<flight>> unsent;
    for (bulk_item* item : items_)
        if (item->unsent())
            unsent.push_back(item->shared_from_this());
    for (const auto& item : unsent)
        if (!item->done())
            item->end(asio::error::operation_aborted, "the bulk run was stopped");
}

void bulk_run::finish_if_done() {
    if (finished_ || !source_ended_ || asking_ || feeding_ || !items_.empty())
        return;
    finished_ = true;
    state_->detach();
    publish();
    const auto self = shared_from_this();
    client_.leave_bulk(self);
    asio::post(client_.executor(), asio::append(std::move(handler_), thrown_, summary_));
    handler_work_ = asio::any_completion_executor();
    work_.reset();
}

void bulk_run::publish() {
    const time_point now = steady::now();
    bulk_progress& totals = summary_.totals;
    totals.concurrency = limit();
    totals.elapsed = now - started_;
    const duration since = now - window_start_;
    if (since >= rate_window || totals.per_second == 0) {
        const double seconds = std::chrono::duration<double>(since).count();
        if (seconds > 0)
            totals.per_second = static_cast<double>(totals.done() - window_done_) / seconds;
    }
    if (since >= rate_window) {
        window_start_ = now;
        window_done_ = totals.done();
    }
    totals.remaining = remaining();
    state_->publish(totals);
}

std::size_t bulk_run::limit() const noexcept {
    return options_.concurrency() != 0 ? options_.concurrency() : control_.limit();
}

std::optional<duration> bulk_run::remaining() const {
    const auto total = state_->expected();
    if (!total)
        return std::nullopt;
    const bulk_progress& totals = summary_.totals;
    bulk::position here;
    here.total = *total;
    here.done = totals.done();
    here.elapsed = totals.elapsed;
    here.per_second = totals.per_second;
    return bulk::time_left(here, client_.permits.current());
}

bulk_item::bulk_item(bulk_run& run, client_impl& client, std::uint64_t index,
                     cancel_sql_request request, const call_options& options)
    : cancel_operation(client, std::move(request), options), run_(run), index_(index) {}

void bulk_item::complete(const error_code& ec, cancel_sql_result result) {
    run_.on_done(*this, ec, std::move(result));
}

} // namespace mrs::detail
