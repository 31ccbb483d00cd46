// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_STRAND_HPP
#define MRS_NET_STRAND_HPP

#include "core/recycling_allocator.hpp"
#include "net/strand_queue.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/require.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace mrs::net {

/// Everything of one client happens on one strand: an Asio executor that runs one thing at a time.
///
/// As `asio::strand`, but what is dispatched on a thread of the context, while nothing else of the
/// strand runs or waits, is run there and then: it is neither allocated nor queued, and it does not
/// pass the type-erased executor below. That is the way of nearly all events of a client.
class strand {
public:
    /// A template, or to ask whether a strand converts to Asio's executor would ask for the answer.
    template<std::same_as<boost::asio::any_io_executor> Executor>
    explicit strand(const Executor& inner) : queue_(std::make_shared<strand_queue>(inner)) {}

    [[nodiscard]] const boost::asio::any_io_executor& get_inner_executor() const noexcept {
        return queue_->inner();
    }
    [[nodiscard]] bool running_in_this_thread() const noexcept { return queue_->runs_here(); }

    /// Names who hears of forks, or nobody.
    void listen(fork_listener* listener) const noexcept { queue_->listen(listener); }

    template<typename Function>
    void execute(Function&& function) const {
        using job = std::decay_t<Function>;
        const auto queue = queue_; // The function may be the end of this executor.
        const bool nested = !posting_ && queue->runs_here();
        if (nested || (!posting_ && queue->enter())) {
            const strand_queue::leaving at_exit(nested ? nullptr : queue.get());
            job own(std::forward<Function>(function));
            if (!nested)
                queue->arrived();
            own();
            return;
        }
        queue->push(std::make_unique<strand_job_of<job>>(std::forward<Function>(function)),
                    posting_);
    }

    /// Posts to the executor below, past the strand.
    template<typename Function>
    void post_below(Function&& function) const {
        namespace execution = boost::asio::execution;
        if (const auto* const context = queue_->context_executor())
            boost::asio::require(*context, execution::blocking.never,
                                 execution::allocator(recycling_allocator<void>()))
                .execute(std::forward<Function>(function));
        else
            boost::asio::post(queue_->inner(), std::forward<Function>(function));
    }

    [[nodiscard]] boost::asio::execution_context&
    query(boost::asio::execution::context_t) const noexcept {
        return queue_->context();
    }
    [[nodiscard]] boost::asio::execution::blocking_t
    query(boost::asio::execution::blocking_t) const noexcept {
        if (posting_)
            return boost::asio::execution::blocking.never;
        return boost::asio::execution::blocking.possibly;
    }
    [[nodiscard]] strand require(boost::asio::execution::blocking_t::never_t) const noexcept {
        return {queue_, true};
    }
    [[nodiscard]] strand require(boost::asio::execution::blocking_t::possibly_t) const noexcept {
        return {queue_, false};
    }

    friend bool operator==(const strand& a, const strand& b) noexcept {
        return a.queue_ == b.queue_ && a.posting_ == b.posting_;
    }
    friend bool operator!=(const strand& a, const strand& b) noexcept { return !(a == b); }

private:
    strand(std::shared_ptr<strand_queue> queue, bool posting) noexcept
        : queue_(std::move(queue)), posting_(posting) {}

    std::shared_ptr<strand_queue> queue_;
    bool posting_ = false; ///< Never runs anything before `execute` returns.
};

/// A TCP socket and a timer whose handlers run on the strand without being bound to it.
using socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, strand>;
using system_timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, strand>;

} // namespace mrs::net

#endif
