// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "forked.hpp"
#include "support/run.hpp"

#include <mrs/sql_guard.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using mrs_test::emulator;
using mrs_test::ending;
using mrs_test::forked_child;

// What parent and child do with a client that the parent made.

namespace forks {
namespace {

/// One cancel, where Boost.Test may not be asked.
std::optional<ending> cancel(asio::io_context& context, const mrs::client& client,
                             const mrs::cancel_sql_request& request) {
    std::optional<ending> out;
    client.async_cancel_sql(request, [&](mrs::error_code ec, mrs::cancel_sql_result result) {
        out.emplace(ec, std::move(result));
    });
    context.restart();
    context.run();
    return out;
}

bool succeeded(const std::optional<ending>& out) {
    return out && !out->ec && out->result.succeeded();
}

std::size_t open_sockets() {
    std::size_t count = 0;
    for (const auto& one : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone; // The directory's own.
        count += std::filesystem::read_symlink(one, gone).string().starts_with("socket:") ? 1 : 0;
    }
    return count;
}

struct fixture {
    emulator service;
    std::optional<asio::io_context> context{std::in_place};
    std::optional<mrs::client> client;
    std::vector<std::string> ids = service.seed(100);

    void make_client(const mrs::client_options& options) { client.emplace(*context, options); }

