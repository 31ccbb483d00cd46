// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_RUN_HPP
#define MRS_TEST_SUPPORT_RUN_HPP

#include "support/print.hpp"

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace mrs_test {

/// What a call ended with.
template<typename Result>
struct call_ending {
    call_ending() = default;
    call_ending(mrs::error_code code, Result answer) : ec(code), result(std::move(answer)) {}

    mrs::error_code ec;
    Result result;
};

using ending = call_ending<mrs::cancel_sql_result>;
using sql_ending = call_ending<mrs::sql_execution>;
using wait_ending = call_ending<mrs::cancel_wait_result>;

/// A handler whose outcome goes to `out`; it must be called once only.
template<typename Result>
auto into(std::optional<call_ending<Result>>& out) {
    return [&out](mrs::error_code ec, Result result) {
        BOOST_TEST_REQUIRE(!out.has_value());
        out.emplace(ec, std::move(result));
    };
}

/// One call from start to end.
/// @param initiate starts it with the handler that it is given
template<typename Result, typename Initiate>
call_ending<Result> run_to_end(boost::asio::io_context& context, const Initiate& initiate) {
    std::optional<call_ending<Result>> out;
    initiate(into(out));
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    return std::move(*out);
}

/// Starts one cancel whose outcome goes to `out`.
inline void start(const mrs::client& client, std::string_view cluster, std::string_view id,
                  mrs::call_options options, std::optional<ending>& out) {
    client.async_cancel_sql(mrs::cancel_sql_request(cluster, id), options, into(out));
}

/// One cancel from start to end.
inline ending cancel(boost::asio::io_context& context, const mrs::client& client,
                     std::string_view cluster, std::string_view id,
                     mrs::call_options options = mrs::call_options()) {
    return run_to_end<mrs::cancel_sql_result>(context, [&](auto handler) {
        client.async_cancel_sql(mrs::cancel_sql_request(cluster, id), options, std::move(handler));
    });
}

/// One submission from start to end.
inline sql_ending execute(boost::asio::io_context& context, const mrs::client& client,
                          mrs::execute_sql_request request,
                          mrs::call_options options = mrs::call_options()) {
    return run_to_end<mrs::sql_execution>(context, [&](auto handler) {
        client.async_execute_sql(std::move(request), options, std::move(handler));
    });
}

/// One query from start to end.
inline sql_ending query(boost::asio::io_context& context, const mrs::client& client,
                        mrs::sql_result_request request,
                        mrs::call_options options = mrs::call_options()) {
    return run_to_end<mrs::sql_execution>(context, [&](auto handler) {
        client.async_sql_result(std::move(request), options, std::move(handler));
    });
}

/// One cancel with its wait from start to end.
inline wait_ending cancel_and_wait(boost::asio::io_context& context, const mrs::client& client,
                                   mrs::cancel_sql_request request,
                                   mrs::wait_options options = mrs::wait_options()) {
    return run_to_end<mrs::cancel_wait_result>(context, [&](auto handler) {
        client.async_cancel_sql_and_wait(std::move(request), options, std::move(handler));
    });
}

} // namespace mrs_test

#endif
