// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_OBSERVER_HPP
#define MRS_OBSERVER_HPP

#include <mrs/cancel_sql.hpp>
#include <mrs/detail/worded.hpp>
#include <mrs/error.hpp>
#include <mrs/export.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mrs {

struct bulk_progress;

// What an observer hears of. Texts and references in an event are good until the function returns.
// No text ever holds a secret; what quotes the service or a peer is theirs and not to be trusted as
// markup or terminal output.

/// The call that an event is about.
struct call_info {
    call_info() = default;

    std::uint64_t number = 0;     ///< Counted from 1 within its client.
    std::string_view operation;   ///< "cancel_sql", "execute_sql" or "sql_result".
    std::string_view method;      ///< Of HTTP.
    std::string_view route;       ///< The path by its parameters' names: `url.template`.
    std::string_view cluster_id;  ///< As the caller gave it.
    std::string_view sql_id;      ///< As the caller gave it; empty for a submission.
    std::string_view traceparent; ///< `call_options::traceparent`.
};

/// The endpoint that a connection leads to.
struct endpoint_info {
    endpoint_info() = default;

    std::string_view url;    ///< Such as "https://host:8443".
    std::string_view scheme; ///< "https" or "http".
    std::string_view host;   ///< A name or an address.
    std::uint16_t port = 0;  ///< Of TCP.
};

/// A request is about to be sent.
struct attempt_started {
    /// Of a call and an endpoint that outlive it.
    attempt_started(const call_info& of, const endpoint_info& at) noexcept
        : call(of), endpoint(at) {}

    const call_info& call;         ///< Of which call it is.
    const endpoint_info& endpoint; ///< Where it goes.
    std::string_view target;       ///< The path that it asks for.
    int attempt = 1;               ///< Which of the call's attempts, counted from 1.
    int resends = 0;               ///< How often the call's request was sent before.
    std::uint64_t connection = 0;  ///< The number of the connection that it goes over.
};

/// A request has its answer or will have none. Each `attempt_started` is followed by one of these.
struct attempt_ended {
    /// Of a call and an endpoint that outlive it.
    attempt_ended(const call_info& of, const endpoint_info& at) noexcept : call(of), endpoint(at) {}

    const call_info& call;               ///< Of which call it is.
    const endpoint_info& endpoint;       ///< Where it goes.
    int attempt = 1;                     ///< As in `attempt_started`.
    int resends = 0;                     ///< As in `attempt_started`.
    std::uint64_t connection = 0;        ///< As in `attempt_started`.
    std::chrono::nanoseconds elapsed{0}; ///< From the start of sending to the end of the answer.
    int http_status = 0;                 ///< 0 without an answer.
    error_code error;                    ///< None where the answer decides the call.
    /// OpenTelemetry's `error.type`: the status where that is 400 or more, also that of a FAILED;
    /// else the error's name; empty where there is neither.
    std::string_view error_type;
    std::string_view service_code; ///< The service's own error code.
    std::string_view request_id;   ///< The answer's X-Request-Id.
};

/// A call has ended, with or without an answer. Each call has one, unless its `io_context` is
/// destroyed before.
struct call_ended {
    /// Of a call and an endpoint that outlive it.
    call_ended(const call_info& of, const endpoint_info& at) noexcept : call(of), endpoint(at) {}

    const call_info& call;         ///< Of which call it is.
    const endpoint_info& endpoint; ///< The last attempt's, or the one in use.
    error_code error;              ///< What the call ends with; none where it is answered.
    /// `failed` where a cancel was answered FAILED, `succeed` after any other answer.
    cancel_status status = cancel_status::none;
    stop_reason stop = stop_reason::none; ///< Why it was not tried further.
    int http_status = 0;                  ///< The last answer's.
    int attempts = 0;                     ///< Requests of which a byte may have left.
    std::chrono::nanoseconds elapsed{0};  ///< How long it took.
    std::string_view request_id;          ///< The answer's X-Request-Id.
    std::string_view service_code;        ///< The service's own error code.
    std::string_view detail;              ///< Why there is no answer, in words.
};

/// Why a request is sent once more.
enum class retry_reason {
    connection,  ///< No connection could be opened, or it was lost before the answer.
    timeout,     ///< A time limit passed.
    service,     ///< The service or its gateway failed.
    throttled,   ///< The service asked for a slower pace.
    credentials, ///< The credentials were refused, and others may fare better.
    failed,      ///< The answer was FAILED, and the caller wants that tried again.
    stale,       ///< The peer had closed a reused connection; this costs no attempt.
};

/// "connection", "timeout" and so on.
MRS_EXPORT std::string_view to_string(retry_reason reason) noexcept;

/// A call goes on after an attempt that did not end it, or after one that could not be made for
/// want of a connection.
struct retry_scheduled {
    /// Of a call that outlives it.
    explicit retry_scheduled(const call_info& of) noexcept : call(of) {}

    const call_info& call;                       ///< Of which call it is.
    retry_reason reason = retry_reason::service; ///< Why.
    int attempt = 0;                             ///< The last attempt, 0 before the first.
    error_code error;                            ///< What it failed with; none after a FAILED.
    std::chrono::nanoseconds delay{0};           ///< The wait before the next one.
};