    [[nodiscard]] mrs::cancel_sql_request request(std::size_t number) const {
        return {service.cluster(), ids.at(number)};
    }
    bool cancels(std::size_t number) {
        return succeeded(cancel(*context, *client, request(number)));
    }
    bool cancels_all(std::size_t first, std::size_t behind) {
        while (first < behind && cancels(first))
            ++first;
        return first == behind;
    }
    /// Runs until `done`, and no further.
    void run_until(const std::function<bool()>& done) {
        context->restart();
        for (int i = 0; i < 20'000 && !done(); ++i)
            context->run_for(std::chrono::milliseconds(1));
        BOOST_TEST_REQUIRE(done());
    }
    /// The parent has lost nothing, and had to repeat nothing.
    void expect_one_connection() const {
        const mrs::client_stats stats = client->stats();
        BOOST_TEST(stats.connections_opened == 1u);
        BOOST_TEST(stats.replays == 0u);
        BOOST_TEST(stats.retries == 0u);
    }
};

} // namespace
} // namespace forks

BOOST_FIXTURE_TEST_SUITE(forks, fixture)

BOOST_AUTO_TEST_CASE(fault_L2_parent_and_child_both_go_on) {
    make_client(service.options());
    BOOST_TEST(cancels(0));
    forked_child child(*context, true, [&] {
        const auto before = client->stats();
        const std::size_t sockets = open_sockets();
        if (!cancels_all(1, 50))
            return false;
        const auto after = client->stats();
        return after.connections_opened == before.connections_opened + 1 &&
               after.tls_resumed == before.tls_resumed && after.retries == 0 &&
               after.replays == 0 && open_sockets() == sockets;
    });
    BOOST_TEST(cancels_all(50, 100));
    BOOST_TEST(child.ended_well());
    BOOST_TEST(cancels(0));
    expect_one_connection();
    for (const auto& [id, count] : service.decided())
        BOOST_TEST(count == (id == ids[0] ? 2 : 1));
}

BOOST_AUTO_TEST_CASE(fault_L2_a_line_of_processes_goes_on) {
    make_client(service.options());
    BOOST_TEST(cancels(0));
    forked_child child(*context, true, [&] {
        if (!cancels(1))
            return false;
        forked_child grandchild(*context, true, [&] { return cancels_all(2, 10); });
        return cancels_all(10, 20) && grandchild.ended_well() &&
               client->stats().connections_opened == 2;
    });
    BOOST_TEST(child.ended_well());
    forked_child second(*context, true, [&] { return cancels_all(20, 30); });
    BOOST_TEST(second.ended_well());
    BOOST_TEST(cancels_all(30, 40));
    expect_one_connection();
}

/// Be the context told of the fork or not: no close_notify, no FIN.
BOOST_AUTO_TEST_CASE(fault_L2_a_child_that_ends_leaves_the_parents_connection_alone) {
    make_client(service.options());
    BOOST_TEST(cancels(0));
    for (const bool told : {true, false})
        for (const bool runs : {true, false}) {
            forked_child child(*context, told, [&] {
                client.reset();
                if (runs && told)
                    context->run();
                context.reset();
                return true;
            });
            BOOST_TEST(child.ended_well());
            BOOST_TEST(cancels(1));
        }
    expect_one_connection();
}

BOOST_AUTO_TEST_CASE(fault_L2_what_is_in_flight_ends_in_the_child_and_goes_on_in_the_parent) {
    make_client(service.options().pool(mrs::pool_options().max_connections(1)));
    service.fault("latency=300ms,count=1");
    std::vector<std::optional<ending>> outs(5);
    for (std::size_t i = 0; i < outs.size(); ++i) // All but the first wait for its connection.
        mrs_test::start(*client, service.cluster(), ids[i], mrs::call_options(), outs[i]);
    run_until([&] { return client->stats().connections_in_use == 1; });
    forked_child child(*context, true, [&] {
        context->restart();
        context->run();
        for (const auto& out : outs)
            if (!out || out->ec != asio::error::operation_aborted ||
                out->result.info()->detail.find("forked") == std::string::npos)
                return false;
        return client->stats().calls_in_flight == 0 && cancels(50);
    });
    context->restart();
    context->run();
    for (const auto& out : outs)
        BOOST_TEST(succeeded(out));
    BOOST_TEST(child.ended_well());
    expect_one_connection();
    for (const auto& [id, count] : service.decided())
        BOOST_TEST(count == 1);
}

/// They stand in the context's queue still.
BOOST_AUTO_TEST_CASE(what_has_not_begun_begins_in_the_parent_alone) {
    make_client(service.options());
    BOOST_TEST(cancels(0));
    std::optional<ending> call;
    std::optional<mrs_test::wait_ending> wait;
    std::optional<mrs::bulk_summary> run;
    mrs_test::start(*client, service.cluster(), ids[1], mrs::call_options(), call);
    client->async_cancel_sql_and_wait(request(2), mrs::wait_options(),
                                      [&](mrs::error_code ec, mrs::cancel_wait_result result) {
                                          wait.emplace(ec, std::move(result));
                                      });
    client->async_cancel_all(
        mrs::bulk_source(std::vector<mrs::cancel_sql_request>{request(3), request(4)}),
        mrs::bulk_options(), [](const mrs::bulk_outcome&) {},
        [&](const std::exception_ptr&, mrs::bulk_summary all) { run.emplace(std::move(all)); });
    forked_child child(*context, true, [&] {
        const auto before = client->stats();
        context->restart();
        context->run();
        return call && call->ec == asio::error::operation_aborted && wait &&
               wait->ec == asio::error::operation_aborted && run &&
               run->end == mrs::bulk_end::aborted && run->totals.taken == 0 &&
               client->stats().attempts == before.attempts &&
               client->stats().calls_in_flight == 0 && cancels(50);
    });
    BOOST_TEST(child.ended_well());
    context->restart();
    context->run();
    BOOST_TEST(succeeded(call));
    BOOST_TEST((wait && !wait->ec));
    BOOST_TEST((run && run->totals.succeeded == 2));
}

BOOST_AUTO_TEST_CASE(fault_L2_a_run_goes_on_in_the_parent_alone) {
    make_client(service.options());
    std::size_t taken = 0;
    std::size_t ended = 0;
    std::optional<mrs::bulk_summary> summary;
    const auto next = [&]() -> std::optional<mrs::cancel_sql_request> {
        return taken < ids.size() ? std::optional(request(taken++)) : std::nullopt;
    };
    service.fault("latency=20ms");
    client->async_cancel_all(
        mrs::bulk_source(mrs::bulk_source::next_function(next)), mrs::bulk_options().concurrency(2),
        [&](const mrs::bulk_outcome&) { ++ended; },
        [&](const std::exception_ptr&, mrs::bulk_summary all) { summary.emplace(std::move(all)); });
    run_until([&] { return ended >= 10; });
    forked_child child(*context, true, [&] {
        const std::size_t before = taken;
        context->restart();
        context->run();
        return taken == before && summary && summary->end == mrs::bulk_end::aborted;
    });
    context->restart();
    context->run();
    BOOST_TEST_REQUIRE(summary.has_value());
    BOOST_TEST(summary->totals.succeeded == ids.size());
    BOOST_TEST(child.ended_well());
    for (const auto& [id, count] : service.decided())
        BOOST_TEST(count == 1);
}

BOOST_AUTO_TEST_CASE(fault_L2_an_opening_ends_in_the_child) {
    make_client(service.options());
    std::optional<mrs::error_code> heard;
    client->async_warm_up(1, [&](mrs::error_code ec) { heard = ec; });
    context->poll_one();
    BOOST_TEST_REQUIRE(client->stats().connections_opening == 1u);
    forked_child child(*context, true, [&] {
        context->restart();
        context->run();
        return heard == asio::error::operation_aborted && cancels(1);
    });
    BOOST_TEST(child.ended_well());
    context->restart();
    context->run();
    BOOST_TEST((heard == mrs::error_code()));
    BOOST_TEST(cancels(2));
    expect_one_connection();
}

/// Its epoll instance is the parent's still: the child may not even set a timer.
BOOST_AUTO_TEST_CASE(a_context_that_was_not_told_is_not_used) {
    make_client(service.options());
    BOOST_TEST(cancels(0));
    forked_child child(*context, false, [&] {
        const auto refused = cancel(*context, *client, request(1));
        if (!refused || refused->ec != mrs::errc::client_closed ||
            refused->result.info()->detail.find("notify_fork") == std::string::npos)
            return false;
        std::optional<mrs::error_code> heard;
        client->async_warm_up(1, [&](mrs::error_code ec) { heard = ec; });
        context->restart();
        context->run();
        if (heard != mrs::errc::client_closed || client->stats().connections_opening != 0)
            return false;
        context->notify_fork(asio::execution_context::fork_child);
        return cancels(1);
    });
    BOOST_TEST(child.ended_well());
    BOOST_TEST(cancels(2));
    expect_one_connection();
}

BOOST_AUTO_TEST_CASE(a_guard_of_the_parent_stops_nothing_in_the_child) {
    make_client(service.options());
    mrs::sql_guard guard(*client, request(0));
    forked_child child(*context, true, [&] {
        if (guard.guards())
            return false;
        guard.cancel();
        mrs::sql_guard own(*client, request(1));
        if (!own.guards())
            return false;
        own.cancel();
        context->restart();
        context->run();
        return client->stats().calls_started == 1;
    });
    BOOST_TEST(child.ended_well());
    const auto decided = service.decided();
    BOOST_TEST(decided.count(ids[0]) == 0u);
    BOOST_TEST(decided.count(ids[1]) == 1u);
    BOOST_TEST(guard.guards());
    guard.release();
}

/// What the parent asks for is answered there: a fetch, and a name's addresses.
BOOST_AUTO_TEST_CASE(a_child_asks_anew) {
    for (const bool names : {true, false}) {
        bool hangs = true;
        asio::steady_timer gate(*context, asio::steady_timer::time_point::max());
        const auto pass = [&]() -> asio::awaitable<void> {
            if (hangs)
                static_cast<void>(co_await gate.async_wait(asio::as_tuple(asio::use_awaitable)));
        };
        mrs::client_options options = service.options();
        if (names) {
            const std::string& url = service.endpoint();
            options = mrs::client_options("https://mrs.example.test" + url.substr(url.rfind(':')),
                                          service.project(),
                                          mrs::credentials::token(mrs::secret(service.token())));
            options.tls(service.tls().server_name("127.0.0.1"));
            options.resolver(
                [&](const std::string&) -> asio::awaitable<std::vector<asio::ip::address>> {
                    co_await pass();
                    std::vector<asio::ip::address> all;
                    all.push_back(asio::ip::make_address("127.0.0.1"));
                    co_return all;
                });
        } else {
            options = mrs::client_options(
                service.endpoint(), service.project(),
                mrs::credentials::provider([&]() -> asio::awaitable<mrs::auth_token> {
                    co_await pass();
                    mrs::secret text(service.token());
                    co_return mrs::auth_token(std::move(text));
                }));
            options.tls(service.tls()).timeouts(mrs::timeout_options().credentials({}));
        }
        make_client(options);
        std::optional<ending> out;
        mrs_test::start(*client, service.cluster(), ids[0], mrs::call_options(), out);
        context->restart();
        context->run_for(std::chrono::milliseconds(5));
        BOOST_TEST_REQUIRE(client->stats().calls_in_flight == 1u);
        forked_child child(*context, true, [&] {
            hangs = false;
            const auto other = [&] {
                std::optional<ending> second;
                client->async_cancel_sql(request(1),
                                         [&](mrs::error_code ec, mrs::cancel_sql_result result) {
                                             second.emplace(ec, std::move(result));
                                         });
                context->restart();
                while (!second && context->run_one() > 0)
                    continue; // What hangs is work still.
                return second;
            };
            return succeeded(other()) && out && out->ec == asio::error::operation_aborted;
        });
        BOOST_TEST(child.ended_well());
        gate.cancel();
        run_until([&] { return out.has_value(); });
        BOOST_TEST(succeeded(out));
        client.reset();
        context->restart();
        context->run();
    }
}

BOOST_AUTO_TEST_SUITE_END()
