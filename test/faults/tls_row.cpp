// SPDX-License-Identifier: BSL-1.0
#include "tls_row.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <openssl/x509_vfy.h>

#include <string>
#include <utility>
#include <vector>

namespace mrs_test {

namespace asio = boost::asio;

namespace {

asio::awaitable<std::vector<asio::ip::address>> loopback(std::string) {
    std::vector<asio::ip::address> addresses;
    addresses.push_back(asio::ip::address_v4::loopback());
    co_return addresses;
}

fault_server_options showing(SSL_CTX* context) {
    fault_server_options options;
    options.tls = context;
    return options;
}

} // namespace

mrs::tls_options trusting_root() {
    return mrs::tls_options().ca_pem(test_root().pem());
}

mrs::client_options options_for(const fault_server& server, const tls_side& client) {
    mrs::client_options options("https://" + client.host + ":" + std::to_string(server.port()),
                                "project1", mrs::credentials::token(mrs::secret("token-of-tls")));
    return options.tls(client.tls)
        .resolver(loopback)
        .timeouts(mrs::timeout_options().call(std::chrono::seconds(30)));
}

certificate good_leaf(const std::string& host) {
    const bool address = host == "127.0.0.1";
    const recipe what = address ? recipe("good").ip({127, 0, 0, 1}) : recipe("good").dns(host);
    return {what, test_root()};
}

fault_server::script shaking_hands(SSL_CTX* context) {
    return [context](fault_peer& peer) {
        if (peer.tls(context))
            peer.answer_all();
    };
}

void check_accepted(SSL_CTX* server, const tls_side& client) {
    fault_case one({}, showing(server));
    one.options() = options_for(one.server(), client);
    const auto [ec, result] = one.call();
    BOOST_TEST(!ec, ec.message() << (result.info() ? "; " + result.info()->detail : ""));
    BOOST_TEST(result.succeeded());
    BOOST_TEST(one.server().connections() == 1u);
    BOOST_TEST(one.server().requests_on(0) == 1u);
}

void check_refused(const fault_server::script& first, mrs::errc code, const std::string& words,
                   const tls_side& client, int attempts) {
    const std::string& name = client.tls.server_name();
    const auto good = server_context(good_leaf(name.empty() ? client.host : name));
    fault_case one({first}, showing(good.get()));
    one.options() = options_for(one.server(), client);
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(3));
    BOOST_TEST(ec == code, ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    const mrs::diagnostics& info = *result.info();
    BOOST_TEST(info.detail.find(words) != std::string::npos,
               "\"" << info.detail << "\" does not say \"" << words << "\"");
    BOOST_TEST(mrs::to_string(info.stop) == "permanent");
    BOOST_TEST(info.attempts == attempts);
    BOOST_TEST(info.history.size() == 1u);
    BOOST_TEST(one.server().connections() == 1u);
    BOOST_TEST(one.server().requests().empty());
}

void check_refused(SSL_CTX* server, int verified, const tls_side& client) {
    const auto script = [server](fault_peer& peer) {
        if (peer.tls(server))
            peer.complain("the client ended its handshake with a peer whom it refuses");
    };
    check_refused(script, mrs::errc::certificate_rejected, "(" + std::to_string(verified) + ")",
                  client);
}

} // namespace mrs_test
