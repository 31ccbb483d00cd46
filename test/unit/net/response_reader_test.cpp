// SPDX-License-Identifier: BSL-1.0
#include "api/http_date.hpp"
#include "canned_answer.hpp"
#include "support/print.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::errc;
using mrs::net::response;
using state = mrs::net::response_reader::state;

namespace {

constexpr std::size_t max_buffered_bytes = 32'768;

constexpr std::size_t megabyte = 1 << 20;

response answer_with(const std::string& fields) {
    const auto found = read_whole(ok + fields + "Content-Length: 0\r\n\r\n");
    BOOST_TEST_REQUIRE(found.state == state::complete);
    return found.answer;
}

/// Read at once and in steps of several sizes, an answer over a limit fails by it.
void over_the_limits(const std::string& bytes, ending end = ending::open) {
    for (const std::size_t step : {bytes.size(), std::size_t(1000), std::size_t(4096)}) {
        const auto found = read_in_steps(bytes, step, end);
        BOOST_TEST(found.state == state::failed);
        BOOST_TEST(found.code == errc::limit_exceeded);
        BOOST_TEST(found.kind == mrs::pacing::fault::permanent);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(response_reader_limits)

BOOST_AUTO_TEST_CASE(S10_header_over_16_KiB) {
    over_the_limits(ok + "A: " + std::string(17'408, 'x') + "\r\n\r\n");
    over_the_limits(ok + "A: " + std::string(megabyte, 'x') + "\r\n\r\n");
    over_the_limits(ok + repeat("A: " + std::string(997, 'x') + "\r\n", 20) + "\r\n");
    over_the_limits("HTTP/1.1 200 " + std::string(megabyte, 'x'));
}

BOOST_AUTO_TEST_CASE(S10_header_of_15_KiB_is_taken) {
    const auto found =
        read_whole(ok + "A: " + std::string(15'360, 'x') + "\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(found.state == state::complete);
}

BOOST_AUTO_TEST_CASE(S10_fields) {
    over_the_limits(ok + repeat("A: b\r\n", 10'000) + "\r\n");
    over_the_limits(ok + repeat("A:\r\n", 101) + "\r\n");
    const auto hundred = read_whole(ok + repeat("A:\r\n", 99) + "Content-Length: 0\r\n\r\n");
    BOOST_TEST(hundred.state == state::complete);
}

BOOST_AUTO_TEST_CASE(S11_body_by_length) {
    over_the_limits(with_length(test_body_limit + 1, "x"));
    over_the_limits(ok + "Content-Length: 9223372036854775807\r\n\r\n");
    over_the_limits(ok + "Content-Length: 18446744073709551615\r\n\r\n");
    const std::string body(test_body_limit, 'x');
    const auto found = read_in_steps(with_length(body.size(), body), 1000);
    BOOST_TEST(found.state == state::complete);
    BOOST_CHECK(found.answer.body == body);
}

BOOST_AUTO_TEST_CASE(S11_body_by_chunks) {
    const std::string chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
    over_the_limits(chunked + repeat(chunk, 17) + "0\r\n\r\n");
    over_the_limits(chunked + "10001\r\n");
    const auto found = read_in_steps(chunked + repeat(chunk, 16) + "0\r\n\r\n", 1000);
    BOOST_TEST(found.state == state::complete);
    BOOST_TEST(found.answer.body.size() == test_body_limit);
}

BOOST_AUTO_TEST_CASE(S11_body_without_end) {
    over_the_limits(ok + "\r\n" + std::string(test_body_limit + 1, 'x'));
    const auto found =
        read_in_steps(ok + "\r\n" + std::string(test_body_limit, 'x'), 1000, ending::clean);
    BOOST_TEST(found.state == state::complete);
    BOOST_TEST(found.answer.body.size() == test_body_limit);
}

BOOST_AUTO_TEST_CASE(S12_chunk_extension_of_20_MB) {
    over_the_limits(chunked + "1;a=" + std::string(20 * megabyte, 'x') + "\r\nx\r\n0\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(S12_chunk_extension_of_10_KB_in_any_pieces) {
    const std::string extension = ";a=" + std::string(10'000, 'x') + "\r\n";
    const std::string bytes =
        chunked + "1" + extension + "x\r\n1" + extension + "y\r\n0" + extension + "\r\n";
    for (const std::size_t step :
         {bytes.size(), std::size_t(1), std::size_t(1000), std::size_t(4096), std::size_t(9000)}) {
        const auto found = read_in_steps(bytes, step);
        BOOST_TEST(found.state == state::complete);
        BOOST_TEST(found.answer.body == "xy");
        BOOST_TEST(found.answer.reusable);
    }
}

BOOST_AUTO_TEST_CASE(S13_trailer_of_200_KB) {
    over_the_limits(chunked + "1\r\nx\r\n0\r\nA: " + std::string(200'000, 'x') + "\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(S13_trailer_of_300000_fields) {
    over_the_limits(chunked + "1\r\nx\r\n0\r\n" + repeat("A: b\r\n", 300'000) + "\r\n");
}

BOOST_AUTO_TEST_CASE(S13_trailer_fields_count_with_the_headers) {
    over_the_limits(chunked + "0\r\n" + repeat("A:\r\n", 100) + "\r\n");
    BOOST_TEST(read_whole(chunked + "0\r\n" + repeat("A:\r\n", 99) + "\r\n").state ==
               state::complete);
}

BOOST_AUTO_TEST_CASE(S8_interim_answers_without_end) {
    feeder peer;
    peer.feed(repeat("HTTP/1.1 100 x\r\n\r\n", 100'000));
    const auto found = peer.finish(ending::open);
    BOOST_TEST(found.state == state::failed);
    BOOST_TEST(found.code == errc::protocol_violation);
    BOOST_TEST(found.taken <= max_buffered_bytes);
}

BOOST_AUTO_TEST_CASE(the_buffer_is_bounded_and_always_has_room) {
    feeder peer;
    const std::string bytes = chunked + "1;a=" + std::string(max_buffered_bytes * 2, 'x');
    for (const char& byte : bytes) {
        const std::size_t room = peer.reader().prepare().size();
        BOOST_REQUIRE(room >= 1);
        BOOST_REQUIRE(room <= max_buffered_bytes);
        if (peer.feed({&byte, 1}).finish(ending::open).state != state::incomplete)
            break;
    }
    BOOST_TEST(peer.finish(ending::open).code == errc::limit_exceeded);
    BOOST_TEST(peer.finish(ending::open).taken <= max_buffered_bytes + chunked.size());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(response_reader_fields)

BOOST_AUTO_TEST_CASE(request_id_in_any_case) {
    for (const std::string name : {"X-Request-Id", "x-request-id", "X-REQUEST-ID", "X-request-ID"})
        BOOST_TEST(answer_with(name + ": abc-1\r\n").request_id == "abc-1");
    BOOST_TEST(answer_with("X-Request-Idx: abc-1\r\nRequest-Id: x\r\n").request_id.empty());
}

BOOST_AUTO_TEST_CASE(S24_the_first_of_two_retry_afters) {
    BOOST_TEST(answer_with("Retry-After: 2\r\nRetry-After: 5\r\n").retry_after == "2");
    BOOST_TEST(answer_with("retry-after:  120 \r\n").retry_after == "120");
    BOOST_TEST(answer_with("").retry_after.empty());
}

BOOST_AUTO_TEST_CASE(date) {
    const std::string noon = "Tue, 24 Nov 2026 12:00:00 GMT";
    BOOST_TEST((answer_with("Date: " + noon + "\r\n").date() == mrs::api::parse_http_date(noon)));
    BOOST_TEST(!answer_with("Date: today\r\n").date().has_value());
    BOOST_TEST(!answer_with("").date().has_value());
}

BOOST_AUTO_TEST_CASE(the_date_of_an_answer_out_of_a_cache_is_none) {
    const std::string noon = "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\n";
    for (const std::string& fields : {noon + "Age: 0\r\n", "age: 86400\r\n" + noon})
        BOOST_TEST(!answer_with(fields).date().has_value());
}

BOOST_AUTO_TEST_CASE(K5_keep_alive) {
    const auto seconds = [](const std::string& value) -> long long {
        const auto idle = answer_with("Keep-Alive: " + value + "\r\n").server_idle;
        return idle ? idle->count() : -1;
    };
    BOOST_TEST(seconds("timeout=5") == 5);
    BOOST_TEST(seconds("timeout=1, max=3") == 1);
    BOOST_TEST(seconds("max=3, timeout=7") == 7);
    BOOST_TEST(seconds("max=3,timeout=7") == 7);
    BOOST_TEST(seconds("Timeout=5") == 5);
    BOOST_TEST(seconds("timeout=0") == 0);
    BOOST_TEST(seconds("timeout=4294967295") == 4294967295);
    for (const char* const value : {"", "max=3", "timeout", "timeout=", "timeout=x", "timeout=-1",
                                    "timeout= 5", "timeout=99999999999999999999"})
        BOOST_TEST(seconds(value) == -1, value);
    const auto uses = [](const std::string& value) -> long long {
        const auto found = answer_with("Keep-Alive: " + value + "\r\n").server_uses;
        return found ? static_cast<long long>(*found) : -1;
    };
    BOOST_TEST(uses("timeout=1, max=3") == 3);
    BOOST_TEST(uses("MAX=0") == 0);
    BOOST_TEST(uses("timeout=1") == -1);
    BOOST_TEST(uses("max=-1") == -1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(response_reader_use)

BOOST_AUTO_TEST_CASE(starts_over_with_nothing_left_of_the_last_answer) {
    feeder peer;
    peer.feed(ok + "X-Request-Id: a\r\nRetry-After: 1\r\nKeep-Alive: timeout=1\r\n"
                   "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nContent-Length: 2\r\n\r\nokEXTRA");
    BOOST_TEST(peer.finish(ending::open).answer.request_id == "a");
    peer.start();
    BOOST_TEST(!peer.reader().started());
    const auto found =
        peer.feed("HTTP/1.1 500 x\r\nContent-Length: 1\r\n\r\nx").finish(ending::open);
    BOOST_TEST(found.state == state::complete);
    BOOST_TEST(found.answer.status == 500);
    BOOST_TEST(found.answer.body == "x");
    BOOST_TEST(found.answer.request_id.empty());
    BOOST_TEST(found.answer.retry_after.empty());
    BOOST_TEST(!found.answer.server_idle.has_value());
    BOOST_TEST(!found.answer.date().has_value());
    BOOST_TEST(found.answer.reusable);
}

BOOST_AUTO_TEST_CASE(starts_over_after_a_failure) {
    feeder peer;
    BOOST_TEST(peer.feed("garbage\r\n\r\n").finish(ending::open).state == state::failed);
    peer.start();
    BOOST_TEST(peer.feed(with_length(2, "ok")).finish(ending::open).state == state::complete);
    peer.start();
    BOOST_TEST(peer.finish(ending::clean).code == errc::connection_closed);
}

BOOST_AUTO_TEST_CASE(an_interim_answers_fields_are_forgotten) {
    const auto found = read_whole("HTTP/1.1 103 x\r\nX-Request-Id: a\r\nRetry-After: 9\r\n\r\n" +
                                  with_length(0, ""));
    BOOST_TEST(found.answer.request_id.empty());
    BOOST_TEST(found.answer.retry_after.empty());
}

BOOST_AUTO_TEST_CASE(knows_whether_a_byte_has_come) {
    feeder peer;
    BOOST_TEST(!peer.reader().started());
    peer.feed("H");
    BOOST_TEST(peer.reader().started());
}

BOOST_AUTO_TEST_CASE(K13_knows_what_did_not_begin_as_HTTP) {
    for (const std::string& bytes :
         {std::string("\r\n"), "\r\n" + with_length(0, ""), std::string("x"), std::string("HTTQ"),
          std::string("<html>"), std::string("\0", 1), std::string("http/1.1 200 OK\r\n\r\n")})
        for (const std::size_t step : {std::size_t(1), bytes.size()}) {
            feeder peer;
            for (std::size_t at = 0; at < bytes.size(); at += step)
                peer.feed(std::string_view(bytes).substr(at, step));
            BOOST_TEST(peer.finish(ending::open).code == errc::protocol_violation, bytes);
            BOOST_TEST(peer.reader().foreign(), bytes);
        }
    for (const std::string& bytes :
         {std::string("HTTP/2.0 200 OK\r\n\r\n"), "HTTP/1.1 100 x\r\n\r\n" + std::string("<html>"),
          std::string("HTTP/1.1 abc\r\n\r\n"), chunked + "x", with_length(9, "<html>")}) {
        feeder peer;
        peer.feed(bytes).finish(ending::clean);
        BOOST_TEST(!peer.reader().foreign(), bytes);
    }
}

BOOST_AUTO_TEST_CASE(a_body_may_hold_any_byte) {
    std::string body;
    for (int byte = 0; byte < 256; ++byte)
        body += static_cast<char>(byte);
    BOOST_CHECK(read_in_steps(with_length(256, body), 1).answer.body == body);
}

/// Broken bytes are never an exception, and what is an answer does not depend on the pieces that it
/// comes in.
BOOST_AUTO_TEST_CASE(random_damage_reads_the_same_whole_and_in_pieces) {
    const std::vector<std::string> originals = {
        with_length(5, "hello"),
        chunked + "5;a=b\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Connection: keep-alive\r\n\r\nhello",
    };
    const std::string spice = std::string("\0\r\n\t :;,", 8) + "0123456789abcdefxHTTP/-+\x7f\xff";
    run_schedules(20'000, [&](std::uint64_t seed) {
        dice random(seed);
        std::string bytes = originals[random.below(originals.size())];
        for (auto changes = 1 + random.below(3); changes > 0; --changes) {
            const std::size_t at = random.below(bytes.size());
            if (random.once_in(3))
                bytes.erase(at, 1 + random.below(4));
            else
                bytes.insert(at, 1, spice[random.below(spice.size())]);
        }
        const ending end = random.once_in(2) ? ending::clean : ending::torn;
        const auto whole = read_whole(bytes, end);
        const auto pieces = random.once_in(2)
                                ? read_in_steps(bytes, 1 + random.below(5), end)
                                : read_split(bytes, random.below(bytes.size() + 1), end);
        expect(whole.state != state::incomplete, "an ended answer is incomplete");
        expect(pieces.state != state::incomplete, "an ended answer in pieces is incomplete");
        expect(whole.state == pieces.state, "the pieces end otherwise");
        expect(whole.code == pieces.code, "the pieces fail otherwise");
        expect(whole.answer.status == pieces.answer.status, "the pieces have another status");
        expect(whole.answer.body == pieces.answer.body, "the pieces have another body");
    });
}

BOOST_AUTO_TEST_SUITE_END()
