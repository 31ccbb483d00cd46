// SPDX-License-Identifier: BSL-1.0
//
// Cancels all executions whose ids stand on standard input, one a line, at once, and prints how it
// went: cancel_many < ids

#include <mrs/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

using steady = std::chrono::steady_clock;
using seconds = std::chrono::duration<double>;
using milliseconds = std::chrono::duration<double, std::milli>;

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

/// What became of the calls. One thread runs them all, so that nothing here needs a lock.
struct tally {
    std::size_t succeeded = 0;
    std::size_t failed = 0;
    std::size_t errors = 0;
    std::vector<milliseconds> latencies;

    /// The latency that a part of the calls did not exceed.
    milliseconds latency(double part) const {
        if (latencies.empty())
            return milliseconds(0);
        return latencies[static_cast<std::size_t>(part *
                                                  static_cast<double>(latencies.size() - 1))];
    }
};

asio::awaitable<void> cancel(const mrs::client& client, mrs::cancel_sql_request request,
                             tally& counts) {
    const auto started = steady::now();
    try {
        const mrs::cancel_sql_result result = co_await client.cancel_sql(request);
        ++(result.succeeded() ? counts.succeeded : counts.failed);
    } catch (const mrs::error& error) {
        ++counts.errors;
        std::cerr << error.what() << '\n';
    }
    counts.latencies.emplace_back(steady::now() - started);
}

void print(tally& counts, seconds elapsed) {
    std::sort(counts.latencies.begin(), counts.latencies.end());
    const std::size_t total = counts.latencies.size();
    const auto line = [](const char* name, auto value) {
        std::cout << std::left << std::setw(13) << name << value << '\n';
    };
    std::cout << std::fixed << std::setprecision(2);
    line("calls", total);
    line("succeeded", counts.succeeded);
    line("failed", counts.failed);
    line("errors", counts.errors);
    line("seconds", elapsed.count());
    line("per second", static_cast<double>(total) / elapsed.count());
    line("p50 ms", counts.latency(0.5).count());
    line("p90 ms", counts.latency(0.9).count());
    line("p99 ms", counts.latency(0.99).count());
    line("max ms", counts.latency(1).count());
}

} // namespace

int main() {
    try {
        asio::io_context context;
        const mrs::client client(context, settings());
        const std::string cluster = setting("MRS_CLUSTER_ID");
        tally counts;
        for (std::string id; std::getline(std::cin, id);)
            asio::co_spawn(context, cancel(client, mrs::cancel_sql_request(cluster, id), counts),
                           asio::detached);
        const auto started = steady::now();
        context.run();
        print(counts, steady::now() - started);
        return counts.succeeded == counts.latencies.size() ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
