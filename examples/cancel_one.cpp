// SPDX-License-Identifier: BSL-1.0
//
// Cancels one execution in a coroutine: cancel_one SQL_ID

#include <mrs/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;

namespace {

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

mrs::client_options settings() {
    mrs::client_options options(setting("MRS_ENDPOINT"), setting("MRS_PROJECT_ID"),
                                mrs::credentials::default_chain());
    // Without a file, the system's authorities are trusted.
    return options.tls(mrs::tls_options().ca_file(setting("MRS_CA_FILE")));
}

asio::awaitable<void> cancel(const mrs::client& client, std::string sql_id) {
    const mrs::cancel_sql_request request(setting("MRS_CLUSTER_ID"), sql_id);
    const mrs::cancel_sql_result result = co_await client.cancel_sql(request);
    result.throw_if_failed();
    std::cout << sql_id << ": " << to_string(result.status()) << '\n';
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: cancel_one SQL_ID\n";
        return 2;
    }
    try {
        asio::io_context context;
        const mrs::client client(context, settings());
        auto done = asio::co_spawn(context, cancel(client, argv[1]), asio::use_future);
        context.run();
        done.get();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
