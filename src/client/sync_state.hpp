// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_SYNC_STATE_HPP
#define MRS_CLIENT_SYNC_STATE_HPP

#include "core/process_mark.hpp"

#include <mrs/client.hpp>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace mrs::detail {

/// The error of a call that was not begun.
error refusal(const char* operation, const error_code& code, std::string why);

/// What a calling thread and the client's thread share of one call.
template<typename Result>
struct sync_wait {
    /// On the client's thread: the last that it does with this.
    void end(const error_code& ec, Result outcome) {
        code = ec;
        result = std::move(outcome);
        ended.set_value();
    }
    /// On the calling thread; after that the outcome is its own.
    void wait() { ended.get_future().wait(); }

    boost::asio::cancellation_signal signal;
    error_code code;
    Result result{};
    std::exception_ptr thrown;
    std::promise<void> ended;
};

/// The client of a `sync_client` and the thread that works for it.
///
/// The thread owns it too: it outlives a `sync_client` that is destroyed on the thread itself, and
/// in a forked child, where there is no thread, nothing of it is ever destroyed.
class sync_state {
public:
    explicit sync_state(client_options options);

    static std::shared_ptr<sync_state> started(client_options options);

    /// Ends what is in flight and then the thread; waits for both, unless called on that thread.
    void end() noexcept;

    /// A calling thread within the client: the context runs until it has left.
    class visit {
    public:
        /// @throws mrs::error where a call could not end
        visit(sync_state& state, const char* operation);
        visit(const visit&) = delete;
        visit& operator=(const visit&) = delete;
        ~visit();

    private:
        sync_state& state_;
    };

    boost::asio::io_context context{1};
    const mrs::client client;
    const process_mark home;

private:
    void run() noexcept;
    void on_closed() noexcept;

    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::mutex mutex_;
    std::size_t visits_ = 0;
    bool closed_ = false; ///< No call is in flight, and no connection open.
    std::thread thread_;
};

} // namespace mrs::detail

#endif
