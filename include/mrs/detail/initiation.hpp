// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_DETAIL_INITIATION_HPP
#define MRS_DETAIL_INITIATION_HPP

#include <mrs/bulk.hpp>
#include <mrs/call_options.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/detail/completion.hpp>
#include <mrs/error.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/export.hpp>
#include <mrs/sql_execution.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace mrs::detail {

class client_impl;

using cancel_sql_handler = boost::asio::any_completion_handler<void(error_code, cancel_sql_result)>;
using sql_execution_handler = boost::asio::any_completion_handler<void(error_code, sql_execution)>;
using cancel_wait_handler =
    boost::asio::any_completion_handler<void(error_code, cancel_wait_result)>;
using bulk_handler = boost::asio::any_completion_handler<void(std::exception_ptr, bulk_summary)>;
using plain_handler = boost::asio::any_completion_handler<void(error_code)>;

MRS_EXPORT void start_cancel_sql(const std::shared_ptr<client_impl>& impl,
                                 cancel_sql_handler handler, cancel_sql_request request,
                                 const call_options& options);
MRS_EXPORT void start_execute_sql(const std::shared_ptr<client_impl>& impl,
                                  sql_execution_handler handler, execute_sql_request request,
                                  const call_options& options);
MRS_EXPORT void start_sql_result(const std::shared_ptr<client_impl>& impl,
                                 sql_execution_handler handler, sql_result_request request,
                                 const call_options& options);
MRS_EXPORT void start_cancel_wait(const std::shared_ptr<client_impl>& impl,
                                  cancel_wait_handler handler, cancel_sql_request request,
                                  const wait_options& options);
MRS_EXPORT void start_cancel_all(const std::shared_ptr<client_impl>& impl, bulk_handler handler,
                                 bulk_source source, bulk_options options, bulk_sink sink);
MRS_EXPORT void start_warm_up(const std::shared_ptr<client_impl>& impl, plain_handler handler,
                              std::size_t count);
MRS_EXPORT void start_close(const std::shared_ptr<client_impl>& impl, plain_handler handler,
                            std::chrono::nanoseconds timeout);
MRS_EXPORT boost::asio::any_io_executor
executor_of(const std::shared_ptr<client_impl>& impl) noexcept;

/// Starts an operation by `Start`, with the arguments that `async_initiate` was given.
template<auto Start>
class initiation {
public:
    using executor_type = boost::asio::any_io_executor;

    explicit initiation(std::shared_ptr<client_impl> impl) noexcept : impl_(std::move(impl)) {}

    [[nodiscard]] executor_type get_executor() const noexcept { return executor_of(impl_); }

    template<typename Handler, typename... Arguments>
    void operator()(Handler&& handler, Arguments&&... arguments) const {
        Start(impl_,
              completion<std::decay_t<Handler>>(std::forward<Handler>(handler), get_executor()),
              std::forward<Arguments>(arguments)...);
    }

private:
    std::shared_ptr<client_impl> impl_;
};

} // namespace mrs::detail

#endif