/// The service answered that requests come too fast.
struct throttled {
    /// Of a call that outlives it.
    explicit throttled(const call_info& of) noexcept : call(of) {}

    const call_info& call;   ///< Of which call it is.
    std::string_view detail; ///< The service's words.
    /// How long the service asks to wait, where it says so.
    std::optional<std::chrono::nanoseconds> retry_after;
};

/// A connection is ready for its first request.
struct connection_opened {
    /// Of an endpoint that outlives it.
    explicit connection_opened(const endpoint_info& at) noexcept : endpoint(at) {}

    std::uint64_t connection = 0;        ///< Counted from 1 within its client.
    const endpoint_info& endpoint;       ///< Where it leads.
    std::chrono::nanoseconds elapsed{0}; ///< Resolving, connecting and the TLS handshake together.
    bool resumed = false;                ///< It resumed an earlier TLS session.
};

/// A connection could not be opened.
struct connection_failed {
    /// Of an endpoint that outlives it.
    explicit connection_failed(const endpoint_info& at) noexcept : endpoint(at) {}

    std::uint64_t connection = 0;        ///< Its number.
    const endpoint_info& endpoint;       ///< Where it leads.
    std::chrono::nanoseconds elapsed{0}; ///< How long it took.
    error_code error;                    ///< Why it could not.
    std::string_view detail;             ///< Why, in words.
};

/// A connection that has carried requests is given another one.
struct connection_reused {
    /// Of an endpoint that outlives it.
    explicit connection_reused(const endpoint_info& at) noexcept : endpoint(at) {}

    std::uint64_t connection = 0;  ///< Its number.
    const endpoint_info& endpoint; ///< Where it leads.
    std::uint64_t uses = 0;        ///< Requests that it has carried before.
};

/// Why a connection is closed.
enum class retire_reason {
    idle,      ///< Unused for `pool_options::idle_timeout`, or for as long as the server permits.
    lifetime,  ///< As old as `pool_options::max_lifetime`.
    uses,      ///< As many requests as `pool_options::max_uses` or the server permits.
    peer,      ///< The peer has closed it, or asked for that in its answer.
    failed,    ///< Its exchange failed, or its answer leaves it unusable.
    silent,    ///< The peer fell silent: what is as old as that is not trusted further.
    cancelled, ///< The call that used it ended before the answer came.
    closing,   ///< The client is closing.
};

/// "idle", "lifetime" and so on.
MRS_EXPORT std::string_view to_string(retire_reason reason) noexcept;

/// A connection that was open is closed.
struct connection_retired {
    /// Of an endpoint that outlives it.
    explicit connection_retired(const endpoint_info& at) noexcept : endpoint(at) {}

    std::uint64_t connection = 0;               ///< Its number.
    const endpoint_info& endpoint;              ///< Where it leads.
    retire_reason reason = retire_reason::idle; ///< Why.
    std::uint64_t uses = 0;                     ///< Requests that it has carried.
    std::chrono::nanoseconds elapsed{0};        ///< Since it was opened.
};

/// The credentials' source has answered.
struct credentials_refreshed {
    credentials_refreshed() = default;

    std::string_view source; ///< The source's name.
    error_code error;        ///< None where there are new credentials.
    std::string_view detail; ///< Why there are none.
    /// How long they are good, where the source says so.
    std::optional<std::chrono::nanoseconds> lifetime;
};

/// Where a bulk run stands: every two seconds while something happens, when the service goes away
/// or comes back, and at its end.
struct bulk_progressed {
    /// Of a state that outlives it.
    explicit bulk_progressed(const bulk_progress& now) : progress(now) {}

    std::uint64_t run = 0;                      ///< Counted from 1 within its client.
    const bulk_progress& progress;              ///< Its state.
    bool ended = false;                         ///< It is over.
    std::chrono::steady_clock::time_point at{}; ///< When it is told, by the client's clock.
};

/// Hears what a client does: for logs, metrics and traces. Each function does nothing unless it is
/// overridden. `client_options::observer` installs one; one may serve several clients.
///
/// The functions are called on a client's strand, one at a time for each client and in the order of
/// what happens, and hold up all of that client's calls while they run. What they throw is caught
/// and counted (`client_stats::observer_failures`). They may start operations of the client, which
/// then begin after the function has returned.
///
/// @par Thread safety
/// Of one client, no two functions run at once; of several, they may, and on any thread.
class MRS_EXPORT observer {
public:
    observer() = default;
    observer(const observer&) = delete;
    observer& operator=(const observer&) = delete;
    virtual ~observer();

    /// @{
    /// Hears of it. Does nothing here.
    virtual void on_attempt_started(const attempt_started& event);
    virtual void on_attempt_ended(const attempt_ended& event);
    virtual void on_call_ended(const call_ended& event);
    virtual void on_retry_scheduled(const retry_scheduled& event);
    virtual void on_throttled(const throttled& event);
    virtual void on_connection_opened(const connection_opened& event);
    virtual void on_connection_failed(const connection_failed& event);
    virtual void on_connection_reused(const connection_reused& event);
    virtual void on_connection_retired(const connection_retired& event);
    virtual void on_credentials_refreshed(const credentials_refreshed& event);
    virtual void on_bulk_progressed(const bulk_progressed& event);
    /// @}
};

} // namespace mrs

#endif
