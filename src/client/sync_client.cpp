// SPDX-License-Identifier: BSL-1.0
#include "client/sync_state.hpp"

#include <mrs/sync_client.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_type.hpp>

#include <utility>
#include <variant>

namespace mrs {

namespace asio = boost::asio;

namespace {

using detail::sync_state;
using detail::sync_wait;

/// One call from its initiation to its outcome, on the calling thread.
/// @param strength what a stop means for it
/// @param initiate starts it with the handler that it is given
template<typename Result, typename Initiate>
Result call(sync_state& state, const char* operation, asio::cancellation_type strength,
            const std::stop_token& stop, const Initiate& initiate) {
    const sync_state::visit here(state, operation);
    if (stop.stop_requested())
        throw detail::refusal(operation, asio::error::operation_aborted, "the call was cancelled");
    const auto waiting = std::make_shared<sync_wait<Result>>();
    initiate(asio::bind_cancellation_slot(
        waiting->signal.slot(),
        [waiting](const error_code& ec, Result result) { waiting->end(ec, std::move(result)); }));
    // The initiation has connected the slot by now; from here on it belongs to the client's thread.
    const std::stop_callback on_stop(stop, [&state, waiting, strength] {
        asio::post(state.context, [waiting, strength] { waiting->signal.emit(strength); });
    });
    waiting->wait();
    if (waiting->code)
        throw error(waiting->code, waiting->result.info());
    return std::move(waiting->result);
}

} // namespace

sync_client::sync_client(client_options options)
    : state_(sync_state::started(std::move(options))) {}

sync_client::~sync_client() {
    state_->end();
}

cancel_sql_result sync_client::cancel_sql(cancel_sql_request request, call_options options,
                                          const std::stop_token& stop) const {
    return call<cancel_sql_result>(
        *state_, "cancel_sql", asio::cancellation_type::terminal, stop, [&](auto handler) {
            state_->client.async_cancel_sql(std::move(request), std::move(options),
                                            std::move(handler));
        });
}

cancel_wait_result sync_client::cancel_sql_and_wait(cancel_sql_request request,
                                                    wait_options options,
                                                    const std::stop_token& stop) const {
    return call<cancel_wait_result>(
        *state_, "cancel_sql_and_wait", asio::cancellation_type::terminal, stop, [&](auto handler) {
            state_->client.async_cancel_sql_and_wait(std::move(request), std::move(options),
                                                     std::move(handler));
        });
}

sql_execution sync_client::execute_sql(execute_sql_request request, call_options options,
                                       const std::stop_token& stop) const {
    return call<sql_execution>(*state_, "execute_sql", asio::cancellation_type::total, stop,
                               [&](auto handler) {
                                   state_->client.async_execute_sql(
                                       std::move(request), std::move(options), std::move(handler));
                               });
}

sql_execution sync_client::sql_result(sql_result_request request, call_options options,
                                      const std::stop_token& stop) const {
    return call<sql_execution>(*state_, "sql_result", asio::cancellation_type::terminal, stop,
                               [&](auto handler) {
                                   state_->client.async_sql_result(
                                       std::move(request), std::move(options), std::move(handler));
                               });
}

bulk_summary sync_client::cancel_all(bulk_source source, bulk_options options, bulk_sink sink,
                                     const std::stop_token& stop) const {
    const sync_state::visit here(*state_, "cancel_all");
    if (!options.control())
        options.control(bulk_control());
    const bulk_control control = *options.control();
    const std::stop_callback on_stop(stop, [control] { control.stop(); });
    const auto waiting = std::make_shared<sync_wait<bulk_summary>>();
    state_->client.async_cancel_all(std::move(source), std::move(options), std::move(sink),
                                    [waiting](std::exception_ptr thrown, bulk_summary summary) {
                                        waiting->thrown = std::move(thrown);
                                        waiting->end(error_code(), std::move(summary));
                                    });
    waiting->wait();
    if (waiting->thrown) // This thread's alone from now on.
        std::rethrow_exception(std::exchange(waiting->thrown, nullptr));
    return std::move(waiting->result);
}

void sync_client::trim() const {
    if (!state_->home.foreign())
        state_->client.trim();
}

bool sync_client::close(std::chrono::nanoseconds timeout) const {
    const sync_state::visit here(*state_, "close");
    const auto waiting = std::make_shared<sync_wait<std::monostate>>();
    state_->client.async_close(timeout, [waiting](const error_code& ec) { waiting->end(ec, {}); });
    waiting->wait();
    return !waiting->code;
}

client_stats sync_client::stats() const noexcept {
    return state_->client.stats();
}

} // namespace mrs
