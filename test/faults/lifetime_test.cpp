// SPDX-License-Identifier: BSL-1.0
#include "clock_jump.hpp"
#include "phases.hpp"
#include "row_checks.hpp"
#include "server_identity.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using mrs::errc;
using namespace mrs_test;
namespace asio = boost::asio;
using std::chrono::milliseconds;

// The client's own world: its executor, its caller's code, its clock, its threads.

namespace lifetime {
namespace {

struct oops : std::runtime_error {
    oops() : std::runtime_error("the user's own exception") {}
};

using address_list = std::vector<asio::ip::address>;

mrs::client_options with_resolver(const fault_server& server, mrs::host_resolver resolve) {
    mrs::client_options options("https://mrs.example.test:" + std::to_string(server.port()),
                                "project1", mrs::credentials::token(mrs::secret("token")));
    options.tls(trusted_tls().server_name("localhost")).resolver(std::move(resolve));
    return options;
}

asio::awaitable<address_list> loopback() {
    address_list all;
    all.push_back(asio::ip::make_address("127.0.0.1"));
    co_return all;
}

asio::awaitable<address_list> failing_resolve() {
    throw oops();
    co_return address_list();
}

} // namespace
} // namespace lifetime

BOOST_AUTO_TEST_SUITE(lifetime)

BOOST_AUTO_TEST_CASE(fault_R5_the_client_goes_with_a_call_in_any_phase) {
    for (const phase where : all_phases)
        BOOST_TEST_CONTEXT(name_of(where)) {
            held_call one(where);
            one.start();
            one.host().drop_client();
            one.host().run_until([&] { return one.ec.has_value(); });
            BOOST_TEST(*one.ec == asio::error::operation_aborted, one.ec->message());
            one.release();
        }
}

/// The sanitizers tell whether anything is leaked or used too late.
BOOST_AUTO_TEST_CASE(fault_R5_the_executor_stops_with_a_call_in_any_phase) {
    for (const phase where : all_phases)
        BOOST_TEST_CONTEXT(name_of(where)) {
            held_call one(where);
            one.start();
            one.host().context().stop();
            one.drop_context();
            BOOST_TEST(!one.ec.has_value());
        }
}

BOOST_AUTO_TEST_CASE(fault_R6_a_handler_that_throws) {
    for (const bool good : {true, false}) {
        fault_case one({good ? fault_server::script([](fault_peer& peer) { peer.serve(); })
                             : answering(answer(404, ""))});
        one.client().async_cancel_sql(
            mrs::cancel_sql_request("cluster1", "id"),
            [](mrs::error_code, const mrs::cancel_sql_result&) { throw oops(); });
        BOOST_CHECK_THROW(one.settle(), oops);
        one.settle();
    }
}

/// With the client's work half done around it: many calls, some of whose handlers throw.
BOOST_AUTO_TEST_CASE(fault_R6_some_of_many_handlers_throw) {
    constexpr int all = 200;
    fault_case one({});
    int completed = 0;
    for (int i = 0; i < all; ++i)
        one.client().async_cancel_sql(mrs::cancel_sql_request("cluster1", "id"),
                                      [&, i](mrs::error_code, const mrs::cancel_sql_result&) {
                                          ++completed;
                                          if (i % 10 == 0)
                                              throw oops();
                                      });
    int thrown = 0;
    for (bool more = true; more;) {
        try {
            one.settle();
            more = false;
        } catch (const oops&) {
            ++thrown;
        }
    }
    BOOST_TEST(thrown == all / 10);
    BOOST_TEST(completed == all);
}

BOOST_AUTO_TEST_CASE(fault_R6_a_resolver_that_throws) {
    for (const bool at_once : {true, false}) {
        int asked = 0; // Outlives the case, which asks once more.
        fault_case one({});
        one.options() = with_resolver(one.server(), [&](const std::string&) {
            if (++asked > 1)
                return loopback();
            if (at_once)
                throw oops();
            return failing_resolve();
        });
        const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
        BOOST_TEST(ec == errc::resolve_failed, ec.message());
        BOOST_TEST(result.info()->detail.find("the user's own exception") != std::string::npos,
                   result.info()->detail);
    }
}

BOOST_AUTO_TEST_CASE(fault_R6_a_bulk_whose_source_or_sink_throws) {
    for (const bool source_throws : {true, false}) {
        int given = 0;
        std::exception_ptr thrown;
        fault_case one({});
        one.client().async_cancel_all(
            mrs::bulk_source(mrs::bulk_source::next_function([&] {
                if (source_throws && given == 10)
                    throw oops();
                return std::optional(
                    mrs::cancel_sql_request("cluster1", "id-" + std::to_string(given++)));
            })),
            mrs::bulk_options(),
            [&](const mrs::bulk_outcome& outcome) {
                if (!source_throws && outcome.index == 10)
                    throw oops();
            },
            [&](const std::exception_ptr& what, const mrs::bulk_summary&) { thrown = what; });
        one.settle();
        BOOST_TEST_REQUIRE((thrown != nullptr));
        BOOST_CHECK_THROW(std::rethrow_exception(thrown), oops);
    }
}

/// Deadlines and back-offs go by the steady clock; a Retry-After's date by the answer's own Date.
BOOST_AUTO_TEST_CASE(fault_R7_the_system_clock_jumps) {
    constexpr std::chrono::hours day(24);
    const std::time_t before =
        std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    for (const auto by : {day, -day})
        BOOST_TEST_CONTEXT(by.count() << " hours") {
            fault_case one({answering(answer(503, "",
                                             "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                             "Retry-After: Sun, 06 Nov 1994 08:49:38 GMT\r\n"))});
            std::optional<ending> out;
            start(one.client(), "cluster1", "id", mrs::call_options(), out);
            one.run_until([&] { return one.client().stats().retries == 1; });
            {
                const clock_jump jump(by);
                const auto now =
                    std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
                BOOST_TEST(std::abs(now - before) > 3'600); // The jump is one.
                one.settle();
            }
            BOOST_TEST_REQUIRE(out.has_value());
            BOOST_TEST(!out->ec, out->ec.message());
            BOOST_TEST((out->result.elapsed() >= std::chrono::seconds(1)));
            BOOST_TEST((out->result.elapsed() < fault_case::slack));
            const clock_jump jump(by);
            const auto limit = mrs::call_options().timeout(milliseconds(300)).max_attempts(1);
            fault_case silent({after_request([](fault_peer& peer) { peer.stall(); })});
            BOOST_TEST(silent.call(limit).ec == errc::call_timeout);
        }
}

BOOST_AUTO_TEST_SUITE_END()
