// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CANCEL_SQL_CALL_HPP
#define MRS_CLIENT_CANCEL_SQL_CALL_HPP

#include "api/cancel_answer.hpp"
#include "client/call.hpp"

#include <mrs/cancel_sql.hpp>

namespace mrs::detail {

/// The operation "cancel one execution": how its request and its answer read.
class cancel_operation : public call {
public:
    cancel_operation(client_impl& client, cancel_sql_request request, const call_options& options);

protected:
    [[nodiscard]] const cancel_sql_request& request() const noexcept { return request_; }

private:
    const char* name() const noexcept override { return "cancel_sql"; }
    void describe(call_info& shown) const noexcept override;
    api::problem prepare() override;
    void append_target(std::string& to) const override;
    api::answer decode(int http_status, std::string_view body) override;
    void deliver_answer(outcome&& decided) override;
    void deliver_error(const error_code& ec, std::shared_ptr<const diagnostics> info) override;

    /// Receives what it came to.
    virtual void complete(const error_code& ec, cancel_sql_result result) = 0;

    cancel_sql_request request_;
};

} // namespace mrs::detail

#endif
