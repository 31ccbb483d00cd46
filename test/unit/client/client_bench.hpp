// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_CLIENT_BENCH_HPP
#define MRS_TEST_UNIT_CLIENT_BENCH_HPP

#include "client/cancel_sql_call.hpp"
#include "client/client_impl.hpp"
#include "support/test_certificate.hpp"

#include <mrs/client_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace clients {

using mrs::error_code;
using mrs::detail::client_impl;
using namespace std::chrono_literals;

/// A source of credentials that never gives any.
inline boost::asio::awaitable<mrs::auth_token> no_token() {
    boost::asio::steady_timer forever(co_await boost::asio::this_coro::executor);
    forever.expires_at(mrs::never);
    co_await forever.async_wait(boost::asio::use_awaitable);
    co_return mrs::auth_token(mrs::secret("t"));
}

/// A cancel that keeps what it came to.
class kept_cancel final : public mrs::detail::cancel_operation {
public:
    kept_cancel(client_impl& client, const mrs::call_options& options)
        : cancel_operation(client, mrs::cancel_sql_request("c1", "q1"), options) {}

    std::optional<error_code> ended;
    mrs::cancel_sql_result result;

private:
    void complete(const error_code& ec, mrs::cancel_sql_result came) override {
        BOOST_TEST_REQUIRE(!ended.has_value());
        ended = ec;
        result = std::move(came);
    }
};

/// Something in flight that does nothing by itself.
class idle_operation final : public mrs::detail::pending_operation {
public:
    explicit idle_operation(client_impl& client) : client_(client) {}

    void start() override { client_.enter(*this); }
    void cancel(boost::asio::cancellation_type) override {}
    void end(const error_code& ec, std::string) override {
        ended = ec;
        client_.leave(*this);
    }
    [[nodiscard]] bool exchanging() const noexcept override { return busy; }
    [[nodiscard]] bool done() const noexcept override { return ended.has_value(); }
    void forget() override {}

    bool busy = true;
    std::optional<error_code> ended;

private:
    client_impl& client_;
};

/// Leave to send, wanted by a test.
class kept_permit final : public mrs::pacing::permit_user {
public:
    bool given = false;

private:
    void on_permit() override { given = true; }
};

/// One authority: to load the system's takes a client most of its time.
inline mrs::tls_options one_authority() {
    static const test_certificate authority("authority.test");
    return mrs::tls_options().ca_pem(authority.certificate);
}

/// A client of a service that is never reached.
class bench {
public:
    /// To be changed before the first use of `client`.
    mrs::client_options options =
        mrs::client_options("https://mrs.invalid", "p1", mrs::credentials::provider(no_token))
            .tls(one_authority());

    client_impl& client() {
        if (!client_)
            client_ = std::make_shared<client_impl>(
                boost::asio::any_io_executor(context.get_executor()), options);
        return *client_;
    }
    std::shared_ptr<kept_cancel> start(const mrs::call_options& limits = mrs::call_options()) {
        auto call = std::make_shared<kept_cancel>(client(), limits);
        client_impl::run(client_, [call] { call->start(); });
        return call;
    }
    /// Something that exchanges.
    std::shared_ptr<idle_operation> fly() {
        auto one = std::make_shared<idle_operation>(client());
        one->start();
        return one;
    }
    void close(mrs::duration patience) {
        client().close(patience, [this](error_code ec) { closed = ec; });
    }
    /// Does all that need not be waited for.
    void poll() {
        context.restart();
        context.poll();
    }
    /// Lets the earliest of the client's timers fire, where there is one.
    void pass_to_next_timer() { client().timers.run_due(client().timers.next()); }

    boost::asio::io_context context;
    std::optional<error_code> closed;

private:
    std::shared_ptr<client_impl> client_;
};

} // namespace clients

#endif
