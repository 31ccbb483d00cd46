// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_HPP
#define MRS_CLIENT_HPP

#include <mrs/bulk.hpp>
#include <mrs/call_options.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/client_options.hpp>
#include <mrs/client_stats.hpp>
#include <mrs/detail/initiation.hpp>
#include <mrs/error.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/export.hpp>
#include <mrs/sql_execution.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/execution_context.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <utility>

namespace mrs {

/// Cancels SQL executions of one project at one endpoint, over a pool of HTTPS connections.
///
/// A client is a cheap handle to a shared state. Nothing has to be started or run beside it, and a
/// client without calls holds no work in its `io_context`, so that `run()` returns.
///
/// @par Thread safety
/// Distinct and shared objects: every member function but assignment, move and destruction may be
/// called from any thread at any time, also while the `io_context` runs on several threads.
/// Internally one strand orders everything.
///
/// @par Lifetime
/// Destroying the client cancels what it has in flight: each of these calls still completes, with
/// `boost::asio::error::operation_aborted`. The executor's context has to outlive the client.
///
/// @par Fork
/// Parent and child may both go on with a client, where no other thread used it or ran its context
/// meanwhile, and the context was told by `notify_fork`. The connections stay the parent's, and
/// what was in flight ends in the child with `operation_aborted`. In a child whose context was not
/// told, calls end with `errc::client_closed`.
///
/// @par Handlers
/// A completion handler runs on its associated executor, or on the client's where it has none, and
/// never from within the initiating function. A handler that throws throws out of `run()`, and
/// leaves the client usable.
class MRS_EXPORT client {
public:
    /// What runs the client's work.
    using executor_type = boost::asio::any_io_executor;

    /// Checks the options and reads the files that they name. Opens no connection.
    /// @param executor where the client does its work, such as an `io_context`'s
    /// @param options  what it is made of
    /// @throws mrs::error with `errc::invalid_argument`; its text names the field and no secret
    client(const executor_type& executor, client_options options);

    /// As above, on the context's executor.
    template<typename ExecutionContext>
    requires std::derived_from<ExecutionContext, boost::asio::execution_context>
    client(ExecutionContext& context, client_options options)
        : client(executor_type(context.get_executor()), std::move(options)) {}

    /// The other client is left without a state: it may only be assigned to or destroyed.
    client(client&&) noexcept = default;
    /// Destroys the client that was here, and takes the other's place.
    client& operator=(client&& other) noexcept;
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client();

    /// The executor that it was made with.
    [[nodiscard]] executor_type get_executor() const noexcept;

    /// Cancels one execution.
    ///
    /// The call is repeated as `retry_options` say, which is safe: cancelling is idempotent.
    ///
    /// @param request which execution
    /// @param options what this call does otherwise than the client's options say
    /// @return SUCCEED or FAILED, with the service's message
    /// @throws mrs::error where there is no answer; `info()` holds the diagnostics. Codes: any of
    ///         `errc` but `cancel_failed` and `maybe_submitted`; `operation_aborted` after
    ///         cancellation; `errc::client_closed` where the client object is gone before the
    ///         awaitable is awaited.
    ///
    /// @par Per-operation cancellation
    /// `terminal` and `partial` end the call at any moment with `operation_aborted`; if a request
    /// was sent, the service may have carried it out. `total` ends it only while no byte of a
    /// request was sent, so that nothing can have happened; after that the attempt goes on, and no
    /// further one is made. The connection of an ended attempt is closed, and nothing else is lost.
    /// A coroutine honours `terminal` alone unless it asks for more by
    /// `boost::asio::this_coro::reset_cancellation_state`.
    ///
    /// @par Thread safety
    /// May be called from any thread at any time.
    ///
    /// @par Exception safety
    /// Strong: where the initiation throws (`std::bad_alloc`), nothing was started.
    ///
    /// @par Source
    /// The MRS v2 API, "Cancelling a SQL execution task".
    [[nodiscard]] boost::asio::awaitable<cancel_sql_result>
    cancel_sql(cancel_sql_request request, call_options options = {}) const;

