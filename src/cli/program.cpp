// SPDX-License-Identifier: BSL-1.0
#include "cli/program.hpp"

#include "cli/environment.hpp"
#include "cli/runner.hpp"
#include "cli/token_source.hpp"

#include <mrs/client.hpp>
#include <mrs/version.hpp>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// Enough that a connection never waits for its next call.
constexpr std::size_t calls_per_connection = 4;

using steady = std::chrono::steady_clock;

id_source open_ids(const options& chosen) {
    if (chosen.ids.empty())
        return id_source(STDIN_FILENO);
    return id_source(chosen.ids);
}

void report(const tally& counts, const id_source& ids, const line_writer& out,
            steady::duration elapsed) {
    if (ids.error())
        std::cerr << "mrs-cancel: cannot read standard input: " << ids.error().message() << '\n';
    if (out.error())
        std::cerr << "mrs-cancel: cannot write to standard output: " << out.error().message()
                  << '\n';
    std::cerr << "mrs-cancel: " << counts.summary(elapsed) << '\n';
}

} // namespace

client_options make_client_options(const options& chosen, secret token) {
    auto creds = credentials::token(std::move(token));
    auto made = chosen.region.empty()
                    ? client_options(chosen.endpoint, chosen.project, std::move(creds))
                    : client_options::for_region(chosen.region, chosen.project, std::move(creds));
    made.language(chosen.language)
        .user_agent("mrs-cancel/" MRS_VERSION_STRING)
        .pool(pool_options().max_connections(chosen.connections))
        .rate(chosen.rate)
        .timeouts(timeouts().call(chosen.timeout))
        .tls(tls_options().ca_file(chosen.ca_file));
    return made;
}

exit_status run(const options& chosen) {
    secret token = find_token(environment(token_variable), chosen.token_file);
    asio::thread_pool network(1);
    const client work(network, make_client_options(chosen, std::move(token)));
    id_source ids = open_ids(chosen);
    line_writer out(STDOUT_FILENO);
    runner cancels(work, chosen.cluster, calls_per_connection * chosen.connections);
    const auto started = steady::now();
    const tally counts = cancels.run(ids, out);
    report(counts, ids, out, steady::now() - started);
    if (cancels.ended_early())
        std::cerr << "mrs-cancel: ended early; the ids without a line were not tried\n";
    work.async_close(0s, asio::use_future).wait();
    return counts.status();
}

} // namespace mrs::cli
