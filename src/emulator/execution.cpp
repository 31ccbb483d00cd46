// SPDX-License-Identifier: BSL-1.0
#include "execution.hpp"

#include <limits>
#include <pthread.h>
#include <sched.h>
#include <system_error>

namespace mrs_emulator {
namespace {

constexpr std::size_t stop_notice = std::numeric_limits<std::size_t>::max();

// Takes a thread out of the idle class, in which a busy machine might not let it notice that it has
// to end. It may stay there where this is not permitted, so the result does not matter.
void hurry(std::thread& worker) noexcept {
    const sched_param parameters{};
    static_cast<void>(pthread_setschedparam(worker.native_handle(), SCHED_OTHER, &parameters));
}

std::shared_ptr<const statement_result> make_seeded_result() {
    statement_result result;
    result.succeeded = true;
    result.rows.push_back({std::string("1")});
    return std::make_shared<const statement_result>(std::move(result));
}

statement_result cancelled_in_queue() {
    statement_result result;
    result.message = "Query was canceled";
    return result;
}

std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace

execution_engine::execution_engine(std::size_t max_running)
    : max_running_(max_running), seeded_result_(make_seeded_result()),
      supervisor_([this] { supervise(); }) {}

execution_engine::~execution_engine() {
    interrupt_all();
    end_notices_.post(stop_notice);
    supervisor_.join();
}

bool execution_engine::stop(std::chrono::milliseconds patience) {
    interrupt_all();
    std::unique_lock lock(mutex_);
    return became_idle_.wait_for(lock, patience, [this] { return running_ == 0; });
}

void execution_engine::interrupt_all() {
    const std::lock_guard lock(mutex_);
    for (const entry& each : entries_) {
        if (each.body && !each.body->result) {
            interrupt(*each.body);
        }
    }
}

std::string execution_engine::submit(cluster_index cluster, std::string text) {
    const std::lock_guard lock(mutex_);
    entry added;
    added.submitted = now();
    added.cluster = cluster;
    added.body = std::make_unique<execution>(std::move(text));
    const std::size_t number = entries_.size();
    std::string id = ids_.format(added.submitted, number);
    entries_.push_back(std::move(added));
    queue_.push_back(number);
    ++queued_;
    start_queued();
    return id;
}

std::vector<std::string> execution_engine::seed(cluster_index cluster, std::size_t count) {
    const std::lock_guard lock(mutex_);
    const std::chrono::sys_seconds submitted = now();
    std::vector<std::string> ids;
    ids.reserve(count);
    entries_.reserve(entries_.size() + count);
    while (ids.size() < count) {
        ids.push_back(ids_.format(submitted, entries_.size()));
        entry& added = entries_.emplace_back();
        added.submitted = submitted;
        added.cluster = cluster;
    }
    return ids;
}

std::optional<execution_report> execution_engine::find(cluster_index cluster,
                                                       std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const auto number = locate(cluster, id);
    if (!number) {
        return std::nullopt;
    }
    execution_report report;
    report.id = std::string(id);
    const auto& body = entries_[*number].body;
    report.statement = body ? body->text : "SELECT 1";
    report.result = body ? body->result : seeded_result_;
    if (report.result) {
        report.state =
            report.result->succeeded ? execution_state::finished : execution_state::failed;
    } else {
        report.state = body->run ? execution_state::running : execution_state::queued;
    }
    return report;
}

bool execution_engine::cancel(cluster_index cluster, std::string_view id, cancel_mode mode) {
    const std::lock_guard lock(mutex_);
    const auto number = locate(cluster, id);
    if (!number) {
        return false;
    }
    entry& target = entries_[*number];
    ++target.cancels;
    if (mode == cancel_mode::carry_out && target.body && !target.body->result) {
        interrupt(*target.body);
    }
    return true;
}

execution_counts execution_engine::counts() const {
    const std::lock_guard lock(mutex_);
    execution_counts counts;
    counts.queued = queued_;
    counts.running = running_;
    counts.ended = ended_;
    return counts;
}

std::vector<std::pair<std::string, std::uint32_t>> execution_engine::cancel_counts() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string, std::uint32_t>> counts;
    for (std::size_t number = 0; number < entries_.size(); ++number) {
        const entry& each = entries_[number];
        if (each.cancels != 0) {
            counts.emplace_back(ids_.format(each.submitted, number), each.cancels);
        }
    }
    return counts;
}

void execution_engine::reset_cancel_counts() {
    const std::lock_guard lock(mutex_);
    for (entry& each : entries_) {
        each.cancels = 0;
    }
}

std::optional<std::size_t> execution_engine::locate(cluster_index cluster,
                                                    std::string_view id) const {
    const auto number = ids_.number(id);
    if (!number || *number >= entries_.size()) {
        return std::nullopt;
    }
    const entry& found = entries_[*number];
    if (found.cluster != cluster || ids_.format(found.submitted, *number) != id) {
        return std::nullopt;
    }
    return number;
}

void execution_engine::start_queued() {
    while (running_ < max_running_ && !queue_.empty()) {
        const std::size_t number = queue_.front();
        queue_.pop_front();
        // One that was cancelled while it waited has ended already.
        if (!entries_[number].body->result) {
            --queued_;
            start(number);
        }
    }
}

void execution_engine::start(std::size_t number) {
    execution& body = *entries_[number].body;
    try {
        body.run = std::make_unique<statement>(body.text);
        body.worker = std::thread([this, &body, number] { work(body, number); });
        ++running_;
    } catch (const std::system_error& error) {
        statement_result result;
        result.message = std::string("No thread to run on: ") + error.what();
        body.run.reset();
        end(body, std::move(result));
    }
}

void execution_engine::work(execution& body, std::size_t number) noexcept {
    body.outcome = body.run->run();
    end_notices_.post(number);
}

void execution_engine::interrupt(execution& body) {
    if (!body.run) {
        --queued_;
        end(body, cancelled_in_queue());
        return;
    }
    body.run->cancel();
    if (body.worker.joinable()) {
        hurry(body.worker);
    }
}

void execution_engine::end(execution& body, statement_result result) {
    body.result = std::make_shared<const statement_result>(std::move(result));
    ++ended_;
}

void execution_engine::supervise() {
    bool stop = false;
    while (!stop || !idle()) {
        const std::size_t number = end_notices_.take();
        if (number == stop_notice) {
            stop = true;
        } else {
            reap(number);
        }
    }
}

bool execution_engine::idle() {
    const std::lock_guard lock(mutex_);
    return running_ == 0;
}

void execution_engine::reap(std::size_t number) {
    std::unique_lock lock(mutex_);
    execution& body = *entries_[number].body;
    std::thread worker = std::move(body.worker);
    hurry(worker);
    lock.unlock();
    worker.join();
    lock.lock();
    // Closing a database may wait for a statement of low priority, which nobody else is to wait
    // for.
    const std::unique_ptr<statement> spent = std::move(body.run);
    end(body, std::move(body.outcome));
    --running_;
    start_queued();
    if (running_ == 0) {
        became_idle_.notify_all();
    }
    lock.unlock();
}

} // namespace mrs_emulator
