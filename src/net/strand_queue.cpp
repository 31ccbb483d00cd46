// SPDX-License-Identifier: BSL-1.0
#include "net/strand_queue.hpp"

#include <boost/asio/execution.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include <cstddef>

namespace mrs::net {

namespace asio = boost::asio;

/// What the executor below gets: runs the waiting jobs, or drops them where it is dropped itself.
class strand_queue::order {
public:
    explicit order(std::shared_ptr<strand_queue> queue) noexcept : queue_(std::move(queue)) {}
    order(order&&) noexcept = default;
    order& operator=(order&&) = delete;
    ~order() {
        if (queue_)
            queue_->drop_waiting();
    }

    void operator()() {
        const auto queue = std::move(queue_);
        queue->run_waiting();
    }

private:
    std::shared_ptr<strand_queue> queue_;
};

strand_queue::strand_queue(asio::any_io_executor inner) : inner_(std::move(inner)) {
    const auto* const native = inner_.target<asio::io_context::executor_type>();
    if (native != nullptr &&
        asio::query(*native, asio::execution::blocking) == asio::execution::blocking.possibly)
        direct_ = native;
}

strand_queue::~strand_queue() {
    drop_waiting();
}

asio::execution_context& strand_queue::context() const noexcept {
    return asio::query(inner_, asio::execution::context_as<asio::execution_context&>);
}

bool strand_queue::enter() noexcept {
    if (direct_ == nullptr || !direct_->running_in_this_thread())
        return false;
    unsigned nobody = 0;
    if (!state_.compare_exchange_strong(nobody, taken, std::memory_order_acquire,
                                        std::memory_order_relaxed))
        return false;
    owner_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    return true;
}

void strand_queue::leave() {
    owner_.store(std::thread::id(), std::memory_order_relaxed);
    unsigned alone = taken;
    if (!state_.compare_exchange_strong(alone, 0, std::memory_order_release,
                                        std::memory_order_relaxed))
        schedule(true);
}

void strand_queue::tell_of_fork() {
    fork_listener* const listener = listener_;
    if (listener == nullptr || listener->on_forked())
        home_ = process_mark();
}

void strand_queue::push(std::unique_ptr<strand_job> job, bool later) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(*job.release());
        if ((state_.fetch_or(taken | jobs, std::memory_order_acq_rel) & taken) != 0)
            return;
    }
    schedule(later);
}

void strand_queue::schedule(bool later) {
    order job(shared_from_this());
    if (later)
        asio::require(inner_, asio::execution::blocking.never).execute(std::move(job));
    else
        inner_.execute(std::move(job));
}

/// Those that wait now; the executor's other work comes before those that come meanwhile.
void strand_queue::run_waiting() {
    std::size_t left = 0;
    {
        const std::lock_guard lock(mutex_);
        left = waiting_.size();
    }
    owner_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    const leaving at_exit(this);
    arrived();
    for (; left > 0; --left)
        if (const auto job = next())
            job->run();
}

void strand_queue::drop_waiting() noexcept {
    // One by one, and not under the lock: what a job takes with it may queue another.
    unsigned alone = taken;
    while (!state_.compare_exchange_strong(alone, 0, std::memory_order_release,
                                           std::memory_order_relaxed) &&
           alone != 0) {
        while (next())
            continue;
        alone = taken;
    }
}

std::unique_ptr<strand_job> strand_queue::next() noexcept {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty())
        return nullptr;
    std::unique_ptr<strand_job> first(&waiting_.front());
    waiting_.pop_front();
    if (waiting_.empty())
        state_.fetch_and(~jobs, std::memory_order_relaxed);
    return first;
}

} // namespace mrs::net
