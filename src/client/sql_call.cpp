// SPDX-License-Identifier: BSL-1.0
#include "client/sql_call.hpp"

#include "api/access.hpp"
#include "api/request_target.hpp"
#include "api/sql_answer.hpp"
#include "api/sql_statement.hpp"
#include "client/client_impl.hpp"

#include <utility>

namespace mrs::detail {

api::answer sql_operation::decode(int http_status, std::string_view body) {
    api::sql_answer decoded = api::decode_sql_answer(http_status, body, permission());
    execution_ = std::move(decoded.execution);
    return std::move(decoded.meaning);
}

void sql_operation::deliver_answer(outcome&& decided) {
    auto& fields = access::fields(execution_);
    fields.http_status = decided.http_status;
    fields.request_id = std::move(decided.request_id);
    fields.attempts = decided.attempts;
    fields.elapsed = decided.elapsed;
    complete(error_code(), std::move(execution_));
}

void sql_operation::deliver_error(const error_code& ec, std::shared_ptr<const diagnostics> info) {
    complete(ec, sql_execution(std::move(info)));
}

execute_operation::execute_operation(client_impl& client, execute_sql_request request,
                                     const call_options& options)
    : sql_operation(client, options), request_(std::move(request)) {}

std::string_view execute_operation::permission() const noexcept {
    return api::submit_permission;
}

pacing::permit_queue& execute_operation::permits() noexcept {
    return client().submit_permits;
}

api::problem execute_operation::prepare() {
    if (auto wrong = request_.problem())
        return wrong;
    body_ = api::submit_body(request_);
    request_ = execute_sql_request(request_.cluster_id(), std::string());
    return std::nullopt;
}

void execute_operation::describe(call_info& shown) const noexcept {
    shown.route = api::submit_route;
    shown.cluster_id = request_.cluster_id();
}

void execute_operation::append_target(std::string& to) const {
    api::append_submit_target(to, client().options.project_id(), request_.cluster_id());
}

query_operation::query_operation(client_impl& client, sql_result_request request,
                                 const call_options& options)
    : sql_operation(client, options), request_(std::move(request)) {}

std::string_view query_operation::permission() const noexcept {
    return api::query_permission;
}

pacing::permit_queue& query_operation::permits() noexcept {
    return client().query_permits;
}

api::problem query_operation::prepare() {
    return request_.problem();
}

void query_operation::describe(call_info& shown) const noexcept {
    shown.route = api::query_route;
    shown.cluster_id = request_.cluster_id();
    shown.sql_id = request_.sql_id();
}

void query_operation::append_target(std::string& to) const {
    api::append_query_target(to, client().options.project_id(), request_.cluster_id(),
                             request_.sql_id());
}

} // namespace mrs::detail
