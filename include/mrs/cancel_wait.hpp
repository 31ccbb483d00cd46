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
#include <type_traits>
#include <utility>

namespace mrs {

/// How to cancel an execution and see it end.
class wait_options {
public:
    /// A time; what is coarser, such as `std::chrono::seconds`, converts to it.
    using duration = std::chrono::nanoseconds;

    wait_options() noexcept {}

    /// How long to wait for the end once the service has taken the cancel; 60 s. Zero asks for the
    /// state once.
    wait_options& patience(duration limit) noexcept {
        patience_ = limit;
        return *this;
    }
    /// The wait before the second query; 200 ms. It doubles with each further one.
    wait_options& first_pause(duration pause) noexcept {
        first_pause_ = pause;
        return *this;
    }
    /// The longest wait between two queries; 5 s.
    wait_options& longest_pause(duration pause) noexcept {
        longest_pause_ = pause;
        return *this;
    }
    /// The options of the cancel, such as `call_options::retry_failed`.
    wait_options& call(const call_options& options) noexcept {
        call_ = options;
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] duration patience() const noexcept { return patience_; }
    [[nodiscard]] duration first_pause() const noexcept { return first_pause_; }
    [[nodiscard]] duration longest_pause() const noexcept { return longest_pause_; }
    [[nodiscard]] const call_options& call() const noexcept { return call_; }
    /// @}

private:
    duration patience_ = std::chrono::seconds(60);
    duration first_pause_ = std::chrono::milliseconds(200);
    duration longest_pause_ = std::chrono::seconds(5);
    call_options call_;
};

static_assert(!std::is_aggregate_v<wait_options>);

/// What became of an execution that was to be stopped.
enum class wait_outcome : std::uint8_t {
    none,          ///< Nothing is known: only beside an error.
    stopped,       ///< It was running, and has ended as FAILED after the cancel.
    had_ended,     ///< It had ended by itself: `state` says how.
    still_running, ///< The service took the cancel, but patience ended first.
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
    [[nodiscard]] wait_outcome outcome() const noexcept { return outcome_; }
    /// Whether nothing of it runs any more.
    [[nodiscard]] bool ended() const noexcept {
        return outcome_ == wait_outcome::stopped || outcome_ == wait_outcome::had_ended;
    }
    /// The state before the cancel, `none` where the service did not tell it.
    [[nodiscard]] sql_state state_before() const noexcept { return before_; }
    /// The last known state.
    [[nodiscard]] sql_state state() const noexcept { return state_; }
    /// The service's text beside that state. Untrusted.
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    /// The answer to the cancel. Without a decision where no cancel was sent: the execution had
    /// ended already.
    [[nodiscard]] const cancel_sql_result& cancel() const noexcept { return cancel_; }
    /// Queries that were answered.
    [[nodiscard]] int queries() const noexcept { return queries_; }
    /// From the start of the operation to its end.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept { return elapsed_; }
    /// What is known of an error; null beside an outcome.
    [[nodiscard]] const std::shared_ptr<const diagnostics>& info() const noexcept { return info_; }

    /// @{
    /// Sets what the function of the same name without a parameter returns.
    cancel_wait_result& outcome(wait_outcome value) noexcept {
        outcome_ = value;
        return *this;
    }
    cancel_wait_result& state_before(sql_state value) noexcept {
        before_ = value;
        return *this;
    }
    cancel_wait_result& cancel(cancel_sql_result result) noexcept {
        cancel_ = std::move(result);
        return *this;
    }
    cancel_wait_result& elapsed(std::chrono::nanoseconds time) noexcept {
        elapsed_ = time;
        return *this;
    }
    cancel_wait_result& info(std::shared_ptr<const diagnostics> known) noexcept {
        info_ = std::move(known);
        return *this;
    }
    /// @}
    /// Adds what a query was answered.
    cancel_wait_result& answered(sql_state value, std::string message) noexcept {
        state_ = value;
        message_ = std::move(message);
        ++queries_;
        return *this;
    }

private:
    cancel_sql_result cancel_;
    std::string message_;
    std::shared_ptr<const diagnostics> info_;
    std::chrono::nanoseconds elapsed_{0};
    int queries_ = 0;
    sql_state before_ = sql_state::none;
    sql_state state_ = sql_state::none;
    wait_outcome outcome_ = wait_outcome::none;
};

static_assert(!std::is_aggregate_v<cancel_wait_result>);

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