    /// As `cancel_sql`, for any completion token.
    ///
    /// @param request which execution
    /// @param options what this call does otherwise than the client's options say
    /// @param token   receives `void(error_code, cancel_sql_result)`. Beside an error the result
    ///                has no decision, and its `info()` holds the diagnostics.
    template<boost::asio::completion_token_for<void(error_code, cancel_sql_result)> Token =
                 boost::asio::deferred_t>
    auto async_cancel_sql(cancel_sql_request request, call_options options,
                          Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(error_code, cancel_sql_result)>(
            detail::initiation<detail::start_cancel_sql>(impl_), token, std::move(request),
            std::move(options));
    }

    /// As above, with the client's options.
    template<boost::asio::completion_token_for<void(error_code, cancel_sql_result)> Token =
                 boost::asio::deferred_t>
    auto async_cancel_sql(cancel_sql_request request, Token&& token = Token()) const {
        return async_cancel_sql(std::move(request), call_options(), std::forward<Token>(token));
    }

    /// Submits a statement.
    ///
    /// Unlike every other call, a submission is not repeated once the service may have carried it
    /// out: then it ends with `errc::maybe_submitted`, and `info()` tells the cause. What never
    /// left, and what the service or its gateway refused, is repeated as `retry_options` say.
    ///
    /// @param request the statement
    /// @param options what this call does otherwise than the client's options say
    /// @return what the service tells of the execution; FAILED is an answer, for a statement that
    ///         cannot run
    /// @throws mrs::error where there is no answer. Codes: any of `errc` but `cancel_failed` and
    ///         `sql_not_found`; `operation_aborted` after cancellation. `info().maybe_submitted`
    ///         tells, for each of them, whether the statement may run all the same.
    ///
    /// @par Per-operation cancellation
    /// As for `cancel_sql`. After `terminal` and `partial` the statement may run, and its id is
    /// lost: see `diagnostics::maybe_submitted`. `total` waits for the answer once a byte was sent,
    /// so that the caller learns the id and can cancel the execution; see `sql_guard`.
    ///
    /// @par Thread safety, exception safety
    /// As for `cancel_sql`.
    ///
    /// @par Source
    /// The MRS v2 API, "Submitting a SQL statement".
    [[nodiscard]] boost::asio::awaitable<sql_execution>
    execute_sql(execute_sql_request request, call_options options = {}) const;

    /// As `execute_sql`, for any completion token.
    ///
    /// @param request the statement
    /// @param options what this call does otherwise than the client's options say
    /// @param token   receives `void(error_code, sql_execution)`. Beside an error the result has no
    ///                state, and its `info()` holds the diagnostics.
    template<boost::asio::completion_token_for<void(error_code, sql_execution)> Token =
                 boost::asio::deferred_t>
    auto async_execute_sql(execute_sql_request request, call_options options,
                           Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(error_code, sql_execution)>(
            detail::initiation<detail::start_execute_sql>(impl_), token, std::move(request),
            std::move(options));
    }

    /// As above, with the client's options.
    template<boost::asio::completion_token_for<void(error_code, sql_execution)> Token =
                 boost::asio::deferred_t>
    auto async_execute_sql(execute_sql_request request, Token&& token = Token()) const {
        return async_execute_sql(std::move(request), call_options(), std::forward<Token>(token));
    }

    /// Asks for an execution's state and result.
    ///
    /// @param request which execution
    /// @param options what this call does otherwise than the client's options say
    /// @return what the service tells of the execution; FAILED is a state like the others
    /// @throws mrs::error as `cancel_sql` does
    ///
    /// @par Per-operation cancellation
    /// `terminal`, `partial` and `total` end it at any moment with `operation_aborted`: it changes
    /// nothing. The connection that its request was on is closed.
    ///
    /// @par Thread safety, exception safety
    /// As for `cancel_sql`.
    ///
    /// @par Source
    /// The MRS v2 API, "Querying a SQL result".
    [[nodiscard]] boost::asio::awaitable<sql_execution> sql_result(sql_result_request request,
                                                                   call_options options = {}) const;

