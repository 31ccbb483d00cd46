// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "server_identity.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using mrs::errc;
using namespace mrs_test;
namespace asio = boost::asio;
using std::chrono::milliseconds;

// Moments at which two things happen at once.

namespace races {
namespace {

/// So many calls, one after another in each of some chains, none of which may show an error.
class chains {
public:
    chains(const mrs::client& client, std::size_t calls) : client_(client), left_(calls) {}

    void start(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            next();
    }

    std::size_t succeeded = 0;
    std::size_t repeated = 0;
    std::string first_error;

private:
    void next() {
        if (left_ == 0)
            return;
        --left_;
        client_.async_cancel_sql(mrs::cancel_sql_request("cluster1", "id"),
                                 mrs::call_options().max_attempts(1),
                                 [this](mrs::error_code ec, const mrs::cancel_sql_result& result) {
                                     if (ec && first_error.empty())
                                         first_error = result.info()->to_string();
                                     succeeded += result.succeeded() ? 1 : 0;
                                     repeated += result.attempts() > 1 ? 1 : 0;
                                     next();
                                 });
    }

    const mrs::client& client_;
    std::size_t left_;
};

/// The server closes each connection at about the moment at which its next request comes.
void check_closing_race(transport kind, std::size_t calls, const fault_server::script& close) {
    fault_server_options server;
    server.tls = kind == transport::tls ? server_tls() : nullptr;
    fault_case one({}, server, close);
    chains all(one.client(), calls);
    all.start(8);
    one.settle();
    BOOST_TEST(all.first_error == "");
    BOOST_TEST(all.succeeded == calls);
    BOOST_TEST(all.repeated == 0u);
    BOOST_TEST(one.client().stats().retries == 0u);
    // The race was run, and not only won by the look before.
    BOOST_TEST(one.client().stats().replays > 0u);
    BOOST_TEST(one.server().connections() > calls / 3);
}

/// Closes after one answer, or after one that it gave `other`wise, at a moment that varies.
fault_server::script closing_soon(bool by_reset) {
    return [by_reset](fault_peer& peer) {
        if (!peer.tls() || peer.read_request().empty())
            return;
        peer.write(succeed_answer());
        // A fresh connection answers its first request always; only a reused one is in the race.
        for (std::size_t spin = 0; spin < peer.number() % 16 * 200; ++spin)
            if (peer.ended_by_client())
                return;
        if (by_reset)
            peer.rst();
    };
}

} // namespace
} // namespace races

BOOST_AUTO_TEST_SUITE(races)

BOOST_AUTO_TEST_CASE(fault_K1_closing_while_sending) {
    constexpr std::size_t share = MRS_TEST_SANITIZED ? 4 : 1; // Slower, they race as often.
    for (const bool by_reset : {false, true}) {
        check_closing_race(transport::plain, (by_reset ? 2'000 : 10'000) / share,
                           closing_soon(by_reset));
        check_closing_race(transport::tls, 1'000 / share, closing_soon(by_reset));
    }
}

/// A waiter is cancelled at every step of the hand-over to it; the connection goes on to the next.
BOOST_AUTO_TEST_CASE(fault_K7_cancelled_while_the_connection_is_handed_over) {
    bool by_itself = false;
    for (std::size_t steps = 0; !by_itself; ++steps) {
        BOOST_TEST_CONTEXT("after " << steps << " steps") {
            fault_case one({}, transport::plain);
            one.options().pool(mrs::pool_options().max_connections(1));
            std::optional<ending> first;
            std::optional<ending> last;
            std::optional<mrs::error_code> middle;
            asio::cancellation_signal signal;
            start(one.client(), "cluster1", "first", mrs::call_options(), first);
            one.client().async_cancel_sql(
                mrs::cancel_sql_request("cluster1", "middle"),
                asio::bind_cancellation_slot(
                    signal.slot(), [&](mrs::error_code ec, const mrs::cancel_sql_result&) {
                        BOOST_TEST(!middle.has_value());
                        middle = ec;
                    }));
            start(one.client(), "cluster1", "last", mrs::call_options(), last);
            one.context().restart();
            for (std::size_t i = 0; i < steps && !middle; ++i)
                one.context().run_one();
            by_itself = middle.has_value();
            signal.emit(asio::cancellation_type::terminal);
            one.settle();
            BOOST_TEST_REQUIRE((first && middle && last));
            BOOST_TEST(first->result.succeeded());
            BOOST_TEST(last->result.succeeded());
            // Late, its answer may have been on the way to it.
            BOOST_TEST((!*middle || *middle == asio::error::operation_aborted));
        }
        BOOST_TEST_REQUIRE(steps < 1'000u);
    }
}

/// Neither connections nor sessions nor tokens of one client are another's.
BOOST_AUTO_TEST_CASE(fault_K9_clients_share_nothing) {
    fault_case one({});
    mrs::client_options other(one.server().url(), "project1",
                              mrs::credentials::token(mrs::secret("the-other-token")));
    other.tls(trusted_tls().min_version(mrs::tls_options::version::tls_1_3));
    {
        const mrs::client second(one.context(), other);
        for (int i = 0; i < 3; ++i) {
            BOOST_TEST(one.call().result.succeeded());
            BOOST_TEST(cancel(one.context(), second, "cluster1", "id").result.succeeded());
        }
        BOOST_TEST(second.stats().connections_opened == 1u);
        BOOST_TEST(second.stats().tls_resumed == 0u);
    }
    BOOST_TEST(one.server().connections() == 2u);
    for (const seen_request& request : one.server().requests()) {
        const bool seconds = request.bytes.find("the-other-token") != std::string::npos;
        BOOST_TEST(request.connection == (seconds ? 1u : 0u));
    }
    one.settle();
}

/// All connections die at once with their requests, and the server is there again at once.
BOOST_AUTO_TEST_CASE(fault_K10_the_server_restarts) {
    constexpr std::size_t most = 32;
    constexpr std::size_t calls = 100;
    for (const transport kind : {transport::tls, transport::plain}) {
        std::atomic<bool> holding{false};
        std::atomic<std::size_t> held{0};
        const fault_server::script before_restart = [&](fault_peer& peer) {
            if (!peer.tls())
                return;
            while (!peer.read_request().empty()) {
                if (holding) {
                    ++held;
                    peer.stall();
                    return;
                }
                peer.write(succeed_answer());
            }
        };
        fault_case one(std::vector<fault_server::script>(most, before_restart), kind);
        one.options().pool(mrs::pool_options().max_connections(most));
        one.client().async_warm_up(most, [](mrs::error_code ec) { BOOST_TEST(!ec); });
        one.settle();
        for (const ending& end : one.calls(most))
            BOOST_TEST(end.result.succeeded());
        BOOST_TEST(one.server().connections() == most);

        holding = true;
        std::vector<std::optional<ending>> outs(calls);
        for (auto& out : outs)
            start(one.client(), "cluster1", "id", mrs::call_options().max_attempts(1), out);
        one.run_until([&] { return one.client().stats().connections_in_use == most; });
        while (held < most)
            std::this_thread::sleep_for(milliseconds(1));
        one.server().drop_all();
        one.settle();
        for (const auto& out : outs) {
            BOOST_TEST_REQUIRE(out.has_value());
            BOOST_TEST(!out->ec, out->ec.message());
        }
        BOOST_TEST(one.client().stats().replays == most);
        BOOST_TEST(one.client().stats().retries == 0u);
        BOOST_TEST(one.server().connections() <= 2 * most);
    }
}

BOOST_AUTO_TEST_SUITE_END()
