// SPDX-License-Identifier: BSL-1.0
#include "running_emulator.hpp"
#include "wait_until.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace mrs_emulator;
using namespace mrs_emulator::test;

namespace faults {
namespace {

const std::string success = R"({"status":"SUCCEED"})";

// An emulator with an endless execution, and a connection on which its cancel is sent.
struct fixture : running_emulator {
    fixture() : id(submit(endless)), link(connect()) {}

    void provoke(const std::string& rule) {
        add_fault(rule);
        send_cancel();
    }

    void send_cancel() { link.send(request("POST", base() + '/' + id + "/cancel")); }

    void expect_cancelled() {
        BOOST_TEST(wait_until([&] { return state_of(id) == "FAILED"; }));
    }

    std::string id;
    connection link;
    boost::system::error_code end;
};

bool ends_with(const std::string& text, const std::string& part) {
    return text.size() >= part.size() &&
           text.compare(text.size() - part.size(), part.size(), part) == 0;
}

} // namespace
} // namespace faults

BOOST_FIXTURE_TEST_SUITE(faults, fixture)

BOOST_AUTO_TEST_CASE(latency_delays_the_answer) {
    const auto start = std::chrono::steady_clock::now();
    provoke("latency=30ms");
    BOOST_TEST(link.receive().body == success);
    BOOST_TEST((std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(30)));
}

BOOST_AUTO_TEST_CASE(status_replaces_the_answer) {
    provoke("status=503,retry_after=7,count=1,message=go away, please");
    const response answer = link.receive();
    BOOST_TEST(answer.status == 503U);
    BOOST_TEST(answer.field("Retry-After") == "7");
    BOOST_TEST(answer.body.find("go away, please") != std::string::npos);
    BOOST_TEST(state_of(id) == "RUNNING");
    provoke("status=429");
    BOOST_TEST(link.receive().body.find("APIGW.0308") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(failed_decides_and_interrupts_nothing) {
    provoke("failed=400,count=1,message=取消失败");
    const response answer = link.receive();
    BOOST_TEST(answer.status == 400U);
    BOOST_TEST(answer.body == R"({"status":"FAILED","message":"取消失败"})");
    add_fault("failed,count=1");
    send_cancel();
    const response usual = link.receive();
    BOOST_TEST(usual.status == 400U);
    BOOST_TEST(usual.body == R"({"status":"FAILED","message":"Cancel sql error"})");
    BOOST_TEST(state_of(id) == "RUNNING");
    BOOST_TEST(statistic("cancel_decided") == 2);
}

BOOST_AUTO_TEST_CASE(ignored_answers_succeed_and_interrupts_nothing) {
    provoke("ignored,count=1");
    const response answer = link.receive();
    BOOST_TEST(answer.status == 200U);
    BOOST_TEST(answer.body == success);
    BOOST_TEST(state_of(id) == "RUNNING");
    BOOST_TEST(statistic("cancel_decided") == 1);
}

BOOST_AUTO_TEST_CASE(reset_loses_the_answer_and_not_the_cancel) {
    provoke("reset");
    BOOST_TEST(link.receive_all(end).empty());
    BOOST_TEST(end == boost::asio::error::connection_reset);
    expect_cancelled();
}

BOOST_AUTO_TEST_CASE(reset_can_come_before_the_cancel) {
    provoke("reset,before=1");
    BOOST_TEST(link.receive_all(end).empty());
    BOOST_TEST(state_of(id) == "RUNNING");
    BOOST_TEST(statistic("cancel_requests") == 1);
    BOOST_TEST(statistic("cancel_decided") == 0);
}

BOOST_AUTO_TEST_CASE(drop_ends_the_connection_without_a_word) {
    provoke("drop");
    BOOST_TEST(link.receive_all(end).empty());
    BOOST_TEST(end == boost::asio::ssl::error::stream_truncated);
    expect_cancelled();
}

BOOST_AUTO_TEST_CASE(stall_keeps_silent_until_the_peer_leaves) {
    {
        connection other = connect();
        add_fault("stall");
        other.send(request("POST", base() + "/x/cancel"));
        BOOST_TEST(wait_until([&] { return statistic("cancel_requests") == 1; }));
        BOOST_TEST(statistic("connections_open") == 2);
    }
    BOOST_TEST(wait_until([&] { return statistic("connections_open") == 1; }));
}

BOOST_AUTO_TEST_CASE(drip_sends_the_whole_answer_in_the_end) {
    provoke("drip=1");
    BOOST_TEST(link.receive().body == success);
}

BOOST_AUTO_TEST_CASE(close_ends_the_connection_after_the_answer) {
    provoke("close");
    const response answer = link.receive();
    BOOST_TEST(answer.body == success);
    BOOST_TEST(answer.field("Connection") == "close");
    BOOST_TEST(link.receive_all(end).empty());
    BOOST_TEST(end == boost::asio::error::eof);
}

BOOST_AUTO_TEST_CASE(framing_short_promises_more_than_it_sends) {
    provoke("framing=short");
    const std::string bytes = link.receive_all(end);
    BOOST_TEST(bytes.find("Content-Length: 84\r\n") != std::string::npos);
    BOOST_TEST(ends_with(bytes, "\r\n\r\n" + success));
}

BOOST_AUTO_TEST_CASE(framing_long_leaves_bytes_over) {
    provoke("framing=long");
    const response answer = link.receive();
    BOOST_TEST(answer.body + link.left_over() == success);
}

BOOST_AUTO_TEST_CASE(framing_chunk_has_no_size) {
    provoke("framing=chunk");
    BOOST_TEST(link.receive_all(end).find("chunked\r\n\r\nnot-a-size\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(framing_garbage_is_no_http) {
    provoke("framing=garbage");
    BOOST_TEST(link.receive_all(end).find("HTTP/1.1") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(framing_extra_follows_a_correct_answer) {
    provoke("framing=extra");
    BOOST_TEST(link.receive().body == success);
    BOOST_TEST(link.left_over().find("HTTP/1.1 200 OK") == 0U);
}

BOOST_AUTO_TEST_CASE(strike_other_calls_when_told_to) {
    add_fault("status=502,on=query");
    add_fault("code=0177,on=submit,message=wait");
    provoke("status=503,on=result");
    BOOST_TEST(link.receive().body == success);
    BOOST_TEST(call("GET", base() + '/' + id).status == 502U);
    const response submitted = call("POST", base(), "{}");
    BOOST_TEST(submitted.status == 500U);
    BOOST_TEST(submitted.body == R"({"error_code":"0177","error_msg":"wait"})");
    BOOST_TEST(call("GET", "/obs/bucket/key").status == 503U);
}

BOOST_AUTO_TEST_SUITE_END()
