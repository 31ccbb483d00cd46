// SPDX-License-Identifier: BSL-1.0
#include "fault_case.hpp"

#include "server_identity.hpp"

#include <exception>
#include <filesystem>
#include <iterator>
#include <utility>

namespace mrs_test {

namespace asio = boost::asio;

namespace {

mrs::client_options options_for(const fault_server& server) {
    mrs::client_options options(server.url(), "project1",
                                mrs::credentials::token(mrs::secret("token-of-the-fault-tests")));
    options.allow_plaintext_loopback(true).tls(trusted_tls());
    options.timeouts(mrs::timeout_options().call(std::chrono::seconds(30)));
    options.retry(mrs::retry_options().base_delay(std::chrono::milliseconds(1)));
    return options;
}

} // namespace

fault_server_options served_over(transport kind) {
    fault_server_options options;
    options.tls = kind == transport::tls ? server_tls() : nullptr;
    return options;
}

std::size_t open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

fault_case::fault_case(std::vector<fault_server::script> first, transport kind)
    : fault_case(std::move(first), served_over(kind)) {}

fault_case::fault_case(std::vector<fault_server::script> first,
                       const fault_server_options& server_options, fault_server::script then)
    : server_(std::in_place, std::move(first), server_options, std::move(then)),
      options_(options_for(*server_)) {}

fault_case::~fault_case() {
    if (std::uncaught_exceptions() == 0 && good_call_)
        check_good_call();
    client_.reset();
    if (context_) {
        context_->restart();
        context_->run();
    }
    context_.reset();
    events_->check_even();
    server_->stop();
    BOOST_TEST(server_->complaints() == "");
    server_.reset();
    BOOST_TEST(open_descriptors() == descriptors_);
}

mrs::client& fault_case::client() {
    if (!client_)
        client_.emplace(*context_, options_.observer(events_));
    return *client_;
}

ending fault_case::call(mrs::call_options limits) {
    return std::move(calls(1, limits).front());
}

std::vector<ending> fault_case::calls(std::size_t count, mrs::call_options limits) {
    std::vector<std::optional<ending>> outs(count);
    const auto limit = limits.timeout().value_or(options_.timeouts().call());
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < count; ++i)
        start(client(), "cluster1", "id-" + std::to_string(i), limits, outs[i]);
    settle();
    BOOST_TEST((std::chrono::steady_clock::now() - begun < limit + slack));
    std::vector<ending> ends;
    for (auto& out : outs) {
        BOOST_TEST_REQUIRE(out.has_value());
        ends.push_back(std::move(*out));
    }
    return ends;
}

void fault_case::run_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + 2 * slack;
    while (!done()) {
        BOOST_TEST_REQUIRE((std::chrono::steady_clock::now() < limit));
        context_->restart();
        context_->run_for(std::chrono::milliseconds(1));
    }
}

void fault_case::settle() {
    context_->restart();
    context_->run();
    check_counts();
}

void fault_case::drop_client() noexcept {
    good_call_ = false;
    client_.reset();
}

void fault_case::drop_context() noexcept {
    drop_client();
    context_.reset();
}

void fault_case::check_counts() {
    const mrs::client_stats stats = client().stats();
    BOOST_TEST(stats.calls_in_flight == 0u);
    BOOST_TEST(stats.calls_waiting == 0u);
    BOOST_TEST(stats.connections_opening == 0u);
    BOOST_TEST(stats.observer_failures == 0u);
    BOOST_TEST(events_->calls() == stats.calls_started);
    BOOST_TEST(stats.connections_in_use == 0u);
    BOOST_TEST(stats.connections_idle <= options_.pool().max_connections());
}

void fault_case::check_good_call() {
    const ending good = call();
    BOOST_TEST(!good.ec, "the good call afterwards: " << good.ec.message());
    BOOST_TEST(good.result.succeeded());
}

} // namespace mrs_test
