// SPDX-License-Identifier: BSL-1.0
#include "client/cancel_sql_call.hpp"

#include "client/client_impl.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

cancel_operation::cancel_operation(client_impl& client, cancel_sql_request request,
                                   const call_options& options)
    : call(client, options), request_(std::move(request)) {}

api::complaint cancel_operation::prepare() {
    return request_.problem();
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
    result.exchange(decided.http_status, std::move(decided.request_id), decided.attempts,
                    decided.elapsed);
    complete(error_code(), std::move(result));
}

void cancel_operation::deliver_error(const error_code& ec,
                                     std::shared_ptr<const diagnostics> info) {
    complete(ec, cancel_sql_result(std::move(info)));
}

cancel_sql_call::cancel_sql_call(client_impl& client, cancel_sql_handler handler,
                                 cancel_sql_request request, const call_options& options)
    : cancel_operation(client, std::move(request), options), handler_(std::move(handler)),
      work_(asio::prefer(asio::get_associated_executor(handler_, client.completion_executor),
                         asio::execution::outstanding_work.tracked)) {}

/// Posts, so that neither the strand nor the initiating function runs the handler. By hand, for an
/// erased handler takes memory each time that it is asked for its executor.
void cancel_sql_call::complete(const error_code& ec, cancel_sql_result result) {
    auto call_handler = [handler = std::move(handler_), ec, result = std::move(result)]() mutable {
        std::move(handler)(ec, std::move(result));
    };
    asio::post(client().executor(),
               [executor = std::move(work_), call_handler = std::move(call_handler)]() mutable {
                   executor.execute(std::move(call_handler));
               });
}

} // namespace mrs::detail
