// SPDX-License-Identifier: BSL-1.0
#include "client/cancel_wait.hpp"
#include "client/client_impl.hpp"
#include "client/sql_call.hpp"
#include "client/start_operation.hpp"
#include "client/throwing_handler.hpp"
#include "client/with_handler.hpp"

#include <mrs/client.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>

#include <utility>

namespace mrs {

namespace asio = boost::asio;

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

namespace detail {

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

} // namespace detail

} // namespace mrs
