// SPDX-License-Identifier: BSL-1.0
//
// Cancels at a given rate, come what may, and prints how long a cancel takes from the moment when
// it was due: a stall counts for every cancel that it holds up (no coordinated omission).

#include "environment.hpp"

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

using steady = std::chrono::steady_clock;

struct wish {
    double rate = 1'000;
    double seconds = 5;
    double warm_up = 1;
    std::size_t connections = 64;
};

wish parse(int argc, char** argv) {
    wish wanted;
    CLI::App app("Cancels at a given rate, and prints the latencies.");
    app.add_option("--rate", wanted.rate, "Requests a second")->check(CLI::PositiveNumber);
    app.add_option("--seconds", wanted.seconds, "How long");
    app.add_option("--warm-up", wanted.warm_up, "Seconds before that");
    app.add_option("--connections", wanted.connections, "Connections at most");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error)); // NOLINT(concurrency-mt-unsafe)
    }
    return wanted;
}

class open_loop {
public:
    open_loop(asio::io_context& context, const mrs::client& client, std::string cluster_id,
              const wish& wanted)
        : client_(client), timer_(context), cluster_id_(std::move(cluster_id)),
          interval_(std::chrono::duration_cast<steady::duration>(
              std::chrono::duration<double>(1 / wanted.rate))),
          skipped_(static_cast<std::uint64_t>(wanted.warm_up * wanted.rate)),
          total_(skipped_ + static_cast<std::uint64_t>(wanted.seconds * wanted.rate)) {
        latencies_.reserve(total_ - skipped_);
    }

    void begin() {
        started_ = steady::now();
        send_what_is_due();
    }

    void print() {
        if (latencies_.empty())
            throw std::runtime_error("nothing was measured");
        std::sort(latencies_.begin(), latencies_.end());
        const double seconds = std::chrono::duration<double>(last_end_ - started_).count();
        std::cout << "{\"requests\":" << latencies_.size()
                  << ",\"requests_per_s\":" << static_cast<double>(total_) / seconds;
        for (const auto& [name, part] : {std::pair("p50", 0.5), {"p99", 0.99}, {"p99_9", 0.999}})
            std::cout << ",\"" << name << "_us\":" << at(part);
        std::cout << ",\"max_us\":" << at(1) << "}\n";
    }

private:
    void send_what_is_due() {
        while (number_ < total_ && due(number_) <= steady::now())
            send(number_++);
        if (number_ == total_)
            return;
        timer_.expires_at(due(number_));
        timer_.async_wait([this](const mrs::error_code&) { send_what_is_due(); });
    }

    [[nodiscard]] steady::time_point due(std::uint64_t number) const {
        return started_ + interval_ * static_cast<steady::rep>(number);
    }

    void send(std::uint64_t number) {
        client_.async_cancel_sql(
            mrs::cancel_sql_request(cluster_id_, bench::sql_id(number)),
            [this, number](mrs::error_code ec, const mrs::cancel_sql_result& result) {
                if (ec)
                    throw mrs::error(ec, result.info());
                if (!result.succeeded())
                    throw std::runtime_error("a cancel did not succeed");
                last_end_ = steady::now();
                if (number >= skipped_)
                    latencies_.push_back(last_end_ - due(number));
            });
    }

    [[nodiscard]] double at(double part) const {
        const auto place =
            static_cast<std::size_t>(part * static_cast<double>(latencies_.size() - 1));
        return std::chrono::duration<double, std::micro>(latencies_[place]).count();
    }

    const mrs::client& client_;
    asio::steady_timer timer_;
    std::string cluster_id_;
    steady::duration interval_;
    std::uint64_t skipped_;
    std::uint64_t total_;
    std::uint64_t number_ = 0;
    steady::time_point started_;
    steady::time_point last_end_;
    std::vector<steady::duration> latencies_;
};

} // namespace

int main(int argc, char** argv) try {
    const wish wanted = parse(argc, argv);
    const bench::environment environment;
    asio::io_context context(1);
    const mrs::client client(context, environment.client(wanted.connections));
    open_loop loop(context, client, environment.cluster_id, wanted);
    loop.begin();
    context.run();
    loop.print();
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
