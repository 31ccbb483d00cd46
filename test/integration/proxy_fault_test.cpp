// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "scripted_peer.hpp"
#include "scripted_proxy.hpp"
#include "support/run.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs::errc;
using mrs::proxy_options;
using mrs::stop_reason;
using mrs_test::cancel;
using mrs_test::cancelled_reply;
using mrs_test::emulator;
using mrs_test::ending;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::proxy_reply;
using mrs_test::scripted_peer;
using mrs_test::scripted_proxy;
using namespace std::chrono_literals;

namespace {

const std::string token = "token-hunter-1";
const std::string password = "password-hunter";

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

scripted_proxy proxy_that(const proxy_reply& replies) {
    return scripted_proxy([=](const std::string&, int) { return replies; });
}

struct behind_a_proxy {
    asio::io_context context;

    /// Options of a client whose endpoint nobody resolves and no call reaches.
    static mrs::client_options unreached(const proxy_options& proxy) {
        mrs::client_options result("https://mrs.test", "p1",
                                   mrs::credentials::token(mrs::secret(token)));
        result.proxy(proxy).retry(mrs::retry_options().base_delay(1ms));
        return result;
    }
    static mrs::client_options unreached(const scripted_proxy& proxy) {
        return unreached(proxy_options(proxy.url()).credentials("operator", mrs::secret(password)));
    }

    /// A cancel that ends with this error after this many tries, and tells no secret.
    ending check_fails(const mrs::client_options& options, errc code, std::size_t tries) {
        const mrs::client client(context, options);
        ending end = cancel(context, client, "c1", "q1");
        BOOST_TEST(end.ec == code, end.ec.message());
        const auto& info = *end.result.info();
        BOOST_TEST(info.attempts == 0);
        BOOST_TEST(info.history.size() == tries);
        BOOST_TEST(
            (info.stop == (tries == 1 ? stop_reason::permanent : stop_reason::attempts_exhausted)));
        BOOST_TEST(info.endpoint == "https://mrs.test");
        BOOST_TEST(info.http_status == 0); // That is of the service's answers.
        BOOST_TEST(contains(info.detail, "the proxy http://"), info.detail);
        for (const std::string& hidden : {token, password})
            BOOST_TEST(!contains(info.to_string(), hidden), info.to_string());
        return end;
    }

