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
                                 cancel_source source, bulk_options options, bulk_sink sink);
MRS_EXPORT void start_warm_up(const std::shared_ptr<client_impl>& impl, plain_handler handler,
                              std::size_t count);
MRS_EXPORT void start_close(const std::shared_ptr<client_impl>& impl, plain_handler handler,
                            std::chrono::nanoseconds patience);
MRS_EXPORT boost::asio::any_io_executor
executor_of(const std::shared_ptr<client_impl>& impl) noexcept;

class initiation {
public:
    using executor_type = boost::asio::any_io_executor;

    explicit initiation(std::shared_ptr<client_impl> impl) noexcept : impl_(std::move(impl)) {}

    [[nodiscard]] executor_type get_executor() const noexcept { return executor_of(impl_); }

protected:
    template<typename Handler>
    [[nodiscard]] auto completing(Handler&& handler) const {
        return completion<std::decay_t<Handler>>(std::forward<Handler>(handler), get_executor());
    }

    std::shared_ptr<client_impl> impl_;
};

class initiate_cancel_sql : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, cancel_sql_request request, call_options options) const {
        start_cancel_sql(impl_, completing(std::forward<Handler>(handler)), std::move(request),
                         options);
    }
};

class initiate_execute_sql : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, execute_sql_request request, call_options options) const {
        start_execute_sql(impl_, completing(std::forward<Handler>(handler)), std::move(request),
                          options);
    }
};

class initiate_sql_result : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, sql_result_request request, call_options options) const {
        start_sql_result(impl_, completing(std::forward<Handler>(handler)), std::move(request),
                         options);
    }
};

class initiate_cancel_wait : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, cancel_sql_request request, wait_options options) const {
        start_cancel_wait(impl_, completing(std::forward<Handler>(handler)), std::move(request),
                          options);
    }
};

class initiate_cancel_all : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, cancel_source source, bulk_options options,
                    bulk_sink sink) const {
        start_cancel_all(impl_, completing(std::forward<Handler>(handler)), std::move(source),
                         std::move(options), std::move(sink));
    }
};

class initiate_warm_up : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, std::size_t count) const {
        start_warm_up(impl_, completing(std::forward<Handler>(handler)), count);
    }
};

class initiate_close : public initiation {
public:
    using initiation::initiation;
    template<typename Handler>
    void operator()(Handler&& handler, std::chrono::nanoseconds patience) const {
        start_close(impl_, completing(std::forward<Handler>(handler)), patience);
    }
};

} // namespace mrs::detail

#endif
