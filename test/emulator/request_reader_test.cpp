// SPDX-License-Identifier: BSL-1.0
#include "request_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

using namespace mrs_emulator;

namespace request_reading {
namespace {

// Feeds bytes as the network would, in pieces; tells what became of the request.
reception feed(request_reader& reader, std::string_view bytes) {
    reader.start();
    reception progress = reader.parse();
    while (progress == reception::incomplete && !bytes.empty()) {
        const auto room = reader.prepare();
        const std::size_t size = std::min(room.size(), bytes.size());
        std::copy_n(bytes.begin(), size, static_cast<char*>(room.data()));
        reader.commit(size);
        bytes.remove_prefix(size);
        progress = reader.parse();
    }
    return progress;
}

reception feed(std::string_view bytes) {
    request_reader reader(1024);
    return feed(reader, bytes);
}

const std::string start_line = "POST /a HTTP/1.1\r\nHost: h\r\n";

} // namespace
} // namespace request_reading

BOOST_AUTO_TEST_SUITE(request_reading)

BOOST_AUTO_TEST_CASE(keeps_what_services_need) {
    request_reader reader(1024);
    const auto result = feed(reader, "POST /a%2Fb?c HTTP/1.1\r\nx-auth-token: t\r\nHost: h\r\n"
                                     "X-Language: zh-cn\r\nContent-Length: 2\r\n\r\n{}");
    BOOST_TEST((result == reception::request));
    BOOST_TEST(reader.keep_alive());
    const http_request request = reader.take();
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.target == "/a%2Fb?c");
    BOOST_TEST(request.header("X-Auth-Token") == "t");
    BOOST_TEST(request.header("x-language") == "zh-cn");
    BOOST_TEST(request.headers.at(0).first == "x-auth-token");
    BOOST_TEST(request.header("X-Other").empty());
    BOOST_TEST(request.body == "{}");
    BOOST_TEST(request.has_header("content-length"));
}

BOOST_AUTO_TEST_CASE(tells_a_missing_length_from_an_empty_body) {
    request_reader reader(1024);
    BOOST_TEST((feed(reader, start_line + "\r\n") == reception::request));
    BOOST_TEST(!reader.take().has_header("Content-Length"));
    BOOST_TEST((feed(reader, start_line + "Content-Length: 0\r\n\r\n") == reception::request));
    BOOST_TEST(reader.take().has_header("Content-Length"));
}

BOOST_AUTO_TEST_CASE(takes_pipelined_requests_one_by_one) {
    request_reader reader(1024);
    BOOST_TEST(
        (feed(reader, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n") ==
         reception::request));
    BOOST_TEST(reader.take().target == "/1");
    BOOST_TEST((feed(reader, "") == reception::request));
    BOOST_TEST(reader.take().target == "/2");
    BOOST_TEST((feed(reader, "") == reception::incomplete));
}

BOOST_AUTO_TEST_CASE(bounds_header_and_body) {
    const auto with_field = [](std::size_t size) {
        return start_line + "A: " + std::string(size, 'a') + "\r\nContent-Length: 0\r\n\r\n";
    };
    BOOST_TEST((feed(with_field(32000)) == reception::request));
    BOOST_TEST((feed(with_field(33000)) == reception::header_too_large));
    BOOST_TEST((feed(with_field(70000)) == reception::header_too_large));
    BOOST_TEST((feed(with_field(300000)) == reception::header_too_large));
    std::string many = start_line;
    for (int count = 0; count < 5; ++count)
        many += "A: " + std::string(30000, 'a') + "\r\n";
    BOOST_TEST((feed(many + "\r\n") == reception::header_too_large));
    BOOST_TEST((feed(start_line + "Content-Length: 1025\r\n\r\n") == reception::body_too_large));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_http) {
    BOOST_TEST((feed("\x16\x03\x01 hello\r\n\r\n") == reception::malformed));
    BOOST_TEST((feed(start_line + "Content-Length: -1\r\n\r\n") == reception::malformed));
    const std::string chunked = start_line + "Transfer-Encoding: chunked\r\n\r\n";
    BOOST_TEST((feed(chunked + "xyz\r\n") == reception::malformed));
    BOOST_TEST((feed(chunked + "1;" + std::string(400000, 'e')) == reception::malformed));
    BOOST_TEST((feed(chunked + "0\r\nT: " + std::string(140000, 't') + "\r\n\r\n") !=
                reception::incomplete));
    BOOST_TEST(status_of(reception::malformed) == 400U);
    BOOST_TEST(status_of(reception::header_too_large) == 494U);
    BOOST_TEST(status_of(reception::body_too_large) == 413U);
}

BOOST_AUTO_TEST_CASE(does_not_reuse_connections_of_old_clients) {
    request_reader reader(1024);
    BOOST_TEST(
        (feed(reader, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") == reception::request));
    BOOST_TEST(!reader.keep_alive());
    BOOST_TEST((feed(reader, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") ==
                reception::request));
    BOOST_TEST(!reader.keep_alive());
}

BOOST_AUTO_TEST_CASE(demands_one_host_of_http_1_1) {
    BOOST_TEST((feed("GET / HTTP/1.1\r\n\r\n") == reception::malformed));
    BOOST_TEST((feed("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n") == reception::malformed));
    BOOST_TEST((feed("GET / HTTP/1.0\r\n\r\n") == reception::request));
    BOOST_TEST(status_of(reception::malformed) == 400U);
}

BOOST_AUTO_TEST_CASE(tells_once_that_the_client_waits_to_continue) {
    const std::string expecting = start_line + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n";
    request_reader reader(1024);
    BOOST_TEST((feed(reader, expecting) == reception::wants_continue));
    BOOST_TEST(reader.has_begun());
    BOOST_TEST((reader.parse() == reception::incomplete));
    const auto room = reader.prepare();
    std::copy_n("{}", 2, static_cast<char*>(room.data()));
    reader.commit(2);
    BOOST_TEST((reader.parse() == reception::request));
    BOOST_TEST(reader.take().body == "{}");

    // One that does not wait gets no interim answer, nor does one whose body is refused.
    BOOST_TEST((feed(expecting + "{}") == reception::request));
    BOOST_TEST((feed(start_line + "Content-Length: 9999\r\nExpect: 100-continue\r\n\r\n") ==
                reception::body_too_large));
    BOOST_TEST((feed(start_line + "Content-Length: 2\r\nExpect: more\r\n\r\n") ==
                reception::unknown_expectation));
    BOOST_TEST(status_of(reception::unknown_expectation) == 417U);
}

BOOST_AUTO_TEST_CASE(knows_when_a_request_has_begun) {
    request_reader reader(1024);
    reader.start();
    BOOST_TEST(!reader.has_begun());
    BOOST_TEST((feed(reader, "G") == reception::incomplete));
    BOOST_TEST(reader.has_begun());
}

BOOST_AUTO_TEST_SUITE_END()