    /// The same, of a proxy that was asked each time, and to which nothing else was sent.
    ending check_proxy_fails(const scripted_proxy& proxy, errc code, std::size_t tries) {
        ending end = check_fails(unreached(proxy), code, tries);
        BOOST_TEST(proxy.heads().size() == tries);
        for (const std::string& head : proxy.heads())
            BOOST_TEST(!contains(head, token));
        BOOST_TEST(proxy.seen() == "");
        return end;
    }
};

asio::awaitable<std::vector<asio::ip::address>> no_name(std::string) {
    throw boost::system::system_error(asio::error::host_not_found);
    co_return std::vector<asio::ip::address>();
}

asio::awaitable<std::vector<asio::ip::address>> slow_name(std::string) {
    asio::steady_timer timer(co_await asio::this_coro::executor, 300ms);
    co_await timer.async_wait(asio::use_awaitable);
    co_return std::vector<asio::ip::address>();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(proxy_faults, behind_a_proxy)

BOOST_AUTO_TEST_CASE(fault_K12_407_is_for_good) {
    const auto proxy = proxy_that(proxy_reply::status(407));
    const auto refused = check_proxy_fails(proxy, errc::proxy_unauthorized, 1);
    BOOST_TEST(refused.ec == mrs::condition::unauthorized);
    BOOST_TEST(contains(refused.result.info()->detail, "HTTP 407 to CONNECT mrs.test:443"));
    BOOST_TEST(contains(refused.result.info()->detail, "refused the credentials"));
    const auto lacking =
        check_fails(unreached(proxy_options(proxy.url())), errc::proxy_unauthorized, 1);
    BOOST_TEST(contains(lacking.result.info()->detail, "asks for credentials"));
}

BOOST_AUTO_TEST_CASE(fault_K12_a_401_is_taken_for_a_407) {
    check_proxy_fails(proxy_that(proxy_reply::status(401)), errc::proxy_unauthorized, 1);
}

BOOST_AUTO_TEST_CASE(fault_K12_a_bulk_run_ends_with_the_first_407) {
    const auto proxy = proxy_that(proxy_reply::status(407));
    const mrs::client client(context, unreached(proxy));
    std::vector<mrs::cancel_sql_request> requests;
    for (int i = 0; i < 100; ++i)
        requests.emplace_back("c1", "q" + std::to_string(i));
    auto done = client.async_cancel_all(
        std::move(requests), mrs::bulk_options().concurrency(1), [](const mrs::bulk_outcome&) {},
        asio::use_future);
    context.run();
    BOOST_TEST((done.get().end == mrs::bulk_end::unauthorized));
    BOOST_TEST(proxy.heads().size() == 1u);
}

BOOST_AUTO_TEST_CASE(fault_K12_a_status_that_may_pass_is_tried_again) {
    for (const int status : {408, 429, 500, 502, 503, 504}) {
        const auto proxy = proxy_that(proxy_reply::status(status));
        const auto end = check_proxy_fails(proxy, errc::proxy_refused, 3);
        BOOST_TEST(end.ec == mrs::condition::unavailable);
        BOOST_TEST(contains(end.result.info()->detail, std::to_string(status)));
    }
}

BOOST_AUTO_TEST_CASE(fault_K12_any_other_status_is_for_good) {
    for (const int status : {301, 400, 403, 404, 405, 501, 505, 600, 999})
        check_proxy_fails(proxy_that(proxy_reply::status(status)), errc::proxy_refused, 1);
}

BOOST_AUTO_TEST_CASE(fault_K12_the_next_attempt_gets_a_tunnel) {
    const emulator service;
    const scripted_proxy proxy([](const std::string&, int number) {
        return number == 0 ? proxy_reply::status(502) : proxy_reply::tunnel();
    });
    const mrs::client client(context, service.options()
                                          .proxy(proxy_options(proxy.url()))
                                          .retry(mrs::retry_options().base_delay(1ms)));
    const auto [ec, result] = cancel(context, client, service.cluster(), service.seed(1).front());
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 1);
    BOOST_TEST(client.stats().retries == 1u);
}

BOOST_AUTO_TEST_CASE(fault_K12_no_answer_in_time) {
    const auto limits = mrs::timeout_options().connect(100ms);
    for (const char* const beginning :
         {"", "HTTP/1.1 200 Conn", "HTTP/1.1 200 x\r\nA: b\r\n", "HTTP/1.1 100 Continue\r\n\r\n"}) {
        const auto proxy = proxy_that(proxy_reply::bytes(beginning));
        const auto end = check_fails(unreached(proxy).timeouts(limits), errc::proxy_timeout, 3);
        BOOST_TEST(end.ec == mrs::condition::timeout);
        BOOST_TEST(contains(end.result.info()->detail, "CONNECT mrs.test:443"));
        BOOST_TEST(proxy.seen() == "");
    }
}

BOOST_AUTO_TEST_CASE(fault_K12_garbage_is_for_good) {
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += "HTTP/1.1 100 Continue\r\n\r\n";
    for (const std::string& garbage :
         {std::string("SSH-2.0-OpenSSH_9.2\r\n"),
          std::string("\x15\x03\x03\0\x02\x02\x46 or so", 13), std::string("HTTP/1.1 abc\r\n\r\n"),
          std::string("HTTP/2 200\r\n\r\n"), std::string("HTTP/1.1 099 x\r\n\r\n"),
          std::string("HTTP/1.1 101 x\r\n\r\n"), std::string("HTTP/1.1 200 x\r\nA : b\r\n\r\n"),
          std::string("220 mail\r\n"), many, "HTTP/1.1 200 x\r\nA: " + std::string(100'000, 'x')}) {
        const auto end =
            check_proxy_fails(proxy_that(proxy_reply::bytes(garbage)), errc::proxy_failed, 1);
        BOOST_TEST(end.ec == mrs::condition::unavailable);
    }
}

BOOST_AUTO_TEST_CASE(fault_K12_an_end_before_the_answer) {
    for (const char* const beginning : {"", "HTTP/1.1 200 Conn", "HTTP/1.1 200 x\r\nA: b\r\n"})
        check_proxy_fails(proxy_that(proxy_reply::bytes(beginning).close()), errc::proxy_failed, 3);
}

BOOST_AUTO_TEST_CASE(fault_K12_bytes_behind_the_answer_are_refused) {
    for (const char* const extra : {"x", "\x16\x03\x03", "HTTP/1.1 200 OK\r\n\r\n"}) {
        const auto proxy = proxy_that(
            proxy_reply::bytes(std::string("HTTP/1.1 200 x\r\nContent-Length: 1\r\n\r\n") + extra));
        const auto end = check_proxy_fails(proxy, errc::proxy_failed, 1);
        BOOST_TEST(contains(end.result.info()->detail, "bytes behind it"));
    }
}

BOOST_AUTO_TEST_CASE(fault_K12_a_proxy_that_is_not_there) {
    std::string url;
    {
        const auto gone = proxy_that(proxy_reply::tunnel());
        url = gone.url();
    }
    const auto end = check_fails(unreached(proxy_options(url)), errc::proxy_failed, 3);
    BOOST_TEST(contains(end.result.info()->detail, url + " cannot be reached"));
    BOOST_TEST(end.result.info()->cause == asio::error::connection_refused);
}

BOOST_AUTO_TEST_CASE(fault_K12_a_proxy_whose_name_does_not_exist) {
    const auto end =
        check_fails(unreached(proxy_options("http://proxy.test:3128")).resolver(no_name),
                    errc::proxy_failed, 1);
    BOOST_TEST(contains(end.result.info()->detail, "cannot resolve \"proxy.test\""));
}

BOOST_AUTO_TEST_CASE(fault_K12_a_proxy_whose_name_takes_too_long) {
    mrs::client_options options = unreached(proxy_options("http://proxy.test:3128"));
    options.resolver(slow_name).timeouts(mrs::timeout_options().connect(20ms));
    const auto end = check_fails(options, errc::proxy_failed, 3);
    BOOST_TEST(contains(end.result.info()->detail, "timed out: still resolving \"proxy.test\""));
}

BOOST_AUTO_TEST_CASE(fault_K12_a_proxy_with_a_certificate_of_its_own_gets_no_token) {
    const emulator service;
    const emulator stranger;
    const scripted_proxy proxy(
        [&](const std::string&, int) { return proxy_reply::tunnel().divert(stranger.endpoint()); });
    const mrs::client client(context, service.options().proxy(proxy_options(proxy.url())));
    const auto [ec, result] = cancel(context, client, service.cluster(), "q1");
    BOOST_TEST(ec == errc::certificate_rejected, ec.message());
    BOOST_TEST(contains(result.info()->detail, "through the proxy " + proxy.url()));
    BOOST_TEST(!contains(proxy.seen(), service.token()));
    BOOST_TEST(stranger.stat("requests") == 0u);
    BOOST_TEST(service.stat("requests") == 0u);
}

BOOST_AUTO_TEST_CASE(fault_K12_a_tunnel_that_does_not_lead_to_TLS_gets_no_token) {
    const scripted_peer plain([](const peer_request&, int) { return cancelled_reply(); });
    const scripted_proxy proxy(
        [&](const std::string&, int) { return proxy_reply::tunnel().divert(plain.url()); });
    const mrs::client client(context, unreached(proxy));
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(ec == mrs::condition::unavailable, ec.message());
    BOOST_TEST(proxy.seen().size() > 0u);
    BOOST_TEST(!contains(proxy.seen(), token));
    BOOST_TEST(plain.requests() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(proxies_and_failover, behind_a_proxy)

BOOST_AUTO_TEST_CASE(an_endpoint_that_the_proxy_does_not_reach_is_left) {
    const emulator service;
    for (const auto& first :
         {proxy_reply::status(502), proxy_reply::status(403), proxy_reply::silence()}) {
        const scripted_proxy proxy([&](const std::string& head, int) {
            return head.starts_with("CONNECT mrs.test:443 ") ? first : proxy_reply::tunnel();
        });
        mrs::client_options options("https://mrs.test", service.project(),
                                    mrs::credentials::token(mrs::secret(service.token())));
        options.failover({service.endpoint()}).tls(service.tls());
        options.proxy(proxy_options(proxy.url())).timeouts(mrs::timeout_options().connect(1s));
        const mrs::client client(context, options);
        const auto [ec, result] =
            cancel(context, client, service.cluster(), service.seed(1).front());
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 1);
        BOOST_TEST(proxy.heads().size() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(a_proxy_that_refuses_or_fails_is_no_reason_to_move) {
    for (const auto& [reply, code] :
         {std::pair(proxy_reply::status(407), errc::proxy_unauthorized),
          std::pair(proxy_reply::bytes("garbage\r\n"), errc::proxy_failed)}) {
        const auto proxy = proxy_that(reply);
        check_fails(unreached(proxy).failover({"https://other.test"}), code, 1);
        BOOST_TEST(proxy.heads().size() == 1u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
