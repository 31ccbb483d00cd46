// SPDX-License-Identifier: BSL-1.0
#include "wire.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace mrs_emulator;

namespace answers_on_the_wire {
namespace {

const std::string body = R"({"status":"SUCCEED"})";

std::string wire(framing_fault fault, bool keep_alive = true, bool head = false) {
    http_answer answer;
    answer.body = body;
    wire_context context;
    context.request_id = "r-1";
    context.keep_alive = keep_alive;
    context.head = head;
    return to_wire(answer, fault, context);
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace
} // namespace answers_on_the_wire

BOOST_AUTO_TEST_SUITE(answers_on_the_wire)

BOOST_AUTO_TEST_CASE(have_the_fields_of_every_answer) {
    BOOST_TEST(wire(framing_fault::none) == "HTTP/1.1 200 OK\r\n"
                                            "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
                                            "Content-Type: application/json; charset=utf-8\r\n"
                                            "X-Request-Id: r-1\r\n"
                                            "Content-Length: 20\r\n"
                                            "\r\n"
                                            "{\"status\":\"SUCCEED\"}");
    BOOST_TEST(holds(wire(framing_fault::none, false), "Connection: close\r\n"));
}

BOOST_AUTO_TEST_CASE(to_head_are_the_header_alone) {
    const std::string text = wire(framing_fault::none, true, true);
    BOOST_TEST(holds(text, "Content-Length: 20\r\n"));
    BOOST_TEST(!holds(text, body));
}

BOOST_AUTO_TEST_CASE(break_their_framing_as_told) {
    BOOST_TEST(holds(wire(framing_fault::short_body), "Content-Length: 84\r\n"));
    BOOST_TEST(holds(wire(framing_fault::long_body), "Content-Length: 10\r\n\r\n" + body));
    BOOST_TEST(holds(wire(framing_fault::bad_chunk), "chunked\r\n\r\nnot-a-size\r\n"));
    BOOST_TEST(!holds(wire(framing_fault::garbage), "HTTP/1.1"));
    BOOST_TEST(holds(wire(framing_fault::extra_bytes), body + "HTTP/1.1 200 OK"));
    BOOST_TEST(ends_connection(framing_fault::short_body));
    BOOST_TEST(!ends_connection(framing_fault::long_body));
}

BOOST_AUTO_TEST_CASE(write_dates_and_unusual_statuses) {
    const std::chrono::sys_seconds time(std::chrono::seconds(1795500900));
    BOOST_TEST(http_date(time) == "Tue, 24 Nov 2026 06:15:00 GMT");
    http_answer answer;
    answer.status = 494;
    BOOST_TEST(to_wire(answer, framing_fault::none, wire_context())
                   .find("HTTP/1.1 494 Request Header Too Large\r\n") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
