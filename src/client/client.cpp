// SPDX-License-Identifier: BSL-1.0
#include "client/cancel_sql_call.hpp"
#include "client/cancel_wait_call.hpp"
#include "client/client_impl.hpp"
#include "client/sql_call.hpp"
#include "client/start_operation.hpp"
#include "client/throwing_handler.hpp"
#include "client/with_handler.hpp"
#include "core/openssl_life.hpp"
#include "core/recycling_allocator.hpp"

#include <mrs/client.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace mrs {

namespace asio = boost::asio;

namespace {

/// Ends what the last handle leaves behind. It may run on any thread, and after `stop`.
void release(std::shared_ptr<detail::client_impl> impl) noexcept {
    if (!impl)
        return;
    try {
        const auto& strand = impl->strand();
        asio::post(strand, [impl = std::move(impl)] { impl->shutdown(); });
    } catch (const std::exception&) {
        // Without memory for the farewell, the calls end with their deadlines.
    }
}

std::shared_ptr<detail::client_impl> make_impl(const client::executor_type& executor,
                                               client_options options) {
    if (!openssl_stands()) // The first use of it.
        throw error(errc::tls_failed, "the process ends: OpenSSL has cleaned up");
    return std::make_shared<detail::client_impl>(executor, std::move(options));
}

} // namespace

client::client(const executor_type& executor, client_options options)
    : impl_(make_impl(executor, std::move(options))) {}

client& client::operator=(client&& other) noexcept {
    if (this != &other) {
        release(std::move(impl_));
        impl_ = std::move(other.impl_);
    }
    return *this;
}

client::~client() {
    release(std::move(impl_));
}

client::executor_type client::get_executor() const noexcept {
    return impl_->executor();
}

asio::awaitable<cancel_sql_result> client::cancel_sql(cancel_sql_request request,
                                                      call_options options) const {
    return detail::awaiting<cancel_sql_result>(detail::initiation<detail::start_cancel_sql>(impl_),
                                               std::move(request), std::move(options));
}

asio::awaitable<sql_execution> client::execute_sql(execute_sql_request request,
                                                   call_options options) const {
    return detail::awaiting<sql_execution>(detail::initiation<detail::start_execute_sql>(impl_),
                                           std::move(request), std::move(options));
}

asio::awaitable<sql_execution> client::sql_result(sql_result_request request,
                                                  call_options options) const {
    return detail::awaiting<sql_execution>(detail::initiation<detail::start_sql_result>(impl_),
                                           std::move(request), std::move(options));
}

asio::awaitable<cancel_wait_result> client::cancel_sql_and_wait(cancel_sql_request request,
                                                                wait_options options) const {
    return detail::awaiting<cancel_wait_result>(
        detail::initiation<detail::start_cancel_wait>(impl_), std::move(request),
        std::move(options));
}

void client::trim() const {
    detail::client_impl::run(impl_, [client = impl_.get()] { client->pool.trim(); });
}

client_stats client::stats() const noexcept {
    const counters& counts = impl_->counts;
    client_stats snapshot;
    snapshot.calls_in_flight = counts.calls_in_flight.get();
    snapshot.calls_waiting = counts.calls_waiting.get();
    snapshot.connections_opening = counts.connections_opening.get();
    snapshot.connections_idle = counts.connections_idle.get();
    snapshot.connections_in_use = counts.connections_in_use.get();
    snapshot.calls_started = counts.calls_started.get();
    snapshot.calls_answered = counts.calls_answered.get();
    snapshot.attempts = counts.attempts.get();
    snapshot.retries = counts.retries.get();
    snapshot.replays = counts.replays.get();
    snapshot.connections_opened = counts.connections_opened.get();
    snapshot.connections_failed = counts.connections_failed.get();
    snapshot.tls_resumed = counts.tls_resumed.get();
    snapshot.observer_failures = counts.observer_failures.get();
    return snapshot;
}

namespace detail {

using cancel_sql_call = with_handler<cancel_operation, cancel_sql_result>;

void start_cancel_sql(const std::shared_ptr<client_impl>& impl, cancel_sql_handler handler,
                      cancel_sql_request request, const call_options& options) {
    // Not from the moved handler: nothing of it may be asked for after the move.
    const auto slot = asio::get_associated_cancellation_slot(handler);
    start_operation(impl,
                    std::allocate_shared<cancel_sql_call>(recycling_allocator<cancel_sql_call>(),
                                                          *impl, std::move(handler),
                                                          std::move(request), options),
                    slot);
}

void start_cancel_wait(const std::shared_ptr<client_impl>& impl, cancel_wait_handler handler,
                       cancel_sql_request request, const wait_options& options) {
    const auto slot = asio::get_associated_cancellation_slot(handler);
    start_operation(impl,
                    std::make_shared<with_handler<cancel_wait, cancel_wait_result>>(
                        *impl, std::move(handler), std::move(request), options),
                    slot);
}

void start_execute_sql(const std::shared_ptr<client_impl>& impl, sql_execution_handler handler,
                       execute_sql_request request, const call_options& options) {
    const auto slot = asio::get_associated_cancellation_slot(handler);
    start_operation(impl,
                    std::make_shared<with_handler<execute_operation, sql_execution>>(
                        *impl, std::move(handler), std::move(request), options),
                    slot);
}

void start_sql_result(const std::shared_ptr<client_impl>& impl, sql_execution_handler handler,
                      sql_result_request request, const call_options& options) {
    const auto slot = asio::get_associated_cancellation_slot(handler);
    start_operation(impl,
                    std::make_shared<with_handler<query_operation, sql_execution>>(
                        *impl, std::move(handler), std::move(request), options),
                    slot);
}

void start_warm_up(const std::shared_ptr<client_impl>& impl, plain_handler handler,
                   std::size_t count) {
    client_impl::run(impl, [client = impl.get(), count, handler = std::move(handler)]() mutable {
        client->warm_up(count, std::move(handler));
    });
}

void start_close(const std::shared_ptr<client_impl>& impl, plain_handler handler,
                 std::chrono::nanoseconds patience) {
    client_impl::run(impl, [client = impl.get(), patience, handler = std::move(handler)]() mutable {
        client->close(patience, std::move(handler));
    });
}

asio::any_io_executor executor_of(const std::shared_ptr<client_impl>& impl) noexcept {
    return impl->executor();
}

} // namespace detail

} // namespace mrs
