// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using mrs::errc;
using namespace mrs_test;

// Answers whose framing is good: what their bodies say counts, and nothing that is not said clearly
// is taken for SUCCEED.

namespace bodies {
namespace {

const std::vector<std::string> unclear_bodies = {
    "<html><body>SUCCEED</body></html>",
    "",
    " ",
    R"({"status":"SUCCEED","message":")",
    R"({"status":"SUCCEED")",
    R"({"status":"SUCCEED","message":""}x)",
    R"({"status":"SUCCEED"}{"status":"SUCCEED"})",
    "[]",
    R"([{"status":"SUCCEED"}])",
    "null",
    "\"SUCCEED\"",
    "{}",
    R"({"message":""})",
    R"({"status":"succeed"})",
    R"({"status":"SUCCEED "})",
    R"({"status":"SUCCEEDED"})",
    R"({"Status":"SUCCEED"})",
    R"({"status":1})",
    R"({"status":true})",
    R"({"status":null})",
    R"({"status":["SUCCEED"]})",
    R"({"status":{"status":"SUCCEED"}})",
    R"({"result":{"status":"SUCCEED"}})",
    R"({"status":"FAILED","status":"SUCCEED"})",
    R"({"status":"SUCCEED","status":"SUCCEED"})",
    R"({"status":"FAILED","st\u0061tus":"SUCCEED"})",
    "\xef\xbb\xbf"
    R"({"status":"SUCCEED"})",
    "{\"status\":\"SUCCEED\",\"message\":\"\xff\xfe\"}",
    "{\"status\":\"SUCCEED\",\"message\":\"\xc0\xaf\"}",
    R"({"status":"SUCCEED","message":"\ud800"})",
    std::string("{\"status\":\"SUCCEED\0\"}", 21),
    R"({"status":"SUCCEED\u0000"})",
    R"({status:"SUCCEED"})",
    R"({"status":"SUCCEED",})",
    R"({"x":)" + repeated("[", 10'000) + repeated("]", 10'000) + R"(,"status":"SUCCEED"})",
    R"({"x":)" + repeated(R"({"x":)", 10'000) + "1" + repeated("}", 10'000) +
        R"(,"status":"SUCCEED"})",
};

/// What the detail quotes of the body, without the quotes.
std::string quoted(const std::string& detail) {
    const auto begin = detail.find(": \"");
    if (begin == std::string::npos || detail.back() != '"')
        return "no quote in: " + detail;
    return detail.substr(begin + 3, detail.size() - begin - 4);
}

bool is_visible(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void check_unclear(fault_case& one, const std::string& body) {
    constexpr std::size_t largest = 256;
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == errc::bad_response, ec.message());
    BOOST_TEST(!result.succeeded());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    BOOST_TEST(result.info()->attempts == 1);
    const std::string& detail = result.info()->detail;
    BOOST_TEST(is_visible(detail), detail);
    BOOST_TEST(quoted(detail).size() <= largest + 3, detail);
    BOOST_TEST((body.size() > largest || !body.starts_with("<") || quoted(detail) == body), detail);
}

} // namespace
} // namespace bodies

BOOST_AUTO_TEST_SUITE(bodies)

BOOST_AUTO_TEST_CASE(fault_S20_bodies_that_say_nothing_clear) {
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({[](fault_peer& peer) {
                           if (!peer.tls())
                               return;
                           for (const std::string& body : unclear_bodies)
                               if (peer.read_request().empty() || !peer.write(answer(200, body)))
                                   return;
                           peer.answer_all();
                       }},
                       kind);
        for (const std::string& body : unclear_bodies)
            BOOST_TEST_CONTEXT("the body " << body.substr(0, 60))
        check_unclear(one, body);
        // The framing was good each time.
        BOOST_TEST(one.server().connections() == 1u);
    }
}

/// A message of a megabyte is above the limit of S11; the largest that is taken is whole.
BOOST_AUTO_TEST_CASE(fault_S20_long_messages) {
    const auto with_message = [](std::size_t size) {
        return answering(
            answer(200, R"({"status":"SUCCEED","message":")" + std::string(size, 'x') + "\"}"));
    };
    check_fault(with_message(1'000'000), errc::limit_exceeded, repetition::final);
    fault_case one({with_message(65'000)});
    const auto [ec, result] = one.call();
    BOOST_TEST(result.succeeded());
    BOOST_TEST(result.message() == std::string(65'000, 'x'));
}

BOOST_AUTO_TEST_CASE(fault_S21_failed_is_an_answer) {
    for (const int status : {200, 400, 500})
        BOOST_TEST_CONTEXT("status " << status) {
            fault_case one({answering(
                answer(status, R"({"status":"FAILED","message":"not \u0022running\u0022"})"))});
            const auto [ec, result] = one.call();
            BOOST_TEST(!ec, ec.message());
            BOOST_TEST(result.failed());
            BOOST_TEST(result.message() == "not \"running\"");
            BOOST_TEST(result.http_status() == status);
            BOOST_TEST(result.attempts() == 1);
            BOOST_TEST(one.server().requests().size() == 1u);
            BOOST_CHECK_THROW(result.throw_if_failed(), mrs::error);
        }
}

BOOST_AUTO_TEST_CASE(fault_S21_failed_is_tried_again_when_asked) {
    fault_case one({answering(answer(200, R"({"status":"FAILED","message":""})"))});
    const auto [ec, result] = one.call(mrs::call_options().retry_failed(1));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST(result.attempts() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
