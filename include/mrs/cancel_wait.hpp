// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CANCEL_WAIT_HPP
#define MRS_CANCEL_WAIT_HPP

#include <mrs/call_options.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/detail/worded.hpp>
#include <mrs/error.hpp>
#include <mrs/export.hpp>
#include <mrs/sql_execution.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mrs {

/// How to cancel an execution and see it end.
class wait_options {
public:
    /// A time; what is coarser, such as `std::chrono::seconds`, converts to it.
    using duration = std::chrono::nanoseconds;

    wait_options() noexcept {}

    /// How long to wait for the end once the service has taken the cancel; zero asks for the state
    /// once. Default: 60 s.
    wait_options& timeout(duration limit) noexcept {
        timeout_ = limit;
        return *this;
    }
    /// The wait before the second query; it doubles with each further one. Default: 200 ms.
    wait_options& initial_interval(duration interval) noexcept {
        initial_interval_ = interval;
        return *this;
    }
    /// The longest wait between two queries. Default: 5 s.
    wait_options& max_interval(duration interval) noexcept {
        max_interval_ = interval;
        return *this;
    }
    /// The options of the cancel, such as `call_options::retry_failed`. Default: the client's.
    wait_options& call(const call_options& options) noexcept {
        call_ = options;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] duration timeout() const noexcept { return timeout_; }
    [[nodiscard]] duration initial_interval() const noexcept { return initial_interval_; }
    [[nodiscard]] duration max_interval() const noexcept { return max_interval_; }
    [[nodiscard]] const call_options& call() const noexcept { return call_; }
    /// @}

private:
    duration timeout_ = std::chrono::seconds(60);
    duration initial_interval_ = std::chrono::milliseconds(200);
    duration max_interval_ = std::chrono::seconds(5);
    call_options call_;
};

/// What became of an execution that was to be stopped.
enum class wait_outcome : std::uint8_t {
    none,          ///< Nothing is known: only beside an error.
    stopped,       ///< It was running, and has ended as FAILED after the cancel.
    had_ended,     ///< It had ended by itself: `state` says how.
    still_running, ///< The service took the cancel, but `wait_options::timeout` passed.
    not_cancelled, ///< The service answered FAILED, also when it was tried again as asked.
};

/// "stopped", "had ended", "still running", "not cancelled" or "none".
MRS_EXPORT std::string_view to_string(wait_outcome outcome) noexcept;

/// The answer to a cancel with all that followed it.
///
/// What can be known: the execution is asked for its state before the cancel and after it. One that
/// failed by itself in the moment between counts as stopped; `message` tells it from a cancel. One
/// that finished in that moment had ended. Where the service did not tell the state before the
/// cancel, an execution that is FAILED after it counts as stopped if its message speaks of a
/// cancel, and as ended before otherwise.
class [[nodiscard]] cancel_wait_result {
public:
    /// Nothing is known.
    cancel_wait_result() = default;

    /// What became of the execution.
    [[nodiscard]] wait_outcome outcome() const noexcept { return fields_.outcome; }
    /// Whether nothing of it runs any more.
    [[nodiscard]] bool ended() const noexcept {
        return fields_.outcome == wait_outcome::stopped ||
               fields_.outcome == wait_outcome::had_ended;
    }
    /// The state before the cancel, `none` where the service did not tell it.
    [[nodiscard]] sql_state state_before() const noexcept { return fields_.state_before; }
    /// The last known state.
    [[nodiscard]] sql_state state() const noexcept { return fields_.state; }
    /// The service's text beside that state. Untrusted.
    [[nodiscard]] const std::string& message() const noexcept { return fields_.message; }
    /// The answer to the cancel. Without a decision where no cancel was sent: the execution had
    /// ended already.
    [[nodiscard]] const cancel_sql_result& cancel() const noexcept { return fields_.cancel; }
    /// Queries that were answered.
    [[nodiscard]] int queries() const noexcept { return fields_.queries; }
    /// From the start of the operation to its end.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept { return fields_.elapsed; }
    /// What is known of an error; null beside an outcome.
    [[nodiscard]] const std::shared_ptr<const diagnostics>& info() const noexcept {
        return fields_.info;
    }

private:
    friend class detail::access;

    struct fields {
        cancel_sql_result cancel;
        std::string message;
        std::shared_ptr<const diagnostics> info;
        std::chrono::nanoseconds elapsed{0};
        int queries = 0;
        sql_state state_before = sql_state::none;
        sql_state state = sql_state::none;
        wait_outcome outcome = wait_outcome::none;
    };

    fields fields_;
};

/// Whether both tell the same, of the exchange and its times too.
MRS_EXPORT bool operator==(const cancel_wait_result& a, const cancel_wait_result& b) noexcept;

/// Prints the outcome and the message, or the diagnostics, in one line of ASCII.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const cancel_wait_result& value);

} // namespace mrs

/// @cond
template<>
struct std::hash<mrs::cancel_wait_result> {
    MRS_EXPORT std::size_t operator()(const mrs::cancel_wait_result& value) const noexcept;
};
/// @endcond

#endif
