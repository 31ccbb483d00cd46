// SPDX-License-Identifier: BSL-1.0
#include <mrs/client.hpp>

#include <boost/asio.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

boost::asio::awaitable<void> cancel(const mrs::client& client, std::string sql_id) {
    const mrs::cancel_sql_request request(setting("MRS_CLUSTER_ID"), sql_id);
    const auto result = co_await client.cancel_sql(request);
    std::cout << sql_id << ": " << to_string(result.status()) << ' ' << result.message() << '\n';
}

int main(int argc, char** argv) try {
    boost::asio::io_context context;
    mrs::client_options options(setting("MRS_ENDPOINT"), setting("MRS_PROJECT_ID"),
                                mrs::credentials::default_chain());
    options.tls(mrs::tls_options().ca_file(setting("MRS_CA_FILE")));
    const mrs::client client(context, options);
    auto done = boost::asio::co_spawn(context, cancel(client, argc > 1 ? argv[1] : ""),
                                      boost::asio::use_future);
    context.run();
    done.get();
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
