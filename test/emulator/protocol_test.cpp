// SPDX-License-Identifier: BSL-1.0
#include "running_emulator.hpp"
#include "wait_until.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>

using namespace mrs_emulator;
using namespace mrs_emulator::test;

BOOST_FIXTURE_TEST_SUITE(protocol, running_emulator)

BOOST_AUTO_TEST_CASE(serves_the_life_of_an_execution) {
    const std::string id = submit(endless);
    BOOST_TEST(state_of(id) == "RUNNING");
    const response answer = call("POST", base() + '/' + id + "/cancel");
    BOOST_TEST(answer.status == 200U);
    BOOST_TEST(answer.body == R"({"status":"SUCCEED"})");
    BOOST_TEST(answer.field("Content-Type") == "application/json; charset=utf-8");
    BOOST_TEST(answer.field("X-Request-Id").size() == 32U);
    BOOST_TEST(answer.field("Date").size() == 29U);
    BOOST_TEST(wait_until([&] { return state_of(id) == "FAILED"; }));
    BOOST_TEST(call("GET", base() + '/' + id).body.find("Query was canceled") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(keeps_connections_and_takes_pipelined_requests) {
    connection link = connect();
    link.send(request("GET", base() + "/a") + request("GET", base() + "/b") +
              request("HEAD", base() + "/c"));
    const response first = link.receive();
    const response second = link.receive();
    BOOST_TEST(first.status == 400U);
    BOOST_TEST(second.status == 400U);
    BOOST_TEST(first.field("X-Request-Id") != second.field("X-Request-Id"));
    BOOST_TEST(statistic("connections_accepted") == 1);
}

BOOST_AUTO_TEST_CASE(closes_with_a_close_notify_when_asked_to) {
    connection link = connect();
    link.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const response answer = link.receive();
    BOOST_TEST(answer.status == 404U);
    BOOST_TEST(answer.field("Connection") == "close");
    boost::system::error_code end;
    link.receive_all(end);
    BOOST_TEST(end == boost::asio::error::eof);
}

BOOST_AUTO_TEST_CASE(refuses_what_a_gateway_refuses) {
    connection link = connect();
    const std::string cancel = base() + "/q/cancel";
    link.send("POST " + cancel + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(link.receive().status == 401U);
    link.send(request("GET", "/nowhere"));
    BOOST_TEST(link.receive().status == 404U);
    link.send(request("GET", cancel));
    const response wrong_method = link.receive();
    BOOST_TEST(wrong_method.status == 405U);
    BOOST_TEST(wrong_method.field("Allow") == "POST");
    link.send("POST " + cancel + " HTTP/1.1\r\nHost: h\r\n\r\n");
    const response lengthless = link.receive();
    BOOST_TEST(lengthless.status == 411U);
    BOOST_TEST(lengthless.body.find("with curl, add --data ''") != std::string::npos);
    link.send("POST " + base() +
              " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
              "1\r\nx\r\n0\r\n\r\n");
    BOOST_TEST(link.receive().status == 411U);
}

BOOST_AUTO_TEST_CASE(lets_a_client_that_waits_go_on) {
    connection link = connect();
    const std::string body = R"({"sql_type":"presto","sql_content":"SELECT 1"})";
    link.send("POST " + base() +
              " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nX-Auth-Token: " + service().token() +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
    BOOST_TEST(link.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    link.send(body);
    BOOST_TEST(link.receive().status == 200U);
    link.send("GET / HTTP/1.1\r\n\r\n");
    BOOST_TEST(link.receive().status == 400U);
}

BOOST_AUTO_TEST_CASE(bounds_what_it_reads) {
    connection large_body = connect();
    large_body.send(request("POST", base(), std::string(std::size_t(2) * 1024 * 1024, 'x')));
    BOOST_TEST(large_body.receive().status == 413U);

    connection large_header = connect();
    large_header.send("GET / HTTP/1.1\r\nA: " + std::string(200000, 'a') + "\r\n\r\n");
    const response answer = large_header.receive();
    BOOST_TEST(answer.status == 494U);
    BOOST_TEST(answer.body.find(answer.field("X-Request-Id")) != std::string::npos);

    connection not_http = connect();
    not_http.send("\x01\x02\x03\r\n\r\n");
    BOOST_TEST(not_http.receive().status == 400U);
}

BOOST_AUTO_TEST_CASE(resumes_tls_sessions) {
    connection first = connect();
    first.send(request("GET", base() + "/a"));
    first.receive();
    const auto session = first.session();
    connection second = connect(session.get());
    BOOST_TEST(second.resumed());
    BOOST_TEST(wait_until([&] { return statistic("tls_resumed") == 1; }));
    BOOST_TEST(statistic("tls_handshakes") == 2);
}

BOOST_AUTO_TEST_CASE(survives_peers_that_do_not_speak_tls) {
    connection stranger(service().endpoint());
    stranger.send("GET / HTTP/1.1\r\n\r\n");
    boost::system::error_code end;
    stranger.receive_all(end);
    BOOST_TEST(call("GET", base() + "/a").status == 400U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(protocol_options)

BOOST_AUTO_TEST_CASE(can_do_without_tls) {
    options chosen = running_emulator::quiet_options();
    chosen.plain_http = true;
    const running_emulator emulator(chosen);
    BOOST_TEST(emulator.call("GET", emulator.base() + "/a").status == 400U);
}

BOOST_AUTO_TEST_CASE(closes_idle_connections) {
    options chosen = running_emulator::quiet_options();
    chosen.idle_timeout = std::chrono::seconds(1);
    const running_emulator emulator(chosen);
    connection link = emulator.connect();
    boost::system::error_code end;
    BOOST_TEST(link.receive_all(end).empty());
    BOOST_TEST(wait_until([&] { return emulator.statistic("connections_open") == 0; }));
}

BOOST_AUTO_TEST_CASE(closes_connections_whose_requests_never_end) {
    options chosen = running_emulator::quiet_options();
    chosen.idle_timeout = std::chrono::seconds(1);
    const running_emulator emulator(chosen);
    connection link = emulator.connect();
    // A byte now and then, which keeps the connection from ever being idle.
    BOOST_CHECK_THROW(
        {
            for (int count = 0; count < 600; ++count) {
                link.send("X");
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
        },
        boost::system::system_error);
    BOOST_TEST(wait_until([&] { return emulator.statistic("connections_open") == 0; }));
}

BOOST_AUTO_TEST_CASE(enforces_its_quota) {
    options chosen = running_emulator::quiet_options();
    chosen.quota = parse_quota("2/h");
    const running_emulator emulator(chosen);
    const std::string cancel = emulator.base() + '/' + emulator.submit("SELECT 1") + "/cancel";
    BOOST_TEST(emulator.call("POST", cancel).status == 200U);
    BOOST_TEST(emulator.call("POST", cancel).status == 200U);
    const response throttled = emulator.call("POST", cancel);
    BOOST_TEST(throttled.status == 429U);
    BOOST_TEST(throttled.body.find("limit:2,time:1 hour") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
