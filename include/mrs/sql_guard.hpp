// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_SQL_GUARD_HPP
#define MRS_SQL_GUARD_HPP

#include <mrs/call_options.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/client.hpp>
#include <mrs/error.hpp>
#include <mrs/export.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace mrs {

/// Cancels an execution when its scope ends, unless it was released: for a server that runs a
/// statement on behalf of a request, and does not want it to outlive the request.
///
///     mrs::sql_guard guard(client, mrs::cancel_sql_request(cluster, execution.id()));
///     … // Whatever leaves this scope, by an exception or a cancelled coroutine too, cancels.
///     guard.release(); // The statement has ended, or may run on.
///
/// The destructor waits for nothing: it starts a call on the client's executor, which the call's
/// own limits bound, and returns.
///
/// @par Limits
/// Nothing is sent where the `io_context` does not run any more, or the client is closed or
/// destroyed before the call could run: let `client::async_close` drain it first. A cancel
/// that fails for good is told to the handler alone. The scope begins when the execution's id is
/// known: while a statement is being submitted, cancel with `cancellation_type::total` only, which
/// waits for the id; see `client::async_execute_sql`. The service makes ids for select, show and
/// desc only: an empty id guards nothing.
///
/// It belongs to the process that made it: in a forked child it guards nothing.
///
/// @par Thread safety
/// Distinct objects: safe. Shared objects: unsafe. It may be destroyed on any thread.
class MRS_EXPORT sql_guard {
public:
    /// Hears what became of the cancel; beside an error the result holds the diagnostics. It runs
    /// on the client's executor.
    using handler = std::function<void(error_code, cancel_sql_result)>;

    /// Guards nothing.
    sql_guard() noexcept = default;

    /// Guards an execution from now on. Sends nothing yet.
    /// @param by           whose connections, options and executor the cancel uses
    /// @param execution    what to cancel; nothing is guarded where its `sql_id` is empty
    /// @param options      the cancel's
    /// @param on_cancelled hears what became of the cancel; may be empty
    sql_guard(const client& by, cancel_sql_request execution, call_options options = {},
              handler on_cancelled = {});

    /// Guards what `other` guarded, which then guards nothing.
    sql_guard(sql_guard&& other) noexcept;
    /// Cancels what it guarded until now.
    sql_guard& operator=(sql_guard&& other) noexcept;
    sql_guard(const sql_guard&) = delete;
    sql_guard& operator=(const sql_guard&) = delete;
    ~sql_guard();

    /// Guards nothing from now on.
    void release() noexcept { impl_.reset(); }
    /// Cancels now, and guards nothing from now on.
    void cancel() noexcept;

    /// Whether its destructor cancels something.
    [[nodiscard]] bool guards() const noexcept;

private:
    std::shared_ptr<detail::client_impl> impl_;
    cancel_sql_request execution_;
    call_options options_;
    handler on_cancelled_;
    std::uint64_t process_ = 0; ///< The one that made it.
};

} // namespace mrs

#endif
