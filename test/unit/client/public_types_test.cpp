// SPDX-License-Identifier: BSL-1.0
#include <mrs/bulk.hpp>
#include <mrs/client.hpp>
#include <mrs/log_observer.hpp>
#include <mrs/metrics_observer.hpp>
#include <mrs/observer.hpp>
#include <mrs/sql_guard.hpp>
#include <mrs/telemetry.hpp>

#include <type_traits>

namespace public_types {
namespace {

/// An aggregate that a coroutine makes in a call is destroyed twice by g++ 12.
template<typename... Types>
constexpr bool no_aggregates = !(std::is_aggregate_v<Types> || ...);

/// What a completion handler receives: made empty, and moved without failing.
template<typename... Types>
constexpr bool results = ((std::is_default_constructible_v<Types> &&
                           std::is_nothrow_move_constructible_v<Types> &&
                           std::is_copy_constructible_v<Types>)&&...);

/// How many ways there are to set a result's members: none.
template<typename Result>
concept has_setters = requires(Result result) {
    result.elapsed({});
}
|| requires(Result result) {
    result.info(nullptr);
}
|| requires(Result result) {
    result.exchange(200, "", 1, {});
};

// Options and requests.
static_assert(no_aggregates<mrs::access_key, mrs::auth_token, mrs::bulk_options, mrs::bulk_source,
                            mrs::call_options, mrs::cancel_sql_request, mrs::client_options,
                            mrs::execute_sql_request, mrs::iam_password, mrs::metadata_options,
                            mrs::pool_options, mrs::proxy_options, mrs::rate_options,
                            mrs::retry_options, mrs::sql_result_request, mrs::timeout_options,
                            mrs::tls_options, mrs::wait_options>);

// Results and plain data.
static_assert(no_aggregates<mrs::attempt_record, mrs::bulk_outcome, mrs::bulk_progress,
                            mrs::bulk_summary, mrs::cancel_sql_result, mrs::cancel_wait_result,
                            mrs::client_stats, mrs::diagnostics, mrs::sql_execution>);
static_assert(results<mrs::bulk_outcome, mrs::bulk_summary, mrs::cancel_sql_result,
                      mrs::cancel_wait_result, mrs::sql_execution>);
static_assert(!has_setters<mrs::cancel_sql_result> && !has_setters<mrs::cancel_wait_result> &&
              !has_setters<mrs::sql_execution>);

// Events.
static_assert(
    no_aggregates<mrs::attempt_ended, mrs::attempt_started, mrs::bulk_progressed, mrs::call_ended,
                  mrs::call_info, mrs::connection_failed, mrs::connection_opened,
                  mrs::connection_retired, mrs::connection_reused, mrs::credentials_refreshed,
                  mrs::endpoint_info, mrs::retry_scheduled, mrs::throttled>);

// Handles.
static_assert(!std::is_copy_constructible_v<mrs::client> &&
              std::is_nothrow_move_constructible_v<mrs::client> &&
              std::is_nothrow_move_assignable_v<mrs::client>);
static_assert(!std::is_copy_constructible_v<mrs::sql_guard> &&
              std::is_nothrow_move_constructible_v<mrs::sql_guard>);
static_assert(!std::is_copy_constructible_v<mrs::log_observer> &&
              !std::is_copy_constructible_v<mrs::metrics_observer>);

} // namespace
} // namespace public_types
