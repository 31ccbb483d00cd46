// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_CLIENT_WIRE_HPP
#define MRS_TEST_UNIT_CLIENT_WIRE_HPP

#include "client_bench.hpp"
#include "net/connection.hpp"

#include <mrs/access_key.hpp>

#include <boost/asio/error.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace clients {

/// A connection that opens at once, and whose exchanges end as the test says.
class scripted_connection final : public mrs::net::connection {
public:
    scripted_connection(mrs::net::origin& target, mrs::net::connection_owner& owner)
        : mrs::net::connection(target), owner_(owner) {}

    void open() override { owner_.on_opened(); }
    void exchange(mrs::net::exchange_user& user, mrs::time_point, mrs::duration,
                  std::size_t) override {
        user_ = &user;
        asked = request_;
        ++exchanges;
    }
    [[nodiscard]] bool sent() const noexcept override { return true; }
    [[nodiscard]] bool alive() override { return true; }
    [[nodiscard]] bool resumed() const noexcept override { return false; }
    void abort() noexcept override { user_ = nullptr; }

    [[nodiscard]] bool busy() const noexcept { return user_ != nullptr; }
    void answer(int status, std::string body) {
        reply.clear();
        reply.status = status;
        reply.body = std::move(body);
        reply.retry_after = next_retry_after;
        reply.request_id = next_request_id;
        reply.reusable = true;
        std::exchange(user_, nullptr)->on_answer(reply);
    }
    void fail(std::string detail, bool stale) {
        std::exchange(user_, nullptr)
            ->on_exchange_failed({mrs::errc::connection_closed, mrs::pacing::fault::transient,
                                  boost::asio::error::connection_reset, std::move(detail)},
                                 stale);
    }

    std::string asked;
    std::string next_retry_after; ///< Of its answers.
    std::string next_request_id;
    int exchanges = 0;
    mrs::net::response reply;

private:
    mrs::net::connection_owner& owner_;
    mrs::net::exchange_user* user_ = nullptr;
};

/// A client of a service that the test plays, in virtual time.
class wire final : public mrs::net::connector {
public:
    explicit wire(mrs::credentials shown, const mrs::retry_options& retry = mrs::retry_options())
        : wire(mrs::client_options("https://mrs.invalid", "p1", std::move(shown)).retry(retry)) {}
    explicit wire(mrs::client_options options) {
        clock_.monotonic = mrs::time_point(1h);
        clock_.wall = std::chrono::system_clock::time_point(400'000h);
        options.tls(one_authority());
        mrs::detail::platform outside;
        outside.time = mrs::time_source(clock_);
        outside.connections = this;
        outside.seed = 1;
        client = std::make_shared<client_impl>(boost::asio::any_io_executor(context.get_executor()),
                                               std::move(options), outside);
        client->timers.listen(nullptr);
    }
    wire(const wire&) = delete;
    wire& operator=(const wire&) = delete;
    ~wire() { client.reset(); }

    std::shared_ptr<mrs::net::connection>
    make_connection(mrs::net::origin& target, mrs::net::connection_owner& owner) override {
        connections.push_back(std::make_shared<scripted_connection>(target, owner));
        return connections.back();
    }
    std::shared_ptr<kept_cancel> start(const mrs::call_options& limits = mrs::call_options()) {
        auto call = std::make_shared<kept_cancel>(*client, limits);
        client_impl::run(client, [call] { call->start(); });
        poll();
        return call;
    }
    void poll() {
        context.restart();
        context.poll();
    }
    void pass(mrs::duration time) {
        clock_.monotonic += time;
        client_impl::run(client, [this] { client->timers.run_due(clock_.monotonic); });
        poll();
    }
    /// Lets the peer of the only busy connection do something.
    template<typename Deed>
    void peer(Deed deed) {
        scripted_connection* const one = only_busy();
        client_impl::run(client, [one, deed] { deed(*one); });
        poll();
    }
    void answer(int status, const std::string& body) {
        peer([&](scripted_connection& one) { one.answer(status, body); });
    }
    void fail(const std::string& detail, bool stale = false) {
        peer([&](scripted_connection& one) { one.fail(detail, stale); });
    }
    [[nodiscard]] int exchanges() const {
        int all = 0;
        for (const auto& one : connections)
            all += one->exchanges;
        return all;
    }

    boost::asio::io_context context;
    std::vector<std::shared_ptr<scripted_connection>> connections;
    std::shared_ptr<client_impl> client;

private:
    scripted_connection* only_busy() const {
        scripted_connection* found = nullptr;
        for (const auto& one : connections)
            if (one->busy()) {
                BOOST_TEST_REQUIRE(found == nullptr);
                found = one.get();
            }
        BOOST_TEST_REQUIRE(found != nullptr);
        return found;
    }

    mrs::simulated_time clock_;
};

} // namespace clients

#endif
