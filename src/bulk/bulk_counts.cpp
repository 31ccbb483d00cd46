// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_run.hpp"
#include "bulk/time_left.hpp"

// What a bulk run counts, and what follows from it.

namespace mrs::detail {

namespace {

constexpr std::uint64_t ratio_sample = 20;
constexpr duration rate_window = std::chrono::seconds(2);

void count_end(bulk_progress& totals, wait_outcome outcome) noexcept {
    if (outcome == wait_outcome::stopped)
        ++totals.stopped;
    else if (outcome == wait_outcome::had_ended)
        ++totals.had_ended;
    else if (outcome == wait_outcome::still_running)
        ++totals.still_running;
}

} // namespace

void bulk_run::on_throttled() {
    ++summary_.totals.throttled;
    publish();
}

void bulk_run::count(const bulk_outcome& outcome) {
    bulk_progress& totals = summary_.totals;
    if (outcome.error)
        ++totals.errors;
    else if (outcome.result.failed())
        ++totals.failed;
    else
        ++totals.succeeded;
    if (outcome.error && outcome.result.succeeded())
        ++totals.end_unknown;
    if (outcome.wait)
        count_end(totals, outcome.wait->outcome());
    if (!outcome.tried())
        ++summary_.not_tried;
}

/// What a cancel came to, for the number of cancels in flight. A repeated one tells of pauses too.
void bulk_run::adapt(const error_code& ec, const cancel_sql_result& answer) {
    if (options_.concurrency() != 0)
        return;
    if (ec == condition::timeout || ec == condition::unavailable)
        control_.overloaded();
    else if (!ec && answer.status() != cancel_status::none && answer.attempts() == 1)
        control_.answered(answer.elapsed());
}

void bulk_run::check_conditions(const bulk_outcome& outcome) {
    const bulk_progress& totals = summary_.totals;
    const std::uint64_t bad = totals.failed + totals.errors;
    if (outcome.error == errc::unauthorized || outcome.error == errc::credentials_failed ||
        outcome.error == errc::proxy_unauthorized)
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

void bulk_run::publish() {
    const time_point now = steady::now();
    bulk_progress& totals = summary_.totals;
    totals.concurrency = limit();
    totals.waiting = waiting_;
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
    if (since >= rate_window && !finished_)
        tell_progress(false);
}

void bulk_run::tell_progress(bool ended) noexcept {
    if (!client_.watch)
        return;
    bulk_progressed event(summary_.totals);
    event.run = number_;
    event.ended = ended;
    client_.watch.tell(&observer::on_bulk_progressed, event);
}

bool bulk_run::has_room() const noexcept {
    return items_.size() - waiting_ < limit() && waiting_ < bulk_options::most_waiting;
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

} // namespace mrs::detail
