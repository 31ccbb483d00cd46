// SPDX-License-Identifier: BSL-1.0
#include "canned_answer.hpp"
#include "support/print.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::errc;
using mrs::pacing::fault;
using state = mrs::net::response_reader::state;

namespace response_framing {
namespace {

constexpr bool reusable = true;
constexpr bool retired = false;

struct good {
    std::string name;
    std::string bytes;
    int status;
    std::string body;
    bool reusable;
    ending end = ending::open;
};

const std::vector<good> good_answers = {
    {"framing_length", with_length(5, "hello"), 200, "hello", reusable},
    {"framing_length_zero", with_length(0, ""), 200, "", reusable},
    {"framing_length_leading_zeros", ok + "Content-Length: 005\r\n\r\nhello", 200, "hello",
     reusable},
    {"framing_lower_case_names", ok + "content-length:5\r\n\r\nhello", 200, "hello", reusable},
    {"framing_space_around_values", ok + "Content-Length: \t 5 \t\r\n\r\nhello", 200, "hello",
     reusable},
    {"framing_chunked", chunked + "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", 200, "hello!", reusable},
    {"framing_chunked_empty", chunked + "0\r\n\r\n", 200, "", reusable},
    {"framing_chunked_hex", chunked + "A\r\n0123456789\r\nb\r\n0123456789a\r\n00\r\n\r\n", 200,
     "01234567890123456789a", reusable},
    {"framing_chunk_extension", chunked + "5;a=b;c=\"d\"\r\nhello\r\n0;e\r\n\r\n", 200, "hello",
     reusable},
    {"framing_trailer", chunked + "5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n", 200, "hello",
     reusable},
    {"framing_trailer_of_a_connection",
     chunked + "1\r\nx\r\n0\r\nConnection: keep-alive\r\nX-Sum: 1\r\n\r\n", 200, "x", retired},
    {"framing_trailer_of_a_proxy_connection",
     chunked + "1\r\nx\r\n0\r\nProxy-Connection: close\r\n\r\n", 200, "x", reusable},
    {"framing_chunked_in_capitals", ok + "TRANSFER-ENCODING: CHUNKED\r\n\r\n1\r\nx\r\n0\r\n\r\n",
     200, "x", reusable},
    {"framing_identity_coding", ok + "Content-Encoding: identity\r\nContent-Length: 1\r\n\r\nx",
     200, "x", reusable},
    {"framing_connection_close", ok + "Connection: close\r\nContent-Length: 1\r\n\r\nx", 200, "x",
     retired},
    {"framing_connection_list", ok + "Connection: x, Close\r\nContent-Length: 1\r\n\r\nx", 200, "x",
     retired},
    {"framing_S9_100_then_200", "HTTP/1.1 100 Continue\r\n\r\n" + with_length(2, "ok"), 200, "ok",
     reusable},
    {"framing_S9_103_then_200",
     "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nConnection: close\r\n\r\n" + with_length(2, "ok"),
     200, "ok", reusable},
    {"framing_S9_interim_with_a_length",
     "HTTP/1.1 102 Processing\r\nContent-Length: 2\r\n\r\n" + with_length(2, "ok"), 200, "ok",
     reusable},
    {"framing_S8_eight_interim", repeat("HTTP/1.1 102 x\r\n\r\n", 8) + with_length(2, "ok"), 200,
     "ok", reusable},
    {"framing_S16_extra_byte", with_length(2, "ok") + "x", 200, "ok", retired},
    {"framing_S16_second_answer", with_length(2, "ok") + with_length(2, "no"), 200, "ok", retired},
    {"framing_S16_extra_after_chunks", chunked + "2\r\nok\r\n0\r\n\r\n\r\n", 200, "ok", retired},
    {"framing_S18_http_1_0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", retired},
    {"framing_S18_http_1_0_keep_alive",
     "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, "x", reusable},
    {"framing_S18_empty_reason", "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx", 200, "x", reusable},
    {"framing_S31_neither_blank_nor_reason", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", 200, "x",
     reusable},
    {"framing_S31_http_1_0", "HTTP/1.0 200\r\nContent-Length: 1\r\n\r\nx", 200, "x", retired},
    {"framing_S31_interim", "HTTP/1.1 100\r\n\r\nHTTP/1.1 500\r\nContent-Length: 1\r\n\r\nx", 500,
     "x", reusable},
    {"framing_S31_no_fields", "HTTP/1.1 204\r\n\r\n", 204, "", reusable},
    {"framing_S18_http_1_2", "HTTP/1.2 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", reusable},
    {"framing_S18_http_1_9_without_reason", "HTTP/1.9 200\r\nContent-Length: 1\r\n\r\nx", 200, "x",
     reusable},
    {"framing_S18_http_1_3_interim",
     "HTTP/1.3 103 x\r\n\r\nHTTP/1.2 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", reusable},
    {"framing_S15_content_coding_empty", ok + "Content-Encoding:\r\nContent-Length: 1\r\n\r\nx",
     200, "x", reusable},
    {"framing_S15_content_coding_of_empty_elements",
     ok + "Content-Encoding: , ,\r\nContent-Length: 1\r\n\r\nx", 200, "x", reusable},
    {"framing_S15_content_coding_identity_twice",
     ok + "Content-Encoding: identity, Identity\r\nContent-Length: 1\r\n\r\nx", 200, "x", reusable},
    {"framing_S18_utf8_reason", "HTTP/1.1 200 \xe5\xa5\xbd\r\nContent-Length: 1\r\n\r\nx", 200, "x",
     reusable},
    {"framing_S18_status_999", "HTTP/1.1 999 x\r\nContent-Length: 1\r\n\r\nx", 999, "x", reusable},
    {"framing_S19_204", "HTTP/1.1 204 No Content\r\n\r\n", 204, "", reusable},
    {"framing_S19_204_with_length", "HTTP/1.1 204 x\r\nContent-Length: 2\r\n\r\n", 204, "",
     reusable},
    {"framing_S19_204_with_body", "HTTP/1.1 204 x\r\nContent-Length: 2\r\n\r\nno", 204, "",
     retired},
    {"framing_S19_304_with_length", "HTTP/1.1 304 x\r\nContent-Length: 2\r\n\r\n", 304, "",
     reusable},
    {"framing_S19_304_with_body", "HTTP/1.1 304 x\r\nContent-Length: 2\r\n\r\nno", 304, "",
     retired},
    {"framing_S19_205_with_body", "HTTP/1.1 205 x\r\nContent-Length: 2\r\n\r\nno", 205, "no",
     reusable},
    {"framing_T7_length_then_torn", with_length(5, "hello"), 200, "hello", reusable, ending::torn},
    {"framing_T7_close_delimited_clean", ok + "\r\nhello", 200, "hello", retired, ending::clean},
    {"framing_close_delimited_empty", ok + "\r\n", 200, "", retired, ending::clean},
    {"framing_close_delimited_http_1_0", "HTTP/1.0 200 OK\r\n\r\nhello", 200, "hello", retired,
     ending::clean},
};

struct bad {
    std::string name;
    std::string bytes;
    errc code;
    ending end = ending::open;
};

constexpr errc protocol = errc::protocol_violation;

const std::vector<bad> bad_answers = {
    {"framing_S8_nine_interim", repeat("HTTP/1.1 102 x\r\n\r\n", 9), protocol},
    {"framing_S8_switching_protocols", "HTTP/1.1 101 x\r\nUpgrade: h2c\r\n\r\n", protocol},
    {"framing_S12_chunk_size_negative", chunked + "-1\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S12_chunk_size_of_17_digits", chunked + "10000000000000000\r\nx", protocol},
    {"framing_S12_chunk_size_not_hex", chunked + "g\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S12_chunk_size_with_0x", chunked + "0x1\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S12_chunk_size_empty", chunked + "\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S12_chunk_size_after_space", chunked + " 1\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S12_bare_LF_after_size", chunked + "1\nx\r\n0\r\n\r\n", protocol},
    {"framing_S12_chunk_longer_than_size", chunked + "1\r\nxy\r\n0\r\n\r\n", protocol},
    {"framing_S12_chunk_of_2_to_the_64_less_1", chunked + "ffffffffffffffff\r\nx",
     errc::limit_exceeded},
    {"framing_S12_bare_LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", protocol},
    {"framing_S12_bare_LF_in_field", ok + "A: b\nContent-Length: 0\r\n\r\n", protocol},
    {"framing_S13_trailer_length", chunked + "1\r\nx\r\n0\r\nContent-Length: 1\r\n\r\n", protocol},
    {"framing_S13_trailer_coding", chunked + "1\r\nx\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
     protocol},
    {"framing_S13_trailer_without_colon", chunked + "1\r\nx\r\n0\r\nX-Sum\r\n\r\n", protocol},
    {"framing_S13_trailer_content_coding",
     chunked + "1\r\nx\r\n0\r\nContent-Encoding: gzip\r\n\r\n", protocol},
    {"framing_S14_length_then_coding",
     ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S14_coding_then_length",
     ok + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1\r\nx\r\n0\r\n\r\n", protocol},
    {"framing_S14_two_lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", protocol},
    {"framing_S14_two_equal_lengths", ok + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
     protocol},
    {"framing_S14_length_list", ok + "Content-Length: 2, 2\r\n\r\nxx", protocol},
    {"framing_S14_length_plus", ok + "Content-Length: +2\r\n\r\nxx", protocol},
    {"framing_S14_length_minus", ok + "Content-Length: -1\r\n\r\nxx", protocol},
    {"framing_S14_length_2_to_the_64", ok + "Content-Length: 18446744073709551616\r\n\r\nxx",
     protocol},
    {"framing_S14_length_hex", ok + "Content-Length: 0x2\r\n\r\nxx", protocol},
    {"framing_S14_length_empty", ok + "Content-Length: \r\n\r\nxx", protocol},
    {"framing_S14_length_of_two_words", ok + "Content-Length: 2 2\r\n\r\nxx", protocol},
    {"framing_S15_coding_gzip", ok + "Transfer-Encoding: gzip\r\n\r\nxx", protocol},
    {"framing_S15_coding_gzip_chunked", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
     protocol},
    {"framing_S15_coding_chunked_twice", ok + "Transfer-Encoding: chunked, chunked\r\n\r\n",
     protocol},
    {"framing_S15_two_codings",
     ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", protocol},
    {"framing_S15_coding_identity", ok + "Transfer-Encoding: identity\r\n\r\nxx", protocol},
    {"framing_S15_coding_empty", ok + "Transfer-Encoding: \r\n\r\nxx", protocol},
    {"framing_S15_content_gzip", ok + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
     protocol},
    {"framing_S15_content_identity_gzip",
     ok + "Content-Encoding: identity, gzip\r\nContent-Length: 1\r\n\r\nx", protocol},
    {"framing_S15_content_no_list",
     ok + "Content-Encoding: identity;q=1\r\nContent-Length: 1\r\n\r\nx", protocol},
    {"framing_S15_content_br", ok + "Content-Length: 1\r\nContent-Encoding: br\r\n\r\nx", protocol},
    {"framing_S18_http_0_9", "{\"status\":\"SUCCEED\"}", protocol, ending::clean},
    {"framing_S18_http_2_settings", std::string("\0\0\x12\x04\0\0\0\0\0", 9), protocol},
    {"framing_S18_http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", protocol},
    {"framing_S18_http_2_status", "HTTP/2.0 200 OK\r\n\r\n", protocol},
    {"framing_S18_http_1_23", "HTTP/1.23 200 OK\r\n\r\n", protocol},
    {"framing_S18_http_1_a", "HTTP/1.a 200 OK\r\n\r\n", protocol},
    {"framing_S18_http_3_status", "HTTP/3.1 200 OK\r\n\r\n", protocol},
    {"framing_S31_two_digits", "HTTP/1.1 20\r\n\r\n", protocol},
    {"framing_S31_four_digits", "HTTP/1.1 2000\r\n\r\n", protocol},
    {"framing_S31_status_99", "HTTP/1.1 099\r\n\r\n", protocol},
    {"framing_S31_bare_CR", "HTTP/1.1 200\rX\r\n\r\n", protocol},
    {"framing_S31_bare_LF", "HTTP/1.1 200\n\r\n", protocol},
    {"framing_S31_tab", "HTTP/1.1 200\tOK\r\n\r\n", protocol},
    {"framing_S31_half", "HTTP/1.1 200\r", errc::truncated, ending::clean},
    {"framing_S30_bare_LF_alone", "HTTP/1.1 200 OK\nA: b\n", protocol},
    {"framing_S30_impossible_status_line", "HTTP/1.1 2x0 OK", protocol},
    {"framing_S30_control_character_in_a_name", ok + std::string("A\x01", 2), protocol},
    {"framing_S30_length_without_an_end", ok + "Content-Length: +2\r\nA", protocol},
    {"framing_S30_no_http_at_all", "SSH-", protocol},
    {"framing_S30_one_byte", "<", protocol},
    {"framing_S30_line_end_before", "\r\n" + with_length(1, "x"), protocol},
    {"framing_S30_garbage_after_an_interim", "HTTP/1.1 100 x\r\n\r\n<h", protocol},
    {"framing_S18_status_99", "HTTP/1.1 99 x\r\n\r\n", protocol},
    {"framing_S18_status_099", "HTTP/1.1 099 x\r\n\r\n", protocol},
    {"framing_S18_status_000", "HTTP/1.1 000 x\r\n\r\n", protocol},
    {"framing_S18_status_2000", "HTTP/1.1 2000 x\r\n\r\n", protocol},
    {"framing_S18_status_word", "HTTP/1.1 abc x\r\n\r\n", protocol},
    {"framing_S18_status_negative", "HTTP/1.1 -20 x\r\n\r\n", protocol},
    {"framing_S18_other_protocol", "ICY 200 OK\r\n\r\n", protocol},
    {"framing_S18_lower_case_protocol", "http/1.1 200 OK\r\n\r\n", protocol},
    {"framing_NUL_in_value", ok + std::string("A: b\0c\r\n\r\n", 10), protocol},
    {"framing_NUL_in_name", ok + std::string("A\0B: c\r\n\r\n", 10), protocol},
    {"framing_space_before_colon", ok + "Content-Length : 1\r\n\r\nx", protocol},
    {"framing_no_colon", ok + "Content-Length\r\n\r\nx", protocol},
    {"framing_no_name", ok + ": x\r\n\r\nx", protocol},
    {"framing_S4_half_status_line", "HTTP/1.1 2", errc::truncated, ending::clean},
    {"framing_S4_half_header", ok + "Content-Le", errc::truncated, ending::torn},
    {"framing_S4_header_without_end", ok + "Content-Length: 0\r\n", errc::truncated, ending::clean},
    {"framing_S4_interim_alone", "HTTP/1.1 100 x\r\n\r\n", errc::truncated, ending::clean},
    {"framing_S6_half_body", with_length(10, "hello"), errc::truncated, ending::clean},
    {"framing_S6_no_body", with_length(10, ""), errc::truncated, ending::clean},
    {"framing_S6_half_chunk", chunked + "a\r\nhello", errc::truncated, ending::clean},
    {"framing_S6_no_last_chunk", chunked + "5\r\nhello\r\n", errc::truncated, ending::clean},
    {"framing_S6_no_end_of_trailer", chunked + "0\r\n", errc::truncated, ending::clean},
    {"framing_T7_close_delimited_torn", ok + "\r\nhello", errc::truncated, ending::torn},
    {"framing_S1_nothing", "", errc::connection_closed, ending::clean},
    {"framing_S1_nothing_torn", "", errc::connection_closed, ending::torn},
};

fault kind_of(errc code) {
    return code == errc::truncated || code == errc::connection_closed ? fault::transient
                                                                      : fault::permanent;
}

void check_good(const good& row) {
    const auto check = [&row](const reading& found, bool all_taken) {
        BOOST_REQUIRE(found.state == state::complete);
        BOOST_REQUIRE(found.answer.status == row.status);
        BOOST_REQUIRE(found.answer.body == row.body);
        // Bytes that come later than the answer are left to the check before reuse.
        BOOST_REQUIRE((found.answer.reusable == row.reusable || !all_taken));
        BOOST_REQUIRE((all_taken || !row.reusable));
    };
    check(read_whole(row.bytes, row.end), true);
    for (std::size_t at = 0; at <= row.bytes.size(); ++at)
        BOOST_TEST_CONTEXT("split at " << at) {
            const auto found = read_split(row.bytes, at, row.end);
            check(found, found.taken == row.bytes.size());
        }
    const auto bytewise = read_in_steps(row.bytes, 1, row.end);
    check(bytewise, bytewise.taken == row.bytes.size());
}

void check_bad(const bad& row) {
    const auto check = [&row](const reading& found) {
        BOOST_REQUIRE(found.state == state::failed);
        BOOST_TEST_REQUIRE(found.code == row.code);
        BOOST_TEST_REQUIRE(found.kind == kind_of(row.code));
        BOOST_REQUIRE(!found.detail.empty());
    };
    check(read_whole(row.bytes, row.end));
    for (std::size_t at = 0; at <= row.bytes.size(); ++at)
        BOOST_TEST_CONTEXT("split at " << at)
    check(read_split(row.bytes, at, row.end));
    check(read_in_steps(row.bytes, 1, row.end));
}

} // namespace
} // namespace response_framing

BOOST_AUTO_TEST_SUITE(response_framing)

MRS_TEST_ROWS(good_answers, check_good);
MRS_TEST_ROWS(bad_answers, check_bad);

BOOST_AUTO_TEST_SUITE_END()
