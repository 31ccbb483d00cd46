// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_run.hpp"

#include "core/flag_guard.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

namespace {

constexpr std::size_t first_concurrency = 8;

std::size_t most_useful(const bulk_options& options, const client_impl& client) {
    return options.concurrency() != 0 ? options.concurrency()
                                      : client.options.pool().max_connections();
}

} // namespace

bulk_run::bulk_run(client_impl& client, bulk_handler handler, cancel_source source,
                   bulk_options options, bulk_sink sink)
    : client_(client), handler_(std::move(handler)), work_(client_.executor()),
      source_(std::move(source)), options_(std::move(options)), sink_(std::move(sink)),
      state_(options_.control() ? options_.control()->state_ : std::make_shared<bulk_state>()),
      control_(options_.concurrency() != 0 ? options_.concurrency() : first_concurrency,
               most_useful(options_, client_)) {}

void bulk_run::start() {
    started_ = window_start_ = steady::now();
    number_ = client_.enter_bulk(shared_from_this());
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
            items_.back()->operation()->end(asio::error::operation_aborted,
                                            "the bulk run was aborted");
    }
    finish_if_done();
}

/// Starts calls while there is room for them.
void bulk_run::feed() {
    if (feeding_)
        return;
    {
        const flag_guard guard(feeding_);
        while (!source_ended_ && !asking_ && has_room())
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
        abandon(thrown);
    } else if (!request) {
        source_ended_ = true;
    } else {
        start_item(std::move(*request));
    }
}

void bulk_run::start_item(cancel_sql_request request) {
    const auto item = make_bulk_item(*this, client_, next_index_++, std::move(request), options_);
    const auto operation = item->operation();
    item->place = items_.size();
    items_.push_back(item.get());
    ++summary_.totals.taken;
    operation->start();
    // Taken while the run was being stopped: it is not sent any more.
    if (source_ended_ && summary_.end != bulk_end::complete && !operation->done() && item->unsent())
        operation->end(asio::error::operation_aborted, "the bulk run was stopped");
}

void bulk_run::on_waiting(bulk_item& item, const cancel_sql_result& answer) {
    const auto self = shared_from_this();
    item.waiting = true;
    ++waiting_;
    adapt(error_code(), answer);
    publish();
    if (thrown_)
        item.operation()->end(asio::error::operation_aborted, "the bulk run was aborted");
    feed();
}

void bulk_run::on_done(bulk_item& item, bulk_outcome outcome) {
    const auto self = shared_from_this();
    remove(item);
    outcome.index = item.index();
    outcome.request = item.target();
    count(outcome);
    if (!item.waiting)
        adapt(outcome.error, outcome.result);
    tell(outcome);
    check_conditions(outcome);
    publish();
    feed();
}

void bulk_run::remove(const bulk_item& item) {
    items_.back()->place = item.place;
    items_[item.place] = items_.back();
    items_.pop_back();
    if (item.waiting)
        --waiting_;
}

void bulk_run::tell(const bulk_outcome& outcome) {
    if (!sink_ || thrown_)
        return;
    try {
        sink_(outcome);
    } catch (...) {
        abandon(std::current_exception());
    }
}

/// Nobody is told of anything any more: nothing is waited for.
void bulk_run::abandon(std::exception_ptr why) {
    thrown_ = std::move(why);
    stop(bulk_end::aborted);
    end_items([](const bulk_item& item) { return item.waiting; }, "the bulk run was aborted");
}

/// Takes nothing more; what was not sent is not sent any more.
void bulk_run::stop(bulk_end why) {
    if (source_ended_ && summary_.end != bulk_end::complete)
        return;
    source_ended_ = true;
    summary_.end = why;
    end_items([](const bulk_item& item) { return item.unsent(); }, "the bulk run was stopped");
}

void bulk_run::end_items(bool (*which)(const bulk_item&), const char* why) {
    std::vector<std::shared_ptr<flight>> chosen;
    for (bulk_item* item : items_)
        if (which(*item))
            chosen.push_back(item->operation());
    for (const auto& one : chosen)
        if (!one->done())
            one->end(asio::error::operation_aborted, why);
}

void bulk_run::finish_if_done() {
    if (finished_ || !source_ended_ || asking_ || feeding_ || !items_.empty())
        return;
    finished_ = true;
    state_->detach();
    publish();
    tell_progress(true);
    const auto self = shared_from_this();
    client_.leave_bulk(self);
    client_.complete(std::move(handler_), thrown_, summary_);
    work_.reset();
}

} // namespace mrs::detail
