// SPDX-License-Identifier: BSL-1.0
#include "execution.hpp"

#include "process_memory.hpp"

#include <algorithm>
#include <limits>
#include <system_error>
#include <utility>

namespace mrs_emulator {
namespace {

constexpr std::size_t stop_notice = std::numeric_limits<std::size_t>::max();

// What an execution takes besides its texts.
constexpr std::size_t fixed_bytes = 1024;

std::size_t live_size(const submission& order) {
    return fixed_bytes + order.text.size() + order.archive_path.size();
}

std::size_t ended_size(const submission& order, const statement_result& result) {
    return live_size(order) + result.message.size() + result.bytes;
}

std::shared_ptr<const statement_result> make_seeded_result() {
    statement_result result;
    result.succeeded = true;
    result.rows.push_back({std::string("1")});
    return std::make_shared<const statement_result>(std::move(result));
}

std::shared_ptr<const submission> make_seeded_order() {
    submission order;
    order.text = "SELECT 1";
    return std::make_shared<const submission>(std::move(order));
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

execution_engine::execution_engine(std::size_t max_running, const holding_limits& limits)
    : max_running_(max_running), limits_(limits), seeded_order_(make_seeded_order()),
      seeded_result_(make_seeded_result()), seeded_(limits.most_seeded),
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
    for (auto& [number, body] : executions_)
        if (!body.result)
            interrupt(number, body);
}

std::optional<std::string> execution_engine::submit(cluster_index cluster, submission order,
                                                    image_ptr tables) {
    const std::lock_guard lock(mutex_);
    const std::size_t size = live_size(order);
    if (live_bytes_ + size > limits_.live_bytes)
        return std::nullopt;
    live_bytes_ += size;
    const std::size_t number = next_number_++;
    execution& body = executions_[number];
    body.order = std::make_shared<const submission>(std::move(order));
    body.tables = std::move(tables);
    body.submitted = now();
    body.cluster = cluster;
    std::string id = ids_.format(body.submitted, number);
    queue_.push_back(number);
    start_queued();
    return id;
}

std::string execution_engine::add_ended(cluster_index cluster, submission order,
                                        statement_result result) {
    const std::lock_guard lock(mutex_);
    const std::size_t number = next_number_++;
    execution& body = executions_[number];
    body.order = std::make_shared<const submission>(std::move(order));
    body.submitted = now();
    body.cluster = cluster;
    std::string id = ids_.format(body.submitted, number);
    live_bytes_ += live_size(*body.order);
    end(number, body, std::move(result));
    forget_old();
    return id;
}

std::vector<std::string> execution_engine::seed(cluster_index cluster, std::size_t count) {
    const std::lock_guard lock(mutex_);
    const std::chrono::sys_seconds submitted = now();
    seeded_.add(next_number_, count, submitted, cluster);
    std::vector<std::string> ids;
    ids.reserve(count);
    while (ids.size() < count)
        ids.push_back(ids_.format(submitted, next_number_++));
    return ids;
}

std::optional<execution_report> execution_engine::find(cluster_index cluster,
                                                       std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const auto number = ids_.number(id);
    if (!number)
        return std::nullopt;
    execution_report report;
    report.id = std::string(id);
    if (const execution* const body = locate(cluster, *number, id)) {
        report.order = body->order;
        report.result = body->result;
        report.state = body->run ? execution_state::running : execution_state::queued;
    } else if (is_seeded(cluster, *number, id)) {
        report.order = seeded_order_;
        report.result = seeded_result_;
    } else {
        return std::nullopt;
    }
    if (report.result) {
        report.state =
            report.result->succeeded ? execution_state::finished : execution_state::failed;
    }
    return report;
}

bool execution_engine::cancel(cluster_index cluster, std::string_view id, cancel_mode mode) {
    const std::lock_guard lock(mutex_);
    const auto number = ids_.number(id);
    if (!number)
        return false;
    if (is_seeded(cluster, *number, id)) {
        seeded_.count_cancel(*number);
        return true;
    }
    if (locate(cluster, *number, id) == nullptr)
        return false;
    execution& body = executions_.at(*number);
    ++body.cancels;
    if (mode == cancel_mode::carry_out && !body.result) {
        interrupt(*number, body);
        forget_old();
    }
    return true;
}

execution_counts execution_engine::counts() const {
    const std::lock_guard lock(mutex_);
    execution_counts counts;
    counts.queued = queue_.size();
    counts.running = running_;
    counts.ended = ended_;
    return counts;
}

std::vector<std::pair<std::string, std::uint32_t>> execution_engine::cancel_counts() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string, std::uint32_t>> counts;
    seeded_.visit_cancelled(
        [&](std::size_t number, std::chrono::sys_seconds submitted, std::uint32_t cancels) {
            counts.emplace_back(ids_.format(submitted, number), cancels);
        });
    for (const auto& [number, body] : executions_)
        if (body.cancels != 0)
            counts.emplace_back(ids_.format(body.submitted, number), body.cancels);
    return counts;
}

void execution_engine::reset_cancel_counts() {
    const std::lock_guard lock(mutex_);
    seeded_.reset_cancels();
    for (auto& [number, body] : executions_)
        body.cancels = 0;
}

const execution_engine::execution*
execution_engine::locate(cluster_index cluster, std::size_t number, std::string_view id) const {
    const auto found = executions_.find(number);
    return found != executions_.end() && found->second.cluster == cluster &&
                   ids_.format(found->second.submitted, number) == id
               ? &found->second
               : nullptr;
}

bool execution_engine::is_seeded(cluster_index cluster, std::size_t number,
                                 std::string_view id) const {
    const auto submitted = seeded_.find(number, cluster);
    return submitted && ids_.format(*submitted, number) == id;
}

void execution_engine::start_queued() {
    while (running_ < max_running_ && !queue_.empty()) {
        const std::size_t number = queue_.front();
        queue_.pop_front();
        start(number, executions_.at(number));
    }
}

void execution_engine::start(std::size_t number, execution& body) {
    try {
        body.run = std::make_unique<statement>(body.order, body.tables);
        body.worker = std::thread([this, &body, number] { work(body, number); });
        ++running_;
    } catch (const std::system_error& error) {
        statement_result result;
        result.message = std::string("No thread to run on: ") + error.what();
        body.run.reset();
        end(number, body, std::move(result));
    }
}

void execution_engine::work(execution& body, std::size_t number) noexcept {
    body.outcome = body.run->run();
    end_notices_.post(number);
}

void execution_engine::interrupt(std::size_t number, execution& body) {
    if (!body.run) {
        queue_.erase(std::lower_bound(queue_.begin(), queue_.end(), number));
        end(number, body, cancelled_in_queue());
        return;
    }
    body.run->cancel();
}

void execution_engine::end(std::size_t number, execution& body, statement_result result) {
    body.result = std::make_shared<const statement_result>(std::move(result));
    body.tables.reset();
    ++ended_;
    live_bytes_ -= live_size(*body.order);
    const std::size_t size = ended_size(*body.order, *body.result);
    ended_bytes_ += size;
    unreturned_bytes_ += size;
    ended_numbers_.push_back(number);
}

// Not from end(), whose callers still have the execution in their hands.
void execution_engine::forget_old() {
    while (ended_numbers_.size() > limits_.most_ended || ended_bytes_ > limits_.ended_bytes) {
        const auto oldest = executions_.find(ended_numbers_.front());
        ended_bytes_ -= ended_size(*oldest->second.order, *oldest->second.result);
        executions_.erase(oldest);
        ended_numbers_.pop_front();
    }
}

void execution_engine::supervise() {
    bool stop = false;
    while (!stop || !idle()) {
        const std::size_t number = end_notices_.take();
        if (number == stop_notice)
            stop = true;
        else
            reap(number);
    }
}

bool execution_engine::idle() {
    const std::lock_guard lock(mutex_);
    return running_ == 0;
}

void execution_engine::reap(std::size_t number) {
    std::unique_lock lock(mutex_);
    execution& body = executions_.at(number);
    std::thread worker = std::move(body.worker);
    lock.unlock();
    worker.join();
    lock.lock();
    // Closing a database takes time, which nobody else is to wait for.
    const std::unique_ptr<statement> spent = std::move(body.run);
    end(number, body, std::move(body.outcome));
    forget_old();
    --running_;
    start_queued();
    if (running_ != 0)
        return;
    // Statements leave their memory to the heaps of threads, where later ones rarely find it.
    const bool much = unreturned_bytes_ > limits_.ended_bytes;
    if (much)
        unreturned_bytes_ = 0;
    became_idle_.notify_all();
    lock.unlock();
    if (much)
        return_free_memory();
}

} // namespace mrs_emulator
