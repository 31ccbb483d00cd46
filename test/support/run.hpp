// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_RUN_HPP
#define MRS_TEST_RUN_HPP

#include "support/print.hpp"

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace mrs_test {

/// What a call ended with.
struct ending {
    ending() = default;
    ending(mrs::error_code code, mrs::cancel_sql_result answer)
        : ec(code), result(std::move(answer)) {}

    mrs::error_code ec;
    mrs::cancel_sql_result result;
};

/// Starts one cancel whose outcome goes to `out`; it must complete once only.
inline void start(const mrs::client& client, std::string_view cluster, std::string_view id,
                  mrs::call_options options, std::optional<ending>& out) {
    client.async_cancel_sql(mrs::cancel_sql_request(cluster, id), options,
                            [&out](mrs::error_code ec, mrs::cancel_sql_result result) {
                                BOOST_TEST_REQUIRE(!out.has_value());
                                out.emplace(ec, std::move(result));
                            });
}

/// One cancel from start to end.
inline ending cancel(boost::asio::io_context& context, const mrs::client& client,
                     std::string_view cluster, std::string_view id,
                     mrs::call_options options = mrs::call_options()) {
    std::optional<ending> out;
    start(client, cluster, id, options, out);
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    return std::move(*out);
}

/// What a call about an execution ended with.
struct sql_ending {
    sql_ending() = default;
    sql_ending(mrs::error_code code, mrs::sql_execution answer)
        : ec(code), result(std::move(answer)) {}

    mrs::error_code ec;
    mrs::sql_execution result;
};

/// One submission from start to end.
inline sql_ending execute(boost::asio::io_context& context, const mrs::client& client,
                          mrs::execute_sql_request request,
                          mrs::call_options options = mrs::call_options()) {
    std::optional<sql_ending> out;
    client.async_execute_sql(std::move(request), options,
                             [&out](mrs::error_code ec, mrs::sql_execution result) {
                                 BOOST_TEST_REQUIRE(!out.has_value());
                                 out.emplace(ec, std::move(result));
                             });
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    return std::move(*out);
}

/// One query from start to end.
inline sql_ending query(boost::asio::io_context& context, const mrs::client& client,
                        mrs::sql_result_request request,
                        mrs::call_options options = mrs::call_options()) {
    std::optional<sql_ending> out;
    client.async_sql_result(std::move(request), options,
                            [&out](mrs::error_code ec, mrs::sql_execution result) {
                                BOOST_TEST_REQUIRE(!out.has_value());
                                out.emplace(ec, std::move(result));
                            });
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    return std::move(*out);
}

/// What a cancel that waits for the end ended with.
struct wait_ending {
    wait_ending() = default;
    wait_ending(mrs::error_code code, mrs::cancel_wait_result answer)
        : ec(code), result(std::move(answer)) {}

    mrs::error_code ec;
    mrs::cancel_wait_result result;
};

/// One cancel with its wait from start to end.
inline wait_ending cancel_and_wait(boost::asio::io_context& context, const mrs::client& client,
                                   mrs::cancel_sql_request request,
                                   mrs::wait_options options = mrs::wait_options()) {
    std::optional<wait_ending> out;
    client.async_cancel_sql_and_wait(std::move(request), options,
                                     [&out](mrs::error_code ec, mrs::cancel_wait_result result) {
                                         BOOST_TEST_REQUIRE(!out.has_value());
                                         out.emplace(ec, std::move(result));
                                     });
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    return std::move(*out);
}

} // namespace mrs_test

#endif
