// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CANCEL_WAIT_CALL_HPP
#define MRS_CLIENT_CANCEL_WAIT_CALL_HPP

#include "client/cancel_sql_call.hpp"
#include "client/pending_operation.hpp"
#include "client/sql_call.hpp"
#include "client/wait_policy.hpp"
#include "core/timer_queue.hpp"

#include <mrs/cancel_wait.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mrs::detail {

/// What is wrong with the options, in a sentence that names the field; nothing where they are fine.
std::optional<std::string> problem_of(const wait_options& options);

/// The operation "cancel one execution and wait for its end": makes the calls that the wait policy
/// asks for, one after the other.
class cancel_wait : public pending_operation {
public:
    cancel_wait(client_impl& client, cancel_sql_request request, const wait_options& options);

    void start() override;
    void cancel(boost::asio::cancellation_type type) override;
    void end(const error_code& ec, std::string why) override;
    [[nodiscard]] bool exchanging() const noexcept override { return call_ && call_->exchanging(); }
    [[nodiscard]] bool done() const noexcept override { return done_; }
    void forget() override;
    /// Whether nothing of its cancel was sent yet, nor is about to be.
    [[nodiscard]] bool unsent() const noexcept;
    /// Whether its cancel was let go once only, see `call::one_try`. Known when that has ended.
    [[nodiscard]] bool one_try() const noexcept { return one_try_; }
    /// Its cancel makes no further attempt, and ends where it has no request on the wire.
    void last_attempt();

    /// Whether its cancel is a patient call, see `call::patient`.
    [[nodiscard]] virtual bool patient() const noexcept { return false; }
    /// The service throttled the patient cancel.
    virtual void on_throttled() {}

    void on_state(const error_code& ec, const sql_execution& result);
    void on_cancelled(const error_code& ec, cancel_sql_result result);

protected:
    [[nodiscard]] const cancel_sql_request& request() const noexcept { return request_; }

private:
    enum class stage : std::uint8_t { looking, cancelling, waiting };

    /// The service took the cancel, and the end is waited for from now on.
    virtual void on_taken(const cancel_sql_result&) {}
    /// Receives what it came to.
    virtual void complete(const error_code& ec, cancel_wait_result result) = 0;

    void obey(const detail::wait_step& step);
    void ask(const call_options& options);
    void send_cancel();
    void on_pause_ended();
    void fail(const error_code& ec, std::string detail);
    void finish(const error_code& ec);

    client_impl& client_;
    const cancel_sql_request request_;
    const wait_options options_;
    detail::wait_policy policy_;
    timer pause_timer_;
    time_point started_{};
    std::shared_ptr<pending_operation> self_; ///< Itself, while it is in flight.
    std::shared_ptr<call> call_;              ///< The call that it waits for.
    cancel_wait_result result_;
    stage stage_ = stage::looking;
    bool stopping_ = false; ///< Cancelled: the call in flight is the last one.
    bool done_ = false;
    bool sent_ = false; ///< A byte of its cancel may have reached the service; known at its end.
    bool one_try_ = false;
};

} // namespace mrs::detail

#endif
