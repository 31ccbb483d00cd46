// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_STRAND_QUEUE_HPP
#define MRS_NET_STRAND_QUEUE_HPP

#include "core/process_mark.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace mrs::net {

/// What waits for its turn on a strand.
class strand_job : public boost::intrusive::list_base_hook<> {
public:
    strand_job() = default;
    strand_job(const strand_job&) = delete;
    strand_job& operator=(const strand_job&) = delete;
    virtual ~strand_job() = default;
    virtual void run() = 0;
};

template<typename Function>
class strand_job_of final : public strand_job {
public:
    explicit strand_job_of(Function function) : function_(std::move(function)) {}
    void run() override { function_(); }

private:
    Function function_;
};

/// Hears, before anything else runs on a strand, that this is a child of the process in which
/// something ran on it last.
class fork_listener {
public:
    /// Returns whether the strand is this process' from now on; where not, it is called again.
    virtual bool on_forked() = 0;

protected:
    ~fork_listener() = default;
};

/// Whose turn it is on a strand: the thread that runs a job, and the jobs that wait.
///
/// While jobs wait, either a thread is in, which sees to them when it leaves, or the executor below
/// holds the order to run them. That order owns the jobs: they go with it when the context is
/// destroyed, and nothing goes round in a circle.
class strand_queue final : public std::enable_shared_from_this<strand_queue> {
public:
    explicit strand_queue(boost::asio::any_io_executor inner);
    strand_queue(const strand_queue&) = delete;
    strand_queue& operator=(const strand_queue&) = delete;
    ~strand_queue();

    [[nodiscard]] const boost::asio::any_io_executor& inner() const noexcept { return inner_; }
    [[nodiscard]] boost::asio::execution_context& context() const noexcept;
    /// Into `inner()`, where that is an `io_context`'s own and may run things at once, or null.
    [[nodiscard]] const boost::asio::io_context::executor_type* context_executor() const noexcept {
        return direct_;
    }

    /// Whether the calling thread is in.
    [[nodiscard]] bool runs_here() const noexcept {
        return owner_.load(std::memory_order_relaxed) == std::this_thread::get_id();
    }
    /// Lets the calling thread in, if it may run jobs and nobody is in or waits.
    [[nodiscard]] bool enter() noexcept;
    /// Queues a job.
    /// @param later not even the executor below may run it before this returns
    void push(std::unique_ptr<strand_job> job, bool later);

    /// Names who hears of forks, or nobody.
    void listen(fork_listener* listener) noexcept { listener_ = listener; }
    /// To be called by whoever got in.
    void arrived() {
        if (home_.foreign())
            tell_of_fork();
    }

    /// Leaves the queue at the end of its life, if it has one.
    class leaving {
    public:
        explicit leaving(strand_queue* queue) noexcept : queue_(queue) {}
        leaving(const leaving&) = delete;
        leaving& operator=(const leaving&) = delete;
        ~leaving() {
            if (queue_ != nullptr)
                queue_->leave();
        }

    private:
        strand_queue* queue_;
    };

private:
    class order;
    using job_list = boost::intrusive::list<strand_job>;

    // What `state_` is made of.
    static constexpr unsigned taken = 1; ///< A thread is in, or an order is out.
    static constexpr unsigned jobs = 2;  ///< Some wait.

    void leave();
    void tell_of_fork();
    void schedule(bool later);
    void run_waiting();
    void drop_waiting() noexcept;
    [[nodiscard]] std::unique_ptr<strand_job> next() noexcept;

    const boost::asio::any_io_executor inner_;
    const boost::asio::io_context::executor_type* direct_ = nullptr;
    std::atomic<std::thread::id> owner_{};
    std::atomic<unsigned> state_{0}; ///< `jobs` comes and goes under the lock.
    std::mutex mutex_;
    job_list waiting_;
    process_mark home_;
    std::atomic<fork_listener*> listener_{nullptr};
};

} // namespace mrs::net

#endif
