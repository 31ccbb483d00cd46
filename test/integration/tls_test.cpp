// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace asio = boost::asio;
using mrs_test::cancel;
using mrs_test::emulator;
using mrs_test::ending;

namespace tls {
namespace {

ending call(const emulator& service, mrs::client_options options) {
    asio::io_context context;
    const mrs::client client(context, std::move(options));
    return cancel(context, client, service.cluster(), service.seed(1).front());
}

/// The certificate was refused for good, and no request was sent.
void check_refused(const emulator& service, const ending& end, const std::string& words) {
    BOOST_TEST(end.ec == mrs::errc::certificate_rejected, end.ec.message());
    BOOST_TEST(end.ec == mrs::condition::protocol_error);
    BOOST_TEST(end.result.info()->attempts == 0);
    BOOST_TEST(end.result.info()->to_string().find("1 try in ") != std::string::npos);
    BOOST_TEST(end.result.info()->detail.find(words) != std::string::npos,
               end.result.info()->detail);
    BOOST_TEST(service.stat("requests") == 0u);
}

asio::awaitable<std::vector<asio::ip::address>> loopback(std::string host) {
    BOOST_TEST(host == "mrs.emulator.test");
    std::vector<asio::ip::address> addresses;
    addresses.push_back(asio::ip::make_address("127.0.0.1"));
    co_return addresses;
}

} // namespace
} // namespace tls

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(a_certificate_of_another_name_is_refused) {
    const emulator service;
    mrs::client_options options = service.options();
    options.tls(service.tls().server_name("other.test"));
    check_refused(service, call(service, options), "ostname mismatch");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_an_unknown_authority_is_refused) {
    const emulator service;
    const emulator stranger;
    mrs::client_options options = service.options();
    options.tls(stranger.tls());
    check_refused(service, call(service, options), "certificate");
}

BOOST_AUTO_TEST_CASE(the_systems_authorities_are_the_default) {
    const emulator service;
    mrs::client_options options = service.options();
    options.tls(mrs::tls_options());
    check_refused(service, call(service, options), "certificate");
}

BOOST_AUTO_TEST_CASE(a_name_is_resolved_sent_and_verified) {
    const emulator service({"--host", "mrs.emulator.test"});
    const auto port = service.endpoint().substr(service.endpoint().rfind(':'));
    for (const char* host : {"mrs.emulator.test", "MRS.Emulator.TEST"}) {
        mrs::client_options options(std::string("https://") + host + port, service.project(),
                                    mrs::credentials::token(mrs::secret(service.token())));
        options.tls(service.tls()).resolver(loopback);
        const auto [ec, result] = call(service, options);
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.succeeded());
    }
}

BOOST_AUTO_TEST_CASE(an_authority_can_be_given_as_text) {
    const emulator service;
    std::ifstream file(service.tls().ca_file());
    const std::string pem((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    mrs::client_options options = service.options();
    options.tls(mrs::tls_options().ca_pem(pem));
    BOOST_TEST(call(service, options).result.succeeded());
}

BOOST_AUTO_TEST_CASE(tls_1_3_can_be_asked_for) {
    const emulator service;
    mrs::client_options options = service.options();
    options.tls(service.tls().min_version(mrs::tls_options::version::tls_1_3));
    BOOST_TEST(call(service, options).result.succeeded());
}

BOOST_AUTO_TEST_CASE(a_peer_without_tls_is_told_apart) {
    const emulator service({"--http"});
    mrs::client_options options("https" + service.endpoint().substr(4), service.project(),
                                mrs::credentials::token(mrs::secret(service.token())));
    const auto [ec, result] = call(service, options);
    BOOST_TEST(ec == mrs::errc::not_tls, ec.message());
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(result.info()->detail.find("not TLS") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(sessions_are_resumed) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options().pool(mrs::pool_options().max_uses(1)));
    const std::string id = service.seed(1).front();
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(cancel(context, client, service.cluster(), id).result.succeeded());
    BOOST_TEST(client.stats().connections_opened == 10u);
    BOOST_TEST(client.stats().tls_resumed == 9u);
    BOOST_TEST(service.stat("tls_resumed") == 9u);
}

BOOST_AUTO_TEST_SUITE_END()
