// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_CALL_HPP
#define MRS_CLIENT_CALL_HPP

#include "api/answer.hpp"
#include "api/request_target.hpp"
#include "auth/authenticator.hpp"
#include "client/flight.hpp"
#include "core/clock.hpp"
#include "core/timer_queue.hpp"
#include "net/connection.hpp"
#include "net/transport_error.hpp"
#include "pool/connection_pool.hpp"
#include "rate/permit_queue.hpp"
#include "retry/retry_policy.hpp"

#include <mrs/call_options.hpp>
#include <mrs/error.hpp>
#include <mrs/observer.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mrs::detail {

class client_impl;

/// One call from its start to its end: the attempt loop. It asks for a permit of the rate limiter,
/// for credentials, for a connection, exchanges, and asks the retry policy what follows. What it
/// calls for and how the answer reads is its operation's part, the virtual functions.
class call : public flight,
             private rate::permit_user,
             private auth::auth_user,
             private pool::pool_user,
             private net::exchange_user {
public:
    call(client_impl& client, const call_options& options);

    void start() override;
    void cancel(boost::asio::cancellation_type type) override;
    void end(const error_code& ec, std::string why) override;
    [[nodiscard]] bool exchanging() const noexcept override { return phase_ == phase::exchanging; }
    [[nodiscard]] bool done() const noexcept override { return phase_ == phase::done; }
    /// Whether nothing of it was sent yet, nor is about to be.
    [[nodiscard]] bool unsent() const noexcept { return !sent_; }
    void forget() override;

protected:
    /// What a decided call came to.
    class outcome {
    public:
        api::answer answer;
        int http_status = 0;
        std::string request_id;
        int attempts = 0;
        duration elapsed{0};
    };

    [[nodiscard]] client_impl& client() const noexcept { return client_; }

    /// A patient call takes being throttled for no failure, and waits for the rate limiter as long
    /// as it must: its time counts from each permit.
    [[nodiscard]] virtual bool patient() const noexcept { return false; }
    /// A patient call was throttled, and waits for its next permit.
    virtual void on_throttled() {}

    /// Whether the request may be sent again where it may have been carried out.
    [[nodiscard]] virtual bool repeatable() const noexcept { return true; }
    /// The quota that its requests count for.
    [[nodiscard]] virtual rate::permit_queue& permits() noexcept;
    [[nodiscard]] virtual std::string_view method() const noexcept { return "POST"; }
    [[nodiscard]] virtual std::string_view body() const noexcept { return {}; }
    /// How large the body of an answer may be.
    [[nodiscard]] virtual std::size_t largest_answer() const noexcept;

    virtual const char* name() const noexcept = 0;
    /// Adds what is the operation's own.
    virtual void describe(call_info& shown) const noexcept = 0;
    /// Checks the arguments, and says what is wrong with them.
    virtual api::complaint prepare() = 0;
    virtual void append_target(std::string& to) const = 0;
    virtual api::answer decode(int http_status, std::string_view body) = 0;
    virtual void deliver_answer(outcome&& decided) = 0;
    virtual void deliver_error(const error_code& ec, std::shared_ptr<const diagnostics> info) = 0;

private:
    enum class phase { created, pacing, authenticating, waiting, exchanging, backing_off, done };

    /// A failed attempt, with all that its diagnostics tell.
    class failed_attempt {
    public:
        errc code = errc::service_error;
        retry::failure failure;
        error_code cause;
        std::string detail;
        int http_status = 0;
        std::string service_code;
        std::string service_message;
        std::string request_id;
    };

    [[nodiscard]] api::complaint check_options() const;
    void start_clock(time_point now);
    void begin_attempt(time_point now);
    void on_permit() override;
    void take_permit(time_point now);
    void seek_connection(time_point now);
    void on_credentials() override;
    void on_credentials_failed(const auth::source_failure& why, stop_reason stop) override;
    [[nodiscard]] time_point patience() const noexcept override { return deadline_; }
    void on_connection(net::connection& granted) override;
    void on_open_failed(const net::origin& last, const net::transport_error& failure) override;
    void on_answer(net::connection& from, net::response& response) override;
    void on_exchange_failed(net::connection& from, const net::transport_error& failure,
                            bool stale) override;
    void on_deadline();
    void on_pause_ended();

    void write_request(net::connection& to);

    // What the client's observer hears, if it has one.
    void introduce();
    void tell_attempt_started();
    void tell_attempt_ended(const error_code& ec);
    void tell_attempt_ended(const outcome& result);
    void tell_attempt_ended(attempt_ended& event);
    void tell_retry(retry_reason reason, const error_code& ec, duration delay);
    void tell_throttled(const outcome& result, const retry::failure& failure);
    void tell_answered(const outcome& result);
    void tell_failed(const error_code& ec);

    [[nodiscard]] auth::judgement judge(const outcome& result, const net::response& response) const;
    void decided(outcome&& result, const retry::failure& failure, time_point now);
    bool retry_failed(retry::failure failure, time_point now);
    void undecided(outcome&& result, const retry::failure& failure, bool curable);
    void wait_for_quota(errc code, duration pause);
    void attempt_failed(failed_attempt&& failed);
    void attempt_failed(const net::transport_error& failure);
    void give_permit_back();
    void wait_again(net::connection& granted, time_point now);
    void record(const failed_attempt& failed);
    void back_off(retry_reason reason, const error_code& last, duration pause);
    void fail(errc code, stop_reason why, std::string detail);
    void finish(const error_code& ec, stop_reason why);
    [[nodiscard]] const net::origin& last_origin() noexcept;
    void leave_phase(const error_code& why);

    client_impl& client_;
    std::shared_ptr<flight> self_; ///< Itself, while it is in flight.
    const call_options options_;
    retry::policy policy_;
    retry::sequence retries_;
    timer deadline_timer_;
    timer pause_timer_;
    time_point started_{};
    time_point exchange_started_{};
    time_point attempt_started_{};
    time_point deadline_ = never;
    duration call_limit_{0};
    duration attempt_limit_{0};
    duration last_delay_{0};
    net::connection* connection_ = nullptr;
    const net::origin* tried_ = nullptr; ///< The last attempt's.
    auth::pass pass_;                    ///< The credentials that the last attempt was sent with.
    std::shared_ptr<diagnostics> info_;  ///< Made when the first attempt fails.
    call_info shown_;                    ///< To an observer, if there is one.
    int attempts_ = 0;
    int sends_ = 0; ///< How often its request was given to a connection.
    phase phase_ = phase::created;
    bool attempt_sent_ = false;
    bool permit_ = false;       ///< It has leave to send an attempt's request.
    int failed_left_ = 0;       ///< How often a FAILED may still be tried again.
    bool refreshed_ = false;    ///< Credentials were refused once already.
    bool uncertain_ = false;    ///< The last attempt's request may have been carried out.
    bool sent_ = false;         ///< A byte of a request may have reached the service.
    bool cancel_early_ = false; ///< Cancelled before `start` ran.
    bool last_attempt_ = false; ///< Cancelled totally after sending: no further attempt.
};

} // namespace mrs::detail

#endif
