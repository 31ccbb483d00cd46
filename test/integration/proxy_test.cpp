// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "scripted_peer.hpp"
#include "scripted_proxy.hpp"
#include "support/run.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs::credentials;
using mrs::proxy_options;
using mrs::secret;
using mrs_test::cancel;
using mrs_test::cancelled_reply;
using mrs_test::emulator;
using mrs_test::ending;
using mrs_test::iam_reply;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::proxy_reply;
using mrs_test::scripted_peer;
using mrs_test::scripted_proxy;
using mrs_test::start;
using namespace std::chrono_literals;

namespace proxies {
namespace {

const std::string password = "password-hunter";
const std::string encoded = "b3BlcmF0b3I6cGFzc3dvcmQtaHVudGVy"; ///< operator:password-hunter

proxy_reply any_tunnel(const std::string&, int) {
    return proxy_reply::tunnel();
}

std::string place_of(const std::string& url) {
    return url.substr(url.find("//") + 2);
}

asio::awaitable<std::vector<asio::ip::address>> proxy_alone(std::string host) {
    if (host != "proxy.test")
        throw boost::system::system_error(asio::error::host_not_found);
    std::vector<asio::ip::address> addresses;
    addresses.push_back(asio::ip::make_address("127.0.0.1"));
    co_return addresses;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct fixture {
    asio::io_context context;

    ending call(const emulator& service, const mrs::client_options& options) {
        const mrs::client client(context, options);
        return cancel(context, client, service.cluster(), service.seed(1).front());
    }

    /// Options of a client of a plain peer.
    static mrs::client_options plain(const scripted_peer& peer, const proxy_options& proxy) {
        mrs::client_options result(peer.url(), "p1", credentials::token(secret("token-hunter-1")));
        result.allow_plaintext_loopback(true).proxy(proxy);
        return result;
    }
};

} // namespace
} // namespace proxies

BOOST_FIXTURE_TEST_SUITE(proxies, fixture)

BOOST_AUTO_TEST_CASE(calls_go_through_one_and_it_sees_the_name_and_port_alone) {
    const emulator service;
    const scripted_proxy proxy(any_tunnel);
    const mrs::client client(
        context, service.options().proxy(proxy_options(proxy.url())).user_agent("test/1"));
    for (const std::string& id : service.seed(5))
        BOOST_TEST(cancel(context, client, service.cluster(), id).result.succeeded());
    const std::string place = place_of(service.endpoint());
    BOOST_TEST_REQUIRE(proxy.heads().size() == 1u);
    BOOST_TEST(proxy.heads().front().starts_with(
        "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\nUser-Agent: test/1 mrs-client/"));
    BOOST_TEST(!contains(proxy.heads().front(), "Proxy-Authorization"));
    BOOST_TEST(proxy.seen().size() > 1000u);
    for (const std::string& word : {service.token(), std::string("X-Auth-Token"),
                                    std::string("sql-execution"), std::string("SUCCEED")})
        BOOST_TEST(!contains(proxy.seen(), word));
}

BOOST_AUTO_TEST_CASE(the_proxy_resolves_the_endpoints_name_and_the_client_verifies_it) {
    const emulator service({"--host", "mrs.emulator.test"});
    const scripted_proxy proxy(any_tunnel);
    const auto port = service.endpoint().substr(service.endpoint().rfind(':'));
    mrs::client_options options("https://mrs.emulator.test" + port, service.project(),
                                credentials::token(secret(service.token())));
    options.tls(service.tls()).resolver(proxy_alone);
    options.proxy(proxy_options("http://proxy.test" + proxy.port()));
    const auto [ec, result] = call(service, options);
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST_REQUIRE(proxy.heads().size() == 1u);
    BOOST_TEST(proxy.heads().front().starts_with("CONNECT mrs.emulator.test" + port + " "));
}

BOOST_AUTO_TEST_CASE(a_session_is_resumed_through_another_tunnel) {
    const emulator service;
    const scripted_proxy proxy(any_tunnel);
    const mrs::client client(
        context,
        service.options().proxy(proxy_options(proxy.url())).pool(mrs::pool_options().max_uses(1)));
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(
            cancel(context, client, service.cluster(), service.seed(1).front()).result.succeeded());
    BOOST_TEST(proxy.heads().size() == 3u);
    BOOST_TEST(client.stats().tls_resumed == 2u);
}

BOOST_AUTO_TEST_CASE(any_2xx_opens_the_tunnel_whatever_its_header_says) {
    const emulator service;
    for (const char* const answer :
         {"HTTP/1.0 200 Connection established\r\nProxy-agent: x\r\n\r\n", "HTTP/1.1 204 \r\n\r\n",
          "HTTP/1.1 299 x\r\nContent-Length: 5\r\n\r\n",
          "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n",
          "HTTP/1.1 200 x\r\nConnection: close\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 x\r\nA: b\r\n\r\nHTTP/1.1 200 x\r\n\r\n"}) {
        const scripted_proxy proxy([=](const std::string&, int) { return proxy_reply(answer); });
        const auto [ec, result] =
            call(service, service.options().proxy(proxy_options(proxy.url())));
        BOOST_TEST(!ec, answer << ec.message());
        BOOST_TEST(result.attempts() == 1);
    }
}

BOOST_AUTO_TEST_CASE(credentials_are_shown_to_the_proxy_and_to_nobody_else) {
    std::string sent;
    const scripted_peer peer([&](const peer_request& request, int) {
        std::ostringstream text;
        text << request;
        sent += text.str();
        return cancelled_reply();
    });
    const scripted_proxy proxy([](const std::string& head, int) {
        const bool good = contains(head, "\r\nProxy-Authorization: Basic " + encoded + "\r\n");
        return good ? proxy_reply::tunnel() : proxy_reply::status(407);
    });
    const auto wish = proxy_options(proxy.url()).credentials("operator", secret(password));
    const mrs::client client(context, plain(peer, wish));
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST(contains(sent, "X-Auth-Token: token-hunter-1"));
    BOOST_TEST(!contains(sent, "Proxy-Authorization"));
    BOOST_TEST(!contains(sent, encoded));
    BOOST_TEST(!contains(proxy.heads().front(), "token-hunter-1"));
}

BOOST_AUTO_TEST_CASE(no_echo_of_the_proxys_credentials_is_shown) {
    for (const std::string& echo : {encoded, password}) {
        const scripted_peer peer([&](const peer_request&, int) {
            return peer_reply(400, R"({"error_code":"X","error_msg":"got )" + echo + "\"}")
                .header("X-Request-Id", "id-" + echo);
        });
        const scripted_proxy proxy(any_tunnel);
        const auto wish = proxy_options(proxy.url()).credentials("operator", secret(password));
        const mrs::client client(context, plain(peer, wish));
        const auto [ec, result] = cancel(context, client, "c1", "q1");
        BOOST_TEST(ec == mrs::errc::rejected);
        const std::string text = result.info()->to_string() + result.info()->history.front().detail;
        BOOST_TEST(contains(text, "got [secret]"), text);
        BOOST_TEST(!contains(text, echo), text);
    }
}

