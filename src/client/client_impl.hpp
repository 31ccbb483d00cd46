// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CLIENT_IMPL_HPP
#define MRS_CLIENT_CLIENT_IMPL_HPP

#include "auth/authenticator.hpp"
#include "client/call.hpp"
#include "client/pending_operation.hpp"
#include "client/platform.hpp"
#include "client/request_writer.hpp"
#include "client/wakeup.hpp"
#include "core/counters.hpp"
#include "core/observation.hpp"
#include "core/random.hpp"
#include "core/timer_queue.hpp"
#include "net/fork_notice.hpp"
#include "net/origin.hpp"
#include "pacing/permit_queue.hpp"
#include "pacing/retry_policy.hpp"
#include "pool/connection_pool.hpp"

#include <mrs/client.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/intrusive/list.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace mrs::detail {

/// The limits that a client's retries keep to, where a call has none of its own.
pacing::retry_policy retry_policy(const retry_options& options);

/// What a client's handles share: the parts, and what is in flight. Everything but what is const
/// and the counters is used on the strand alone.
///
/// It owns its pending operations and connections, which refer to it plainly; what Asio holds
/// refers to them weakly or keeps one connection or operation, never this. So nothing goes round in
/// a circle, and an `io_context` destroyed with calls pending frees all.
class client_impl final : private pool::opening_listener,
                          private net::fork_listener,
                          public std::enable_shared_from_this<client_impl> {
public:
    client_impl(const boost::asio::any_io_executor& executor, client_options given,
                const platform& outside = {});
    client_impl(const client_impl&) = delete;
    client_impl& operator=(const client_impl&) = delete;
    ~client_impl();

    /// An operation begins or ends. While there is one, the client holds work.
    void enter(pending_operation& one);
    void leave(pending_operation& one);
    /// The same for a call, which counts.
    void enter(call& one);
    void leave(call& one);

    /// A bulk run begins or ends: the rate limit that holds for bulk alone comes and goes with it.
    /// Returns the run's number.
    std::uint64_t enter_bulk(std::shared_ptr<void> run);
    void leave_bulk(const std::shared_ptr<void>& run);

    void warm_up(std::size_t count, plain_handler handler);
    void close(std::chrono::nanoseconds patience, plain_handler handler);
    /// Ends every call and every connection: the last handle has gone.
    void shutdown();

    /// Has `handler` called with `results`: not from here, so that neither the strand nor the
    /// initiating function runs it.
    template<typename Handler, typename... Results>
    void complete(Handler&& handler, Results&&... results) {
        strand_.post_below([handler = std::forward<Handler>(handler),
                            ... results = std::forward<Results>(results)]() mutable {
            std::move(handler)(std::move(results)...);
        });
    }

    /// Runs `function` on the strand: at once where it may, but not in the middle of an event.
    template<typename Function>
    static void run(const std::shared_ptr<client_impl>& impl, Function function) {
        impl->strand().execute([impl, function = std::move(function)]() mutable {
            if (impl->watch.telling())
                boost::asio::post(impl->strand(),
                                  [impl, function = std::move(function)]() mutable { function(); });
            else
                function();
        });
    }

    [[nodiscard]] time_point now() const noexcept { return timers.now(); }
    /// Whether it takes no calls: closed, or where it must not touch what its context has.
    [[nodiscard]] bool closed() const noexcept { return closed_ || adrift_; }
    [[nodiscard]] const char* why_closed() const noexcept;
    [[nodiscard]] const net::strand& strand() const noexcept { return strand_; }
    [[nodiscard]] boost::asio::any_io_executor executor() const noexcept {
        return strand_.get_inner_executor();
    }

    const client_options options;
    counters counts;
    observation watch;
    random_source random;
    timer_queue timers;

private:
    net::strand strand_;
    std::shared_ptr<wakeup> wakeup_;

public:
    net::origin_list origins;
    const std::unique_ptr<auth::authenticator> auth;
    pacing::retry_budget budget;
    pacing::permit_queue permits; ///< Of cancels; the vendor has a quota for each kind of call.
    pacing::permit_queue submit_permits;
    pacing::permit_queue query_permits;
    pool::connection_pool pool;
    request_writer writer;

private:
    void on_openings_done(const std::optional<net::transport_error>& failure) override;
    bool on_forked() override;
    void on_patience_ended();
    void end_waiting();
    void end_all(const char* why);
    void end_warming(const error_code& ec);
    void finish_close(const error_code& ec);

    boost::intrusive::list<pending_operation, boost::intrusive::base_hook<pending_hook>> pending_;
    std::optional<boost::asio::executor_work_guard<boost::asio::any_io_executor>> work_;
    std::vector<plain_handler> warming_;
    std::vector<plain_handler> closing_;
    timer patience_;
    std::vector<std::shared_ptr<void>> bulk_runs_;
    std::uint64_t bulk_begun_ = 0;
    const net::fork_notice& fork_notice_;
    bool closed_ = false;
    bool adrift_ = false; ///< In a child of its process, of which its context has not been told.
};

} // namespace mrs::detail

#endif
