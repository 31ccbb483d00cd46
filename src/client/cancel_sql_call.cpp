// SPDX-License-Identifier: BSL-1.0
#include "client/cancel_sql_call.hpp"

#include "api/access.hpp"
#include "client/client_impl.hpp"

#include <utility>

namespace mrs::detail {

cancel_operation::cancel_operation(client_impl& client, cancel_sql_request request,
                                   const call_options& options)
    : call(client, options), request_(std::move(request)) {}

api::problem cancel_operation::prepare() {
    return request_.problem();
}

void cancel_operation::describe(call_info& shown) const noexcept {
    shown.route = api::cancel_route;
    shown.cluster_id = request_.cluster_id();
    shown.sql_id = request_.sql_id();
}

void cancel_operation::append_target(std::string& to) const {
    api::append_cancel_target(to, client().options.project_id(), request_.cluster_id(),
                              request_.sql_id());
}

api::answer cancel_operation::decode(int http_status, std::string_view body) {
    return api::decode_cancel_answer(http_status, body);
}

void cancel_operation::deliver_answer(outcome&& decided) {
    cancel_sql_result result(api::status_of(decided.answer), std::move(decided.answer.message));
    access::exchange(result, decided.http_status, std::move(decided.request_id), decided.attempts,
                     decided.elapsed);
    complete(error_code(), std::move(result));
}

void cancel_operation::deliver_error(const error_code& ec,
                                     std::shared_ptr<const diagnostics> info) {
    complete(ec, cancel_sql_result(std::move(info)));
}

} // namespace mrs::detail