BOOST_AUTO_TEST_CASE(what_is_excepted_is_reached_directly) {
    const emulator service;
    const scripted_proxy proxy(any_tunnel);
    for (const char* const list : {"*", "a.test, 127.0.0.1", "127.0.0.0/8"}) {
        const auto wish = proxy_options(proxy.url()).no_proxy(list);
        BOOST_TEST(call(service, service.options().proxy(wish)).result.succeeded());
    }
    BOOST_TEST(proxy.heads().empty());
}

BOOST_AUTO_TEST_CASE(IAM_is_asked_through_it) {
    const scripted_peer iam([](const peer_request&, int) { return iam_reply("token-1"); });
    const scripted_peer peer([](const peer_request&, int) { return cancelled_reply(); });
    const scripted_proxy proxy(any_tunnel);
    const auto user = mrs::iam_password("account", "user", secret("pw")).endpoint(iam.url());
    mrs::client_options options(peer.url(), "p1", credentials::password(user));
    options.allow_plaintext_loopback(true).proxy(proxy_options(proxy.url()));
    const mrs::client client(context, options);
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST_REQUIRE(proxy.heads().size() == 2u);
    BOOST_TEST(proxy.heads()[0].starts_with("CONNECT " + place_of(iam.url()) + " "));
    BOOST_TEST(proxy.heads()[1].starts_with("CONNECT " + place_of(peer.url()) + " "));
}

BOOST_AUTO_TEST_CASE(the_machines_own_services_never_are) {
    const scripted_peer metadata([](const peer_request& request, int) {
        if (request.method() == boost::beast::http::verb::put)
            return peer_reply(200, "session");
        return peer_reply(404);
    });
    const scripted_peer peer([](const peer_request&, int) { return cancelled_reply(); });
    const scripted_proxy proxy(any_tunnel);
    auto source = credentials::metadata(mrs::metadata_options().endpoint(metadata.url()));
    mrs::client_options options(peer.url(), "p1", std::move(source));
    options.allow_plaintext_loopback(true).proxy(proxy_options(proxy.url()));
    const mrs::client client(context, options);
    BOOST_TEST(!cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST(metadata.requests() > 0);
    BOOST_TEST(proxy.heads().empty());
}

BOOST_AUTO_TEST_CASE(fault_K9_clients_with_two_proxies_share_nothing) {
    const emulator service;
    const scripted_proxy one(any_tunnel);
    const scripted_proxy other(any_tunnel);
    const mrs::client first(context, service.options().proxy(proxy_options(one.url())));
    const mrs::client second(context, service.options().proxy(proxy_options(other.url())));
    const std::string id = service.seed(1).front();
    for (int i = 0; i < 3; ++i)
        for (const mrs::client* const client : {&first, &second})
            BOOST_TEST(cancel(context, *client, service.cluster(), id).result.succeeded());
    BOOST_TEST(one.heads().size() == 1u);
    BOOST_TEST(other.heads().size() == 1u);
    BOOST_TEST(first.stats().connections_opened == 1u);
    BOOST_TEST(second.stats().connections_opened == 1u);
    BOOST_TEST(service.stat("tls_resumed") == 0u);
}

BOOST_AUTO_TEST_CASE(a_call_that_waits_for_the_proxy_can_be_cancelled) {
    const emulator service;
    const scripted_proxy proxy([](const std::string&, int) { return proxy_reply::silence(); });
    std::optional<ending> out;
    std::optional<mrs::client> client(std::in_place, context,
                                      service.options().proxy(proxy_options(proxy.url())));
    start(*client, service.cluster(), "q1", mrs::call_options(), out);
    while (proxy.heads().empty())
        context.run_for(1ms);
    BOOST_TEST(!out.has_value());
    client.reset();
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(out->ec == asio::error::operation_aborted);
    BOOST_TEST(proxy.seen() == "");
}

BOOST_AUTO_TEST_SUITE_END()
