// SPDX-License-Identifier: BSL-1.0
// What docs/errors.md shows, so that it is compiled.
#include <mrs/client.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <utility>

namespace {

boost::asio::awaitable<void> cancel(const mrs::client& client, mrs::cancel_sql_request request) {
    try {
        const auto result = co_await client.cancel_sql(std::move(request));
        std::cout << to_string(result.status()) << ' ' << result.message() << '\n';
    } catch (const mrs::error& error) {
        if (error.code() == mrs::condition::unauthorized)
            std::cerr << "look at the credentials: ";
        std::cerr << error.what() << '\n';
    }
}

void cancel_by_callback(const mrs::client& client, mrs::cancel_sql_request request) {
    client.async_cancel_sql(std::move(request),
                            [](mrs::error_code ec, const mrs::cancel_sql_result& result) {
                                if (ec)
                                    std::cerr << ec.message() << ": " << result.info()->to_string();
                            });
}

} // namespace

boost::asio::awaitable<void> show_errors(const mrs::client& client,
                                         const mrs::cancel_sql_request& request) {
    cancel_by_callback(client, request);
    co_await cancel(client, request);
}
