// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CALL_REPORT_HPP
#define MRS_CLIENT_CALL_REPORT_HPP

#include "client/call_fsm.hpp"
#include "client/operation.hpp"
#include "net/origin.hpp"
#include "net/transport_error.hpp"
#include "pool/pooled_connection.hpp"

#include <mrs/error.hpp>
#include <mrs/observer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mrs::detail {

/// Why a call ends without an answer, in words.
struct call_error {
    error_code code;
    std::string words;
};

/// A failed try, with all that its diagnostics tell. No text has a secret in it.
struct failed_attempt {
    error_code code;
    error_code cause;
    std::string detail;
    int http_status = 0;
    std::string service_code;
    std::string service_message;
    std::string request_id;
};

/// What is told of a call: the diagnostics for its caller, the events for the client's observer.
/// It decides nothing, and hears of each step that the state machine took.
class call_report {
public:
    call_report(operation& of, const call_fsm& machine) noexcept : operation_(of), fsm_(machine) {}

    /// Of the call that is the client's newest.
    void set_traceparent(std::string_view traceparent);

    void attempt_begins(time_point now) noexcept { attempt_started_ = now; }
    /// Its request was written for `to`.
    void sending(const pool::pooled_connection& to, std::string_view target, time_point now);
    void answered(const pool::pooled_connection& by, const call_outcome& result);
    void unanswered(const pool::pooled_connection& by, const error_code& why);
    void throttled(std::string_view words, std::optional<duration> retry_after);
    /// No connection could be opened to `last`.
    void unopened(const net::origin& last) noexcept { tried_ = &last; }
    /// What has just ended counts as failed.
    /// @param then why there will be another one
    void record(failed_attempt&& failed, call_action::repeat then, time_point now);
    /// There will be another request; `why` the last one failed.
    void repeats(const call_action& next, const error_code& why);

    /// When the request was sent last.
    [[nodiscard]] time_point sent_at() const noexcept { return exchange_started_; }
    /// Why a call ends, where that follows from what it was doing.
    [[nodiscard]] call_error error_of(const call_action& end, duration limit) const;

    /// The call has ended with an answer.
    void ended(const call_outcome& result);
    /// It has none. Returns what it ends with.
    error_code ended(const call_action& end, call_error&& why, time_point now);
    /// The diagnostics of a call that has none.
    [[nodiscard]] std::shared_ptr<const diagnostics> take() noexcept { return std::move(info_); }

private:
    void tell(attempt_ended& event, const pool::pooled_connection& by);
    void tell_failed(const error_code& ec);
    diagnostics& info();
    [[nodiscard]] const net::origin& last_origin() const noexcept;

    operation& operation_;
    const call_fsm& fsm_;
    call_info shown_;                    ///< To an observer, if there is one.
    std::shared_ptr<diagnostics> info_;  ///< Made when the first attempt fails.
    const net::origin* tried_ = nullptr; ///< The last attempt's.
    time_point attempt_started_{};
    time_point exchange_started_{};
    duration last_delay_{0};
    int sends_ = 0;     ///< How often its request was given to a connection.
    bool open_ = false; ///< Of the last of these, nobody has heard the end.
};

} // namespace mrs::detail

#endif
