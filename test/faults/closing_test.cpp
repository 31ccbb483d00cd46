// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using mrs::errc;
using namespace mrs_test;

// The peer ends the connection, or says no more, at every place of an answer.

namespace closing {
namespace {

constexpr std::chrono::milliseconds attempt_limit{300};
const mrs::call_options quickly = mrs::call_options().attempt_timeout(attempt_limit);

const std::string whole = succeed_answer();

std::string half_of(const std::string& text) {
    return text.substr(0, whole.size() - succeed_body.size() / 2);
}

/// Answers one request well; the next one meets `what`.
fault_server::script on_second_request(std::function<void(fault_peer&)> what) {
    return after_request([what = std::move(what)](fault_peer& peer) {
        if (peer.write(whole) && !peer.read_request().empty())
            what(peer);
    });
}

/// The first call opens the connection, the second one meets its end.
void check_replay(const fault_server::script& fault, transport kind) {
    fault_case one({fault, fault_server::script([](fault_peer& peer) { peer.serve(); })}, kind);
    for (int i = 0; i < 2; ++i) {
        const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 1);
    }
    const mrs::client_stats stats = one.client().stats();
    BOOST_TEST(stats.replays == 1u);
    BOOST_TEST(stats.retries == 0u);
    BOOST_TEST(one.server().connections() == 2u);
    BOOST_TEST(one.server().requests_on(0) == 2u);
}

/// What the replay meets counts as any other fault of a fresh connection.
void check_no_second_replay(const fault_server::script& first, const fault_server::script& second,
                            transport kind) {
    fault_case one({first, second}, kind);
    BOOST_TEST(one.call().result.succeeded());
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(ec == errc::connection_closed, ec.message());
    BOOST_TEST(one.client().stats().replays == 1u);
    BOOST_TEST(one.server().connections() == 2u);
}

} // namespace
} // namespace closing

BOOST_AUTO_TEST_SUITE(closing)

BOOST_AUTO_TEST_CASE(fault_S1_fin_before_any_byte) {
    check_fault(after_request([](fault_peer& peer) { peer.fin(); }), errc::connection_closed,
                repetition::repeated);
    check_fault(after_request([](fault_peer& peer) { peer.close_notify(); }),
                errc::connection_closed, repetition::repeated);
}

BOOST_AUTO_TEST_CASE(fault_S2_rst_before_any_byte) {
    check_fault(after_request([](fault_peer& peer) { peer.rst(); }), errc::connection_closed,
                repetition::repeated);
}

BOOST_AUTO_TEST_CASE(fault_S3_a_reused_connection_ends_before_any_byte) {
    const auto fin = [](fault_peer& peer) { peer.fin(); };
    const auto rst = [](fault_peer& peer) { peer.rst(); };
    for (const transport kind : {transport::tls, transport::plain}) {
        check_replay(on_second_request(fin), kind);
        check_replay(on_second_request(rst), kind);
        check_no_second_replay(on_second_request(fin), after_request(fin), kind);
        check_no_second_replay(on_second_request(rst), after_request(rst), kind);
    }
}

BOOST_AUTO_TEST_CASE(fault_S4_part_of_a_header_then_fin) {
    check_fault(answering_last("HTTP/1.1 2"), errc::truncated, repetition::repeated);
    check_fault(answering_last("HTTP/1.1 200 OK\r\nContent-Le"), errc::truncated,
                repetition::repeated);
    check_fault(after_request([](fault_peer& peer) {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n");
                    peer.fin();
                }),
                errc::truncated, repetition::repeated);
}

/// A cut after any number of bytes, by FIN and by RST.
BOOST_AUTO_TEST_CASE(fault_S4_S6_a_cut_after_each_byte) {
    for (const bool reset : {false, true}) {
        std::vector<fault_server::script> cuts;
        for (std::size_t size = 1; size < whole.size(); ++size)
            cuts.push_back(after_request([size, reset](fault_peer& peer) {
                peer.write(whole.substr(0, size));
                if (reset)
                    peer.rst();
            }));
        const std::size_t count = cuts.size();
        fault_case one(std::move(cuts), transport::plain);
        one.options().retry(mrs::retry_options().max_attempts(1));
        for (std::size_t i = 0; i < count; ++i) {
            const ending end = one.call();
            BOOST_TEST_REQUIRE(end.ec == errc::truncated,
                               "byte " << i + 1 << ": " << end.ec.message());
        }
        BOOST_TEST(one.server().connections() == count);
    }
}

BOOST_AUTO_TEST_CASE(fault_S5_half_a_body_then_silence) {
    const auto fault = after_request([](fault_peer& peer) {
        peer.write(half_of(whole));
        peer.stall();
    });
    check_fault(fault, errc::read_timeout, repetition::repeated, fate::dropped, quickly);
    fault_case one({fault});
    const auto result = one.call(mrs::call_options(quickly).max_attempts(1)).result;
    BOOST_TEST((result.info()->elapsed >= attempt_limit));
    BOOST_TEST(result.info()->detail.find("halfway") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(fault_S6_half_a_body_then_fin_or_rst) {
    check_fault(answering_last(half_of(whole)), errc::truncated, repetition::repeated);
    check_fault(after_request([](fault_peer& peer) {
                    peer.write(half_of(whole));
                    peer.rst();
                }),
                errc::truncated, repetition::repeated);
}

BOOST_AUTO_TEST_CASE(fault_S7_a_header_byte_by_byte) {
    const auto fault =
        after_request([](fault_peer& peer) { peer.write_slowly(whole, 1, attempt_limit / 3); });
    check_fault(fault, errc::read_timeout, repetition::repeated, fate::dropped, quickly);
}

BOOST_AUTO_TEST_SUITE_END()
