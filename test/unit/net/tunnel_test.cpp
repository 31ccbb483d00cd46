// SPDX-License-Identifier: BSL-1.0
#include "net/tunnel.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <string>

using mrs::errc;
using mrs::net::transport_error;
using mrs::pacing::fault;
using state = mrs::net::response_reader::state;

namespace answers_to_CONNECT {
namespace {

std::optional<transport_error> refusal(int status, bool more = false, bool credentials = false) {
    mrs::net::proxy via;
    via.peer = mrs::net::parse_proxy("http://proxy.test:3128");
    if (credentials)
        via.authorization = mrs::secret("Basic aHVudGVyMg==");
    return mrs::net::tunnel_refusal(via, mrs::net::parse_endpoint("https://[::1]", false), status,
                                    more);
}

/// Feeds `bytes` as they fit, to the end of the answer.
state read(mrs::net::response_reader& reader, std::string bytes, std::size_t step) {
    auto found = state::incomplete;
    while (found == state::incomplete && !bytes.empty()) {
        const auto room = reader.prepare();
        const std::size_t size = std::min({room.size(), step, bytes.size()});
        std::copy_n(bytes.begin(), size, static_cast<char*>(room.data()));
        bytes.erase(0, size);
        found = reader.commit(size);
    }
    return found;
}

} // namespace
} // namespace answers_to_CONNECT

BOOST_AUTO_TEST_SUITE(answers_to_CONNECT)

BOOST_AUTO_TEST_CASE(each_status_has_its_meaning) {
    for (int status = 200; status < 1000; ++status) {
        const auto found = refusal(status);
        BOOST_TEST(found.has_value() == (status > 299), "HTTP " << status);
        if (!found)
            continue;
        const bool asks = status == 401 || status == 407;
        BOOST_TEST(found->code == (asks ? errc::proxy_unauthorized : errc::proxy_refused));
        const bool passes =
            status == 408 || status == 429 || status == 500 || (status >= 502 && status <= 504);
        BOOST_TEST(found->kind == (passes ? fault::transient : fault::permanent));
        BOOST_TEST(found->detail.starts_with("the proxy http://proxy.test:3128 answered HTTP " +
                                             std::to_string(status) + " to CONNECT [::1]:443"));
    }
}

BOOST_AUTO_TEST_CASE(bytes_behind_it_spoil_a_tunnel_alone) {
    BOOST_TEST(refusal(200, true).value().code == errc::proxy_failed);
    BOOST_TEST(refusal(200, true).value().kind == fault::permanent);
    BOOST_TEST(refusal(502, true).value().code == errc::proxy_refused);
}

BOOST_AUTO_TEST_CASE(a_407_tells_whether_there_were_credentials) {
    BOOST_TEST(refusal(407).value().detail.ends_with("it asks for credentials"));
    BOOST_TEST(refusal(407, false, true).value().detail.ends_with("it refused the credentials"));
}

BOOST_AUTO_TEST_CASE(they_end_with_their_header) {
    for (const std::string& fields :
         {std::string(), std::string("Content-Length: 3\r\n"),
          std::string("Transfer-Encoding: chunked\r\n"), std::string("Connection: close\r\n"),
          std::string("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
          std::string("transfer-encoding: gzip\r\ncontent-length: 3\r\ncontent-length: x\r\n"),
          std::string("Transfer-Encoding:\r\nContent-Length: +1\r\nContent-Encoding: br\r\n")})
        for (const std::size_t step : {1U, 7U, 4096U}) {
            mrs::net::response_reader reader{mrs::net::response_limits()};
            reader.start_header();
            const std::string header = "HTTP/1.1 100 x\r\n\r\nHTTP/1.0 403 x\r\n" + fields + "\r\n";
            BOOST_TEST(read(reader, header, step) == state::complete);
            BOOST_TEST(reader.answer().status == 403);
            BOOST_TEST(!reader.has_more());
            reader.start_header();
            BOOST_TEST(read(reader, header + "abc", header.size() + 1) == state::complete);
            BOOST_TEST(reader.has_more());
        }
}

BOOST_AUTO_TEST_SUITE_END()
