// SPDX-License-Identifier: BSL-1.0
#include "cli/input/whole_number.hpp"
#include "pacing/permit_queue.hpp"
#include "world.hpp"

#include <chrono>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

// What must hold in every world.

namespace simulation {

namespace {

class taker final : public mrs::pacing::permit_user {
    void on_permit() override {}
};

bool is_of_run(const std::string& subject) {
    return subject.starts_with("id-");
}

/// The number of a single call.
std::size_t number_of(const std::string& subject) {
    return static_cast<std::size_t>(
        mrs::cli::whole_number(subject.substr(subject.find_first_of("0123456789"))).value_or(0));
}

double in_seconds(duration time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace

/// Where nothing may be thrown: `pass` throws.
void world::hold(bool good, const std::string& rule) {
    if (!good && wrong_.empty())
        wrong_ = rule;
}

void world::on_request(const std::string& subject) {
    const time_point now = time_.now();
    hold(now <= all_over_, "sent after the client was closed: " + subject);
    if (subject.starts_with(query) && !subject.starts_with(std::string(query) + "look-"))
        return; // What was cancelled is waited for, also after a stop.
    if (is_of_run(subject)) {
        hold(now <= over_, "sent after the run was over: " + subject);
        return;
    }
    const single_call& one = calls_.at(number_of(subject));
    hold(now < one.begun + one.limit, "sent after its deadline: " + subject);
}

void world::on_outcome(const mrs::bulk_outcome& outcome) {
    const std::string id(outcome.request.sql_id());
    hold(outcomes_.emplace(id, outcome).second, "a second outcome: " + id);
    hold(!summary_, "an outcome after the end of the run: " + id);
    last_ = id;
}

void world::on_bulk_end(const mrs::bulk_summary& summary) {
    hold(!summary_, "the run ended twice");
    summary_ = summary;
    bulk_ended_ = time_.now();
}

/// What may not wait for an answer ended before time went on.
void world::check_cancelled() {
    for (single_call& one : calls_)
        if (std::exchange(one.must_end, false))
            hold(one.error.has_value(), "cancelled, it went on: " + one.subject);
}

void world::on_call_end(single_call& one, const mrs::error_code& ec) {
    hold(!one.error, "ended twice: " + one.subject);
    one.error = ec;
    hold(time_.now() <= one.begun + one.limit, "outlived its limit: " + one.subject);
}

/// Nothing happens any more: then nothing waits.
void world::check_ended() const {
    expect(summary_.has_value(), "the run waits for nothing");
    for (const single_call& one : calls_)
        expect(one.error.has_value(), ("waits for nothing: " + one.subject).c_str());
}

void world::check_outcomes() const {
    expect(outcomes_.size() == taken_, "not every id has an outcome");
    const mrs::bulk_progress& totals = summary_->totals;
    expect(totals.taken == taken_ && totals.done() == taken_, "the totals are not those");
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    for (const auto& [id, outcome] : outcomes_) {
        check_outcome(id, outcome);
        succeeded += outcome.error || outcome.result.failed() ? 0 : 1;
        failed += !outcome.error && outcome.result.failed() ? 1 : 0;
    }
    expect(totals.succeeded == succeeded, "the total of those that succeeded is wrong");
    expect(totals.failed == failed, "the total of those that failed is wrong");
    if (plan_.what_for == purpose::trouble)
        return;
    expect(summary_->end == mrs::bulk_end::complete, "the run did not come to its end");
    // With nothing else to ask for, nobody can tell an outage from an id that is at fault.
    const bool alone = plan_.what_for == purpose::outages;
    for (const auto& [id, outcome] : outcomes_)
        expect((!outcome.error && outcome.result.succeeded()) || (alone && id == last_),
               ("it could have succeeded, but " + id + ": " + outcome.error.message()).c_str());
    expect(taken_ == plan_.ids, "not everything was taken from the source");
}

void world::check_outcome(const std::string& id, const mrs::bulk_outcome& outcome) const {
    const fate expected = service_.fate_of(id);
    if (outcome.error)
        expect(outcome.error != mrs::errc::sql_not_found || expected == fate::unknown,
               "an execution is told to be unknown, and is not");
    else if (outcome.result.failed())
        expect(expected == fate::fails, "told to have failed, and has not");
    else
        expect(service_.tally_of(id).done > 0, "told to have succeeded, and has not");
    const sent_requests sent = network_.sent(id);
    expect(outcome.sent == (sent.begun > sent.unsent), "`sent` tells what is not so");
}

void world::check_calls() const {
    for (const single_call& one : calls_) {
        const tally counted = service_.tally_of(one.subject);
        const sent_requests sent = network_.sent(one.subject);
        if (!one.queries && !*one.error && service_.fate_of(one.subject) == fate::succeeds)
            expect(counted.done > 0, "told to have succeeded, and has not");
        expect(sent.begun - sent.stale <= static_cast<std::uint64_t>(one.most_requests),
               "more requests than attempts");
        if (one.submits)
            expect(counted.done <= 1, "submitted twice");
    }
}

void world::check_counts() const {
    const mrs::counters& counts = client_->counts;
    expect(counts.attempts.get() == network_.requests(), "the attempts are not the requests");
    expect(watcher_->started == network_.requests(), "the observer heard of other requests");
    expect(watcher_->open == 0, "the observer has not heard the end of each request");
    expect(!watcher_->overspent, "the retries cost more than the budget has");
    expect(counts.observer_failures.get() == 0, "the observer threw");
    expect(counts.calls_in_flight.get() == 0, "a call is in flight");
    expect(counts.calls_waiting.get() == 0, "a call waits for a connection");
    expect(counts.connections_in_use.get() == 0, "a connection is in use");
}

void world::check_quota() const {
    if (plan_.knows_quota && plan_.others == 0)
        expect(service_.throttled() == 0, "a known quota was exceeded");
    if (plan_.what_for != purpose::learned_quota)
        return;
    const double windows =
        in_seconds(bulk_ended_ - timeline::start) / in_seconds(plan_.quota.window);
    const double permitted = windows * static_cast<double>(plan_.quota.limit);
    const double used = static_cast<double>(service_.counted()) / permitted;
    expect(used >= 0.85, ("of the quota was used only " + std::to_string(used)).c_str());
}

void world::check_time_left() const {
    const duration left = bulk_ended_ - timeline::start - 1min;
    if (!plan_.tells_time_left() || left < 2min)
        return;
    expect(told_left_.has_value(), "the time left is not told");
    const double off = std::abs(in_seconds(*told_left_) - in_seconds(left));
    expect(off <= 0.15 * in_seconds(left),
           ("the time left was told " + std::to_string(in_seconds(*told_left_)) + " s, and was " +
            std::to_string(in_seconds(left)))
               .c_str());
}

/// After a quiet time, all of the quota can be used again: no permit was lost.
void world::check_permits() {
    if (!plan_.knows_quota)
        return;
    time_.after(10min + 2 * plan_.quota.window, [] {});
    pass();
    const std::size_t wanted = service_.throttled() == 0 ? plan_.quota.limit : 1;
    for (std::size_t i = 0; i < wanted; ++i) {
        taker one;
        const bool given = client_->permits.acquire(one, time_.now());
        if (!given)
            client_->permits.remove(one);
        expect(given, "a permit was lost");
    }
    for (std::size_t i = 0; i < wanted; ++i)
        client_->permits.unused(time_.now());
}

void world::check_empty() {
    const mrs::counters& counts = client_->counts;
    expect(counts.calls_in_flight.get() == 0, "a closed client has a call in flight");
    expect(counts.connections_opening.get() + counts.connections_idle.get() +
                   counts.connections_in_use.get() ==
               0,
           "a closed client has connections");
    expect(network_.alive() == 0, "a connection outlives its pool");
    const std::weak_ptr<mrs::detail::client_impl> rest = client_;
    client_.reset();
    context_->restart();
    context_->poll();
    expect(rest.expired(), "something keeps the client");
}

} // namespace simulation
