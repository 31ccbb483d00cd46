// SPDX-License-Identifier: BSL-1.0
//
// Cancels as fast as it can through the public interface, and prints what one cancel took.

#include "allocations.hpp"
#include "environment.hpp"
#include "steady_part.hpp"

#include <mrs/client.hpp>
#include <mrs/observer.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <CLI/CLI.hpp>

#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;

namespace {

struct wish {
    std::uint64_t requests = 100'000;
    std::uint64_t warm_up = 2'000;
    std::size_t in_flight = 64;
    std::size_t connections = 64;
    std::size_t max_uses = 0;
    std::string form = "coroutine";
    bool sign = false;
    bool observe = false;
};

wish parse(int argc, char** argv) {
    wish wanted;
    CLI::App app("Cancels as fast as it can, and prints what one cancel took.");
    app.add_option("--requests", wanted.requests, "Requests that count");
    app.add_option("--warm-up", wanted.warm_up, "Requests before these")
        ->check(CLI::PositiveNumber);
    app.add_option("--in-flight", wanted.in_flight, "Calls in flight at once");
    app.add_option("--connections", wanted.connections, "Connections at most");
    app.add_flag("--observe", wanted.observe, "With an observer that does nothing");
    app.add_option("--max-uses", wanted.max_uses, "Requests a connection may carry, 0 for any");
    app.add_option("--form", wanted.form)->check(CLI::IsMember({"coroutine", "callback"}));
    app.add_flag("--sign", wanted.sign, "By an access key in place of the token");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error)); // NOLINT(concurrency-mt-unsafe)
    }
    return wanted;
}

/// What the loops share. One thread runs them all.
class cancels {
public:
    cancels(const mrs::client& client, std::string cluster_id, const wish& wanted)
        : client_(client), cluster_id_(std::move(cluster_id)),
          steady_(wanted.warm_up, wanted.requests) {}

    asio::awaitable<void> one_after_another() {
        while (steady_.running()) {
            mrs::cancel_sql_request request = next();
            const mrs::cancel_sql_result result = co_await client_.cancel_sql(std::move(request));
            check(result);
        }
    }

    /// The same as a chain of callbacks.
    void begin_one() {
        client_.async_cancel_sql(next(),
                                 [this](mrs::error_code ec, const mrs::cancel_sql_result& result) {
                                     if (ec)
                                         throw mrs::error(ec, result.info());
                                     check(result);
                                     if (steady_.running())
                                         begin_one();
                                 });
    }

    void print() const {
        const std::string extra =
            ",\"connections_opened\":" + std::to_string(client_.stats().connections_opened) +
            ",\"tls_resumed\":" + std::to_string(client_.stats().tls_resumed) +
            ",\"retries\":" + std::to_string(client_.stats().retries);
        steady_.print(std::cout, extra.c_str());
    }

private:
    mrs::cancel_sql_request next() {
        bench::renumber(id_, ++number_);
        return {cluster_id_, id_};
    }

    void check(const mrs::cancel_sql_result& result) {
        if (!result.succeeded())
            throw std::runtime_error("a cancel did not succeed");
        steady_.count();
    }

    const mrs::client& client_;
    std::string cluster_id_;
    std::string id_ = bench::sql_id(0); ///< Of the latest request; a caller has it somewhere.
    bench::steady_part steady_;
    std::uint64_t number_ = 0;
};

void rethrow(const std::exception_ptr& error) {
    if (error)
        std::rethrow_exception(error);
}

} // namespace

int main(int argc, char** argv) try {
    bench::count_openssl_apart();
    const wish wanted = parse(argc, argv);
    const bench::environment environment;
    mrs::client_options options = wanted.sign ? environment.signing_client(wanted.connections)
                                              : environment.client(wanted.connections);
    options.pool(mrs::pool_options(options.pool()).max_uses(wanted.max_uses));
    if (wanted.observe)
        options.observer(std::make_shared<mrs::observer>());
    asio::io_context context(1);
    const mrs::client client(context, options);
    cancels all(client, environment.cluster_id, wanted);
    for (std::size_t loop = 0; loop < wanted.in_flight; ++loop) {
        if (wanted.form == "callback")
            all.begin_one();
        else
            asio::co_spawn(context, all.one_after_another(), rethrow);
    }
    context.run();
    all.print();
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
