// SPDX-License-Identifier: BSL-1.0
// What docs/quick-start.md shows beside the README's program, so that it is compiled.
#include <mrs/client.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>
#include <utility>

boost::asio::awaitable<void> stop(const mrs::client& client, std::string cluster, std::string id) {
    mrs::cancel_sql_request request(std::move(cluster), id);
    const auto end = co_await client.cancel_sql_and_wait(std::move(request));
    std::cout << id << ": " << to_string(end.outcome()) << ' ' << end.message() << '\n';
}
