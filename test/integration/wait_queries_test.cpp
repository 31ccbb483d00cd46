// SPDX-License-Identifier: BSL-1.0
#include "scripted_peer.hpp"
#include "support/run.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

// The queries of a cancel that waits for the end, where they fail.

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs::wait_outcome;
using mrs_test::cancel_and_wait;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::scripted_peer;
using mrs_test::wait_ending;
using namespace std::chrono_literals;

namespace wait_queries {
namespace {

mrs::client_options options_for(const scripted_peer& peer) {
    mrs::client_options options(peer.url(), "p", mrs::credentials::token(mrs::secret("a-token")));
    options.allow_plaintext_loopback(true);
    options.retry(mrs::retry_options().base_delay(1ms).throttled_delay(1ms));
    return options;
}

/// A service that runs one execution and takes its cancel. Queries after the cancel are answered
/// by the test: it is given how many came before.
struct fixed_service {
    using query_script = std::function<peer_reply(int number)>;

    explicit fixed_service(query_script after)
        : peer([this, after = std::move(after)](const peer_request& request, int) {
              if (request.method_string() == "POST") {
                  taken = true;
                  return mrs_test::cancelled_reply();
              }
              return taken ? after(queries++) : peer_reply(200, R"({"status":"RUNNING"})");
          }) {}

    wait_ending stop(mrs::wait_options options = mrs::wait_options()) {
        asio::io_context context;
        const mrs::client client(context, options_for(peer));
        return cancel_and_wait(context, client, {"c", "x"},
                               options.initial_interval(1ms).max_interval(1ms));
    }

    bool taken = false;
    int queries = 0;
    scripted_peer peer; ///< Last, for it uses the others until it is gone.
};

peer_reply stopped_reply() {
    return peer_reply(200, R"({"status":"FAILED","message":"Query was canceled"})");
}

/// Throttled by a quota that is too large to hold anybody up.
peer_reply failing_reply(int status) {
    return peer_reply(status, status == 429 ? R"({"error_code":"APIGW.0308",)"
                                              R"("error_msg":"limit:1000,time:1 second"})"
                                            : "");
}

} // namespace
} // namespace wait_queries

BOOST_AUTO_TEST_SUITE(wait_queries)

BOOST_DATA_TEST_CASE(are_made_again_where_that_may_help,
                     data::make({500, 502, 503, 504, 429, 408}) * data::make({2, 7}), status,
                     times) {
    // Twice is within a query's own attempts, seven times is more than two queries have.
    fixed_service service([status = status, times = times](int number) {
        return number < times ? failing_reply(status) : stopped_reply();
    });
    const auto [ec, result] = service.stop();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST((result.outcome() == wait_outcome::stopped));
    BOOST_TEST(result.queries() == 2);
    BOOST_TEST(service.queries == times + 1);
}

BOOST_AUTO_TEST_CASE(to_the_end_of_patience_are_the_operations_error) {
    fixed_service service([](int) { return peer_reply(503); });
    const auto [ec, result] = service.stop(mrs::wait_options().timeout(50ms));
    BOOST_TEST(ec == mrs::errc::service_error);
    BOOST_TEST((result.outcome() == wait_outcome::none));
    BOOST_TEST(result.cancel().succeeded());
    BOOST_TEST(result.info()->http_status == 503);
    BOOST_TEST(result.info()->operation == "sql_result");
}

BOOST_AUTO_TEST_CASE(after_one_that_was_answered_leave_it_running) {
    fixed_service service([](int number) {
        return number == 0 ? peer_reply(200, R"({"status":"FINISHING"})") : peer_reply(503);
    });
    const auto [ec, result] = service.stop(mrs::wait_options().timeout(50ms));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST((result.outcome() == wait_outcome::still_running));
    BOOST_TEST((result.state() == mrs::sql_state::finishing));
}

BOOST_DATA_TEST_CASE(for_good_end_it_at_once,
                     data::make({401, 403, 404, 400}) ^
                         data::make({mrs::errc::unauthorized, mrs::errc::forbidden,
                                     mrs::errc::not_found, mrs::errc::rejected}),
                     status, code) {
    fixed_service service([status = status](int) {
        return status == 401 ? mrs_test::refused_reply() : peer_reply(status);
    });
    const auto [ec, result] = service.stop();
    BOOST_TEST(ec == code, ec.message());
    BOOST_TEST((result.outcome() == wait_outcome::none));
    BOOST_TEST(result.cancel().succeeded());
    BOOST_TEST(result.info()->http_status == status);
    BOOST_TEST(service.queries == 1);
}

BOOST_AUTO_TEST_CASE(because_the_answer_is_too_large_end_it) {
    for (const std::size_t more : {std::size_t(0), std::size_t(1)}) {
        const std::string frame = R"({"status":"FINISHED","content":[[""]]})";
        const std::string cell(mrs::max_sql_answer_bytes - frame.size() + more, 'x');
        fixed_service service([&](int) {
            return peer_reply(200, R"({"status":"FINISHED","content":[[")" + cell + R"("]]})");
        });
        const auto [ec, result] = service.stop();
        BOOST_TEST(ec == (more == 0 ? mrs::error_code() : mrs::errc::limit_exceeded), ec.message());
        BOOST_TEST(
            (result.outcome() == (more == 0 ? wait_outcome::had_ended : wait_outcome::none)));
        BOOST_TEST(result.cancel().succeeded());
        BOOST_TEST(service.queries == 1);
    }
}

BOOST_AUTO_TEST_CASE(before_the_cancel_do_not_hold_it_up) {
    for (const int status : {500, 401, 404}) {
        bool looked = false;
        scripted_peer peer([&, status](const peer_request& request, int) {
            if (request.method_string() == "POST")
                return mrs_test::cancelled_reply();
            return std::exchange(looked, true) ? stopped_reply() : peer_reply(status);
        });
        asio::io_context context;
        const mrs::client client(context, options_for(peer));
        const auto [ec, result] = cancel_and_wait(context, client, {"c", "x"});
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST((result.outcome() == wait_outcome::stopped));
        BOOST_TEST((result.state_before() == mrs::sql_state::none));
        BOOST_TEST(peer.requests() == 3);
    }
}

BOOST_AUTO_TEST_SUITE_END()
