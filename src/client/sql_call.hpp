// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_SQL_CALL_HPP
#define MRS_CLIENT_SQL_CALL_HPP

#include "client/call.hpp"

#include <mrs/execute_sql.hpp>
#include <mrs/sql_execution.hpp>

#include <string>
#include <string_view>

namespace mrs::detail {

/// What the operations have in common whose answer tells of an execution.
class sql_operation : public call {
public:
    using call::call;

private:
    [[nodiscard]] std::size_t largest_answer() const noexcept override {
        return max_sql_answer_bytes;
    }
    api::answer decode(int http_status, std::string_view body) override;
    void deliver_answer(outcome&& decided) override;
    void deliver_error(const error_code& ec, std::shared_ptr<const diagnostics> info) override;

    /// What the credentials have to permit.
    [[nodiscard]] virtual std::string_view permission() const noexcept = 0;
    /// Receives what it came to.
    virtual void complete(const error_code& ec, sql_execution result) = 0;

    sql_execution execution_;
};

/// The operation "submit a statement". It is not repeated where it may have been carried out.
class execute_operation : public sql_operation {
public:
    execute_operation(client_impl& client, execute_sql_request request,
                      const call_options& options);

private:
    const char* name() const noexcept override { return "execute_sql"; }
    void describe(call_info& shown) const noexcept override;
    [[nodiscard]] bool repeatable() const noexcept override { return false; }
    [[nodiscard]] std::string_view permission() const noexcept override;
    [[nodiscard]] pacing::permit_queue& permits() noexcept override;
    [[nodiscard]] std::string_view body() const noexcept override { return body_; }
    api::problem prepare() override;
    void append_target(std::string& to) const override;

    execute_sql_request request_; ///< Without its statement, once `body_` has it.
    std::string body_;
};

/// The operation "tell of an execution".
class query_operation : public sql_operation {
public:
    query_operation(client_impl& client, sql_result_request request, const call_options& options);

private:
    const char* name() const noexcept override { return "sql_result"; }
    void describe(call_info& shown) const noexcept override;
    [[nodiscard]] bool read_only() const noexcept override { return true; }
    [[nodiscard]] std::string_view method() const noexcept override { return "GET"; }
    [[nodiscard]] std::string_view permission() const noexcept override;
    [[nodiscard]] pacing::permit_queue& permits() noexcept override;
    api::problem prepare() override;
    void append_target(std::string& to) const override;

    sql_result_request request_;
};

} // namespace mrs::detail

#endif
