// SPDX-License-Identifier: BSL-1.0
#include "cutting_proxy.hpp"
#include "emulator.hpp"
#include "support/run.hpp"

#include <chrono>
#include <string>
#include <thread>

namespace asio = boost::asio;
using mrs_test::emulator;

namespace submitted_once {
namespace {

/// What the service has counted, once it has seen the end of every connection that was cut.
std::uint64_t settled_count(const emulator& service, std::uint64_t connections) {
    for (int i = 0; i < 5000 && service.stat("connections_open") > connections; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return service.stat("submitted");
}

} // namespace
} // namespace submitted_once

BOOST_AUTO_TEST_SUITE(submitted_once)

BOOST_AUTO_TEST_CASE(of_1000_cut_submissions_none_is_made_twice_and_no_doubt_is_hidden) {
    const emulator service({"--http"});
    const mrs_test::cutting_proxy proxy(service.endpoint(), 3000, 20261125);
    asio::io_context context;
    mrs::client_options options(proxy.url(), service.project(),
                                mrs::credentials::token(mrs::secret(service.token())));
    options.allow_plaintext_loopback(true).pool(mrs::pool_options().max_connections(1));
    options.retry(mrs::retry_options().budget(1'000'000));
    const mrs::client client(context, options);
    const std::uint64_t connections = service.stat("connections_open");
    std::uint64_t before = 0;
    int answered = 0;
    int uncertain = 0;
    int carried_out = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto [ec, result] =
            mrs_test::execute(context, client, {service.cluster(), "SELECT " + std::to_string(i)});
        const std::uint64_t count =
            ec ? settled_count(service, connections) : service.stat("submitted");
        const std::uint64_t made = count - before;
        before = count;
        if (!ec) {
            ++answered;
            BOOST_TEST(made == 1u, "an answered one was made " << made << " times");
        } else if (ec == mrs::errc::maybe_submitted) {
            ++uncertain;
            carried_out += static_cast<int>(made);
            BOOST_TEST(made <= 1u, "an uncertain one was made " << made << " times");
            BOOST_TEST(result.info()->maybe_submitted);
            BOOST_TEST(!result.info()->detail.empty());
        } else {
            BOOST_TEST(made == 0u, "it was made, but ended with " << ec.message());
            BOOST_TEST(!result.info()->maybe_submitted);
        }
    }
    BOOST_TEST_MESSAGE(answered << " answered, " << uncertain << " uncertain, of these "
                                << carried_out << " carried out");
    // All three happened, or the test has shown nothing.
    BOOST_TEST(answered > 100);
    BOOST_TEST(uncertain > 100);
    BOOST_TEST(carried_out > 10);
    BOOST_TEST(carried_out < uncertain);
    BOOST_TEST(client.stats().connections_in_use == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
