// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_SYNC_CLIENT_HPP
#define MRS_SYNC_CLIENT_HPP

#include <mrs/bulk.hpp>
#include <mrs/call_options.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/client_options.hpp>
#include <mrs/client_stats.hpp>
#include <mrs/error.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/export.hpp>
#include <mrs/sql_execution.hpp>

#include <chrono>
#include <memory>
#include <stop_token>
#include <type_traits>

namespace mrs {

namespace detail {
class sync_state;
} // namespace detail

/// `mrs::client` for programs without Asio: each call blocks until it has its outcome.
///
/// It has a context and one thread of its own, which does the work of all calls: threads that call
/// at once share its connections, its credentials, its retry budget and its rate limit. Each call
/// is the client's of the same name, with the same results, errors and diagnostics.
///
/// @par Time limits
/// `call_options::timeout`, or else the client's `timeout_options::call`, bounds each call: without
/// either, a call can block for ever. `wait_options` and `bulk_options` say what bounds theirs.
///
/// @par Stop tokens
/// A stop that is requested, on any thread, ends a call as its comment says. Where it was requested
/// before the call, nothing is sent.
///
/// @par Thread safety
/// Distinct and shared objects: every member function but destruction may be called from any thread
/// at any time, with one exception. What runs on the client's own thread (a source, a sink, an
/// observer, a provider of credentials) may not wait for it: a call from there is refused with
/// `errc::invalid_argument`. All signals are blocked on that thread.
///
/// @par Lifetime
/// The destructor ends what other threads have in flight, as `close` with a timeout of zero does:
/// each of these calls throws an error that is `condition::cancelled`, and a bulk run returns its
/// summary. It returns when they have left the client. No call may begin once it has begun.
///
/// @par Fork
/// In a child the client's thread is missing: calls are refused with `errc::client_closed`, and
/// what the parent has in flight goes on there. Destroying the client is safe in a child, and sends
/// nothing; its descriptors stay open until the child ends or calls `exec`.
class MRS_EXPORT sync_client {
public:
    /// Checks the options, reads the files that they name, and starts the thread. Opens no
    /// connection.
    /// @param options what it is made of
    /// @throws mrs::error with `errc::invalid_argument`; its text names the field and no secret
    /// @throws std::system_error where no thread can be started
    explicit sync_client(client_options options);
    sync_client(const sync_client&) = delete;
    sync_client& operator=(const sync_client&) = delete;
    ~sync_client();

    /// Cancels one execution: see `client::cancel_sql`.
    ///
    /// @param request which execution
    /// @param options what this call does otherwise than the client's options say
    /// @param stop    ends the call at any moment with `operation_aborted`; if a request was sent,
    ///                the service may have carried it out
    /// @return SUCCEED or FAILED, with the service's message
    /// @throws mrs::error where there is no answer
    cancel_sql_result cancel_sql(cancel_sql_request request, call_options options = {},
                                 const std::stop_token& stop = {}) const;

    /// Cancels one execution and waits until it has ended: see `client::cancel_sql_and_wait`.
    ///
    /// @param request which execution
    /// @param options how long and how often to look, and the cancel's own options
    /// @param stop    ends it at any moment with `operation_aborted`; if the cancel was sent, the
    ///                service may have carried it out
    /// @return what became of the execution
    /// @throws mrs::error where the cancel has no answer, or the state cannot be learnt
    cancel_wait_result cancel_sql_and_wait(cancel_sql_request request, wait_options options = {},
                                           const std::stop_token& stop = {}) const;

    /// Submits a statement: see `client::execute_sql`.
    ///
    /// @param request the statement
    /// @param options what this call does otherwise than the client's options say
    /// @param stop    ends the call with `operation_aborted` while no byte was sent. After that the
    ///                attempt goes on, so that the caller learns the id and can cancel the
    ///                execution, and no further one is made.
    /// @return what the service tells of the execution
    /// @throws mrs::error where there is no answer; `info().maybe_submitted` tells whether the
    ///         statement may run all the same
    sql_execution execute_sql(execute_sql_request request, call_options options = {},
                              const std::stop_token& stop = {}) const;

    /// Asks for an execution's state and result: see `client::sql_result`.
    ///
    /// @param request which execution
    /// @param options what this call does otherwise than the client's options say
    /// @param stop    ends the call at any moment with `operation_aborted`: it changes nothing
    /// @return what the service tells of the execution
    /// @throws mrs::error where there is no answer
    sql_execution sql_result(sql_result_request request, call_options options = {},
                             const std::stop_token& stop = {}) const;

    /// Cancels all that a source gives: see `client::cancel_all`. A range of requests is a source,
    /// and so is a view of what the caller keeps, since the call returns when the run has ended.
    ///
    /// @param source  gives the requests, on the client's thread
    /// @param options how the run goes; without `bulk_options::deadline` it takes as long as the
    ///                source, the quota and `bulk_options::outage_limit` let it
    /// @param sink    receives each outcome, on the client's thread; may be empty
    /// @param stop    stops the run as `bulk_control::stop` does; it returns its summary
    /// @return the counts, and why the run ended
    /// @throws what the source or the sink threw; the run has ended by then
    /// @throws mrs::error with `errc::invalid_argument` for options that are out of bounds
    bulk_summary cancel_all(bulk_source source, bulk_options options = {}, bulk_sink sink = {},
                            const std::stop_token& stop = {}) const;

    /// Closes idle connections: see `client::trim`. It waits for nothing, and may be called from
    /// the client's own thread too.
    void trim() const;

    /// Closes the client in good order: refuses new calls, ends those that wait with
    /// `errc::client_closed`, lets those end that have a connection, and closes the connections.
    ///
    /// @param timeout how long calls in flight may take; then they end with `operation_aborted`
    /// @return whether all had ended before the timeout
    bool close(std::chrono::nanoseconds timeout) const;

    /// The counts of this moment: see `client::stats`.
    [[nodiscard]] client_stats stats() const noexcept;

private:
    std::shared_ptr<detail::sync_state> state_;
};

static_assert(!std::is_move_constructible_v<sync_client>);

} // namespace mrs

#endif