    /// As `sql_result`, for any completion token.
    ///
    /// @param request which execution
    /// @param options what this call does otherwise than the client's options say
    /// @param token   receives `void(error_code, sql_execution)`. Beside an error the result has no
    ///                state, and its `info()` holds the diagnostics.
    template<boost::asio::completion_token_for<void(error_code, sql_execution)> Token =
                 boost::asio::deferred_t>
    auto async_sql_result(sql_result_request request, call_options options,
                          Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(error_code, sql_execution)>(
            detail::initiation<detail::start_sql_result>(impl_), token, std::move(request),
            std::move(options));
    }

    /// As above, with the client's options.
    template<boost::asio::completion_token_for<void(error_code, sql_execution)> Token =
                 boost::asio::deferred_t>
    auto async_sql_result(sql_result_request request, Token&& token = Token()) const {
        return async_sql_result(std::move(request), call_options(), std::forward<Token>(token));
    }

    /// Cancels one execution and waits until it has ended.
    ///
    /// It asks for the execution's state, cancels it unless it has ended, and asks again at growing
    /// intervals until it has ended or `wait_options::timeout` passes. Queries have a quota of
    /// their own. A query that fails for a passing reason is made again; where the time ends and no
    /// query was answered since the cancel, the last one's error is the operation's. One that
    /// fails for good ends it at once, such as by an answer above `max_sql_answer_bytes`, which a
    /// large result makes.
    ///
    /// @param request which execution
    /// @param options how long and how often to look, and the cancel's own options
    /// @return what became of the execution
    /// @throws mrs::error as `cancel_sql` does, where the cancel has no answer or the state cannot
    ///         be learnt
    ///
    /// @par Per-operation cancellation
    /// `terminal`, `partial` and `total` end it with `operation_aborted`; the last one not before
    /// a cancel that was sent is answered. Its queries end at once.
    ///
    /// @par Thread safety, exception safety
    /// As for `cancel_sql`.
    ///
    /// @par Source
    /// Those of `cancel_sql` and `sql_result`.
    [[nodiscard]] boost::asio::awaitable<cancel_wait_result>
    cancel_sql_and_wait(cancel_sql_request request, wait_options options = {}) const;

    /// As `cancel_sql_and_wait`, for any completion token.
    ///
    /// @param request which execution
    /// @param options how long and how often to look, and the cancel's own options
    /// @param token   receives `void(error_code, cancel_wait_result)`. Beside an error the result
    ///                has no outcome; its `info()` holds the diagnostics, and `cancel()` the answer
    ///                to the cancel where there was one.
    template<boost::asio::completion_token_for<void(error_code, cancel_wait_result)> Token =
                 boost::asio::deferred_t>
    auto async_cancel_sql_and_wait(cancel_sql_request request, wait_options options,
                                   Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(error_code, cancel_wait_result)>(
            detail::initiation<detail::start_cancel_wait>(impl_), token, std::move(request),
            std::move(options));
    }

    /// As above, with the defaults of `wait_options`.
    template<boost::asio::completion_token_for<void(error_code, cancel_wait_result)> Token =
                 boost::asio::deferred_t>
    auto async_cancel_sql_and_wait(cancel_sql_request request, Token&& token = Token()) const {
        return async_cancel_sql_and_wait(std::move(request), wait_options(),
                                         std::forward<Token>(token));
    }

    /// Cancels all that a source gives, as fast as the quota and the service allow.
    ///
    /// It takes a request when it has room for it, so that a million take the memory of some.
    /// Each outcome goes to `sink` once, as it happens. Paced by the client's rate limiter (see
    /// `rate_options`); an answer that says "slow down" is no outcome: its request is sent again.
    /// It may wait for the end of each execution too: see `bulk_options::wait`.
    ///
    /// @param source  gives the requests
    /// @param options how the run goes
    /// @param sink    receives each outcome
    /// @return the counts, and why the run ended
    /// @throws mrs::error with `errc::invalid_argument` where the source or an option is refused,
    /// XX the source or the sink threw, and the run has ended by then
    ///
    /// @par Per-operation cancellation
    /// `partial` and `total` stop it like `bulk_control::stop`, `terminal` aborts it like
    /// `bulk_control::abort`. It completes with its summary, and without an exception.
    ///
    /// @par Thread safety
    /// May be called from any thread at any time. Source and sink are used on the client's strand.
    ///
    /// @par Exception safety
    /// Strong: where the initiation throws, nothing was started.
    ///
    /// @par Source
    /// That of `cancel_sql`.
    [[nodiscard]] boost::asio::awaitable<bulk_summary>
    cancel_all(bulk_source source, bulk_options options, bulk_sink sink) const;

