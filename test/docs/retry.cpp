// SPDX-License-Identifier: BSL-1.0
// What docs/retry.md shows, so that it is compiled.
#include <mrs/client.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <utility>

namespace {

mrs::client_options patient(mrs::client_options options) {
    return options
        .timeouts(
            mrs::timeout_options().call(std::chrono::minutes(2)).connect(std::chrono::seconds(10)))
        .retry(mrs::retry_options().max_attempts(5));
}

boost::asio::awaitable<void> hurry(const mrs::client& client, mrs::cancel_sql_request request) {
    const auto options = mrs::call_options().timeout(std::chrono::seconds(3)).max_attempts(1);
    const auto result = co_await client.cancel_sql(std::move(request), options);
    result.throw_if_failed();
}

} // namespace

boost::asio::awaitable<void> show_retry(boost::asio::any_io_executor executor,
                                        mrs::client_options options,
                                        mrs::cancel_sql_request request) {
    const mrs::client client(executor, patient(std::move(options)));
    co_await hurry(client, std::move(request));
}
