// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CALL_HPP
#define MRS_CLIENT_CALL_HPP

#include "auth/authenticator.hpp"
#include "client/call_fsm.hpp"
#include "client/call_report.hpp"
#include "client/operation.hpp"
#include "client/pending_operation.hpp"
#include "core/timer_queue.hpp"
#include "net/connection.hpp"
#include "pacing/permit_queue.hpp"
#include "pool/connection_pool.hpp"

#include <mrs/call_options.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <memory>
#include <optional>
#include <string>

namespace mrs::detail {

/// One call from its start to its end: asks for what its state machine says, sends and receives,
/// and tells the machine what came of it. It decides nothing.
class call : public pending_operation,
             public operation,
             private pacing::permit_user,
             private auth::auth_user,
             private pool::pool_user,
             private net::exchange_user {
public:
    call(client_impl& client, const call_options& options);

    void start() override;
    void cancel(boost::asio::cancellation_type type) override;
    void end(const error_code& ec, std::string why) override;
    [[nodiscard]] bool exchanging() const noexcept override {
        return fsm_.state() == call_state::exchanging;
    }
    [[nodiscard]] bool done() const noexcept override { return fsm_.state() == call_state::done; }
    /// Whether nothing of it was sent yet, nor is about to be.
    [[nodiscard]] bool unsent() const noexcept { return fsm_.unsent(); }
    /// Whether it was let go once only: then its time is that of one answer.
    [[nodiscard]] bool one_try() const noexcept { return fsm_.tries() == 1; }
    void forget() override;

protected:
    using outcome = call_outcome;

private:
    /// What an answer says beside its meaning.
    struct terms {
        std::optional<duration> idle;    ///< So long may its connection be idle.
        std::optional<std::size_t> uses; ///< So many more requests may go over it.
        pacing::throttling pace;         ///< Where it says "slow down".
    };

    void on_permit() override;
    void on_credentials() override;
    void on_credentials_failed(const auth::source_failure& why, stop_reason stop) override;
    [[nodiscard]] time_point patience() const noexcept override { return fsm_.deadline(); }
    void on_connection(pool::pooled_connection& granted, time_point now) override;
    void on_open_failed(const net::origin& last, const net::transport_error& failure) override;
    void on_answer(net::response& response) override;
    void on_exchange_failed(const net::transport_error& failure, bool stale) override;
    void on_deadline();
    void on_pause_ended();

    void obey(call_action todo, time_point now);
    void go_on(const call_action& todo, failed_attempt&& failed, time_point now);
    call_action settle(const call_action& todo, const terms& said, time_point now);
    void give_back(call_action::connection_use how, const terms& said, time_point now);
    void keep_time();
    void leave();
    void finish(const call_action& todo, call_error&& why, time_point now,
                call_outcome* answer = nullptr);

    const call_options options_;
    call_fsm fsm_;
    call_report report_;
    std::shared_ptr<pending_operation> self_; ///< Itself, while it is in flight.
    timer deadline_timer_;
    timer pause_timer_;
    duration limit_{0};
    duration attempt_limit_{0};
    pool::pooled_connection* connection_ = nullptr; ///< What it was given.
    auth::attempt_credentials credentials_; ///< The credentials that its request was sent with.
    std::unique_ptr<call_outcome> kept_;    ///< A FAILED that is tried again.
};

} // namespace mrs::detail

#endif