    /// As above, with the defaults of `bulk_options`.
    [[nodiscard]] boost::asio::awaitable<bulk_summary> cancel_all(bulk_source source,
                                                                  bulk_sink sink) const;

    /// As `cancel_all`, for any completion token.
    ///
    /// @param source  gives the requests
    /// @param options how the run goes
    /// @param sink    receives each outcome
    /// @param token   receives `void(std::exception_ptr, bulk_summary)`
    /// @throws mrs::error with `errc::invalid_argument` where the source or an option is refused
    template<boost::asio::completion_token_for<void(std::exception_ptr, bulk_summary)> Token =
                 boost::asio::deferred_t>
    auto async_cancel_all(bulk_source source, bulk_options options, bulk_sink sink,
                          Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(std::exception_ptr, bulk_summary)>(
            detail::initiation<detail::start_cancel_all>(impl_), token, std::move(source),
            std::move(options), std::move(sink));
    }

    /// As above, with the defaults of `bulk_options`.
    template<boost::asio::completion_token_for<void(std::exception_ptr, bulk_summary)> Token =
                 boost::asio::deferred_t>
    auto async_cancel_all(bulk_source source, bulk_sink sink, Token&& token = Token()) const {
        return async_cancel_all(std::move(source), bulk_options(), std::move(sink),
                                std::forward<Token>(token));
    }

    /// Opens connections ahead of need, at most `pool_options::max_connections` in all.
    ///
    /// @param count how many connections should be open when it completes
    /// @param token receives `void(error_code)`: the first connection's error if one failed, and
    ///              `errc::client_closed` on a client that was closed
    ///
    /// @par Per-operation cancellation
    /// None: it is bounded by `timeout_options::connect` and `timeout_options::handshake`.
    ///
    /// @par Thread safety, exception safety
    /// As for `cancel_sql`.
    template<boost::asio::completion_token_for<void(error_code)> Token = boost::asio::deferred_t>
    auto async_warm_up(std::size_t count, Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(error_code)>(
            detail::initiation<detail::start_warm_up>(impl_), token, count);
    }

    /// Closes the idle connections that are older than `pool_options` allow, or that their peer has
    /// closed.
    ///
    /// A client does so by itself while it has a call in flight. One without calls holds no work in
    /// its `io_context`, and so no timer: its connections stay open, also those that the service
    /// closes, until the next call, the client's end, or this. A server that may be without calls
    /// for long calls it now and then, by a timer of its own.
    ///
    /// It waits for nothing. Where it is not called on a thread that runs the client's executor,
    /// the executor does it later. On a client that was closed it does nothing.
    ///
    /// @par Thread safety
    /// May be called from any thread at any time.
    ///
    /// @par Exception safety
    /// Strong: where it throws (`std::bad_alloc`), nothing was done.
    void trim() const;

    /// Closes the client in good order: refuses new calls, ends those that wait with
    /// `errc::client_closed`, lets those end that have a connection, and closes the connections.
    ///
    /// @param timeout how long calls in flight may take; then they end with `operation_aborted`
    /// @param token   receives `void(error_code)`: `errc::call_timeout` where `timeout` passed
    ///
    /// @par Per-operation cancellation
    /// None: it is bounded by `timeout`.
    ///
    /// @par Thread safety, exception safety
    /// As for `cancel_sql`.
    template<boost::asio::completion_token_for<void(error_code)> Token = boost::asio::deferred_t>
    auto async_close(std::chrono::nanoseconds timeout, Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(error_code)>(
            detail::initiation<detail::start_close>(impl_), token, timeout);
    }

    /// The counts of this moment. They are read one by one, so that under load they may differ by
    /// what happens in between.
    [[nodiscard]] client_stats stats() const noexcept;

private:
    friend class sql_guard;

    std::shared_ptr<detail::client_impl> impl_;
};

} // namespace mrs

#endif
