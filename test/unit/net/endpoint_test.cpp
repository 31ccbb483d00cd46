// SPDX-License-Identifier: BSL-1.0
#include "net/endpoint.hpp"
#include "support/print.hpp"
#include "support/table.hpp"

#include <mrs/error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::net::parse_endpoint;

namespace endpoint {
namespace {

struct accepted {
    std::string name;
    std::string url;
    std::string host;
    unsigned port;
    std::string authority;
    std::string shown;
    bool plaintext_loopback = false;
};

const std::vector<accepted> accepted_urls = {
    {"endpoint_I2_host", "https://mrs.cn-north-4.myhuaweicloud.com",
     "mrs.cn-north-4.myhuaweicloud.com", 443, "mrs.cn-north-4.myhuaweicloud.com",
     "https://mrs.cn-north-4.myhuaweicloud.com"},
    {"endpoint_I2_slash", "https://a.example/", "a.example", 443, "a.example", "https://a.example"},
    {"endpoint_I2_port", "https://a.example:8443", "a.example", 8443, "a.example:8443",
     "https://a.example:8443"},
    {"endpoint_I2_default_port", "https://a.example:443", "a.example", 443, "a.example",
     "https://a.example"},
    {"endpoint_I2_port_1", "https://a.example:1", "a.example", 1, "a.example:1",
     "https://a.example:1"},
    {"endpoint_I2_port_65535", "https://a.example:65535", "a.example", 65535, "a.example:65535",
     "https://a.example:65535"},
    {"endpoint_I2_port_80", "https://a.example:80", "a.example", 80, "a.example:80",
     "https://a.example:80"},
    {"endpoint_I2_upper_case", "HTTPS://A.EXAMPLE", "a.example", 443, "a.example",
     "https://a.example"},
    {"endpoint_I2_trailing_dot", "https://a.example.", "a.example.", 443, "a.example",
     "https://a.example"},
    {"endpoint_I2_single_label", "https://gateway", "gateway", 443, "gateway", "https://gateway"},
    {"endpoint_I2_last_label_begins_with_a_digit", "https://a.4b", "a.4b", 443, "a.4b",
     "https://a.4b"},
    {"endpoint_I2_label_of_63_bytes", "https://" + std::string(63, 'a') + ".example",
     std::string(63, 'a') + ".example", 443, std::string(63, 'a') + ".example",
     "https://" + std::string(63, 'a') + ".example"},
    {"endpoint_I2_hyphen_and_underscore_inside", "https://a-b_.example", "a-b_.example", 443,
     "a-b_.example", "https://a-b_.example"},
    {"endpoint_I2_a_label", "https://xn--bcher-kva.example", "xn--bcher-kva.example", 443,
     "xn--bcher-kva.example", "https://xn--bcher-kva.example"},
    {"endpoint_I2_encoded_letter", "https://%61.example", "a.example", 443, "a.example",
     "https://a.example"},
    {"endpoint_I2_ipv4", "https://192.0.2.1:8443", "192.0.2.1", 8443, "192.0.2.1:8443",
     "https://192.0.2.1:8443"},
    {"endpoint_I2_ipv6", "https://[2001:DB8::1]", "2001:db8::1", 443, "[2001:db8::1]",
     "https://[2001:db8::1]"},
    {"endpoint_I2_ipv6_port", "https://[::1]:8443", "::1", 8443, "[::1]:8443",
     "https://[::1]:8443"},
    {"endpoint_I2_plaintext_ipv4", "http://127.0.0.1", "127.0.0.1", 80, "127.0.0.1",
     "http://127.0.0.1", true},
    {"endpoint_I2_plaintext_port", "http://127.255.0.9:8080", "127.255.0.9", 8080,
     "127.255.0.9:8080", "http://127.255.0.9:8080", true},
    {"endpoint_I2_plaintext_port_443", "http://127.0.0.1:443", "127.0.0.1", 443, "127.0.0.1:443",
     "http://127.0.0.1:443", true},
    {"endpoint_I2_plaintext_ipv6", "http://[::1]:80", "::1", 80, "[::1]", "http://[::1]", true},
};

void check_accepted(const accepted& row) {
    const auto endpoint = parse_endpoint(row.url, row.plaintext_loopback);
    BOOST_TEST(endpoint.tls == !row.plaintext_loopback);
    BOOST_TEST(endpoint.host == row.host);
    BOOST_TEST(endpoint.port == row.port);
    BOOST_TEST(endpoint.authority() == row.authority);
    BOOST_TEST(endpoint.url() == row.shown);
}

struct refused {
    std::string name;
    std::string url;
    bool plaintext_loopback = false;
};

const std::vector<refused> refused_urls = {
    {"endpoint_I2_empty", ""},
    {"endpoint_I2_no_scheme", "mrs.cn-north-4.myhuaweicloud.com"},
    {"endpoint_I2_no_scheme_with_port", "a.example:443"},
    {"endpoint_I2_relative", "//a.example"},
    {"endpoint_I2_other_scheme", "ftp://a.example"},
    {"endpoint_I2_no_authority", "https:a.example"},
    {"endpoint_I2_no_host", "https://"},
    {"endpoint_I2_no_host_but_slash", "https:///"},
    {"endpoint_I2_no_host_but_port", "https://:443"},
    {"endpoint_I2_host_is_a_dot", "https://."},
    {"endpoint_I2_user", "https://hunter2@a.example"},
    {"endpoint_I2_user_and_password", "https://admin:hunter2@a.example"},
    {"endpoint_I2_empty_user", "https://@a.example"},
    {"endpoint_I2_user_and_bad_port", "https://admin:hunter2@a.example:0"},
    {"endpoint_I2_user_and_line_break", "https://admin:hunter2@a.example\r\n"},
    {"endpoint_I2_user_and_http", "http://admin:hunter2@a.example"},
    {"endpoint_I2_path", "https://a.example/v2"},
    {"endpoint_I2_two_slashes", "https://a.example//"},
    {"endpoint_I2_dot_path", "https://a.example/."},
    {"endpoint_I2_query", "https://a.example?hunter2"},
    {"endpoint_I2_empty_query", "https://a.example/?"},
    {"endpoint_I2_fragment", "https://a.example#hunter2"},
    {"endpoint_I2_empty_fragment", "https://a.example/#"},
    {"endpoint_I2_port_0", "https://a.example:0"},
    {"endpoint_I2_port_00", "https://a.example:00"},
    {"endpoint_I2_port_65536", "https://a.example:65536"},
    {"endpoint_I2_port_huge", "https://a.example:18446744073709552059"},
    {"endpoint_I2_port_abc", "https://a.example:abc"},
    {"endpoint_I2_port_negative", "https://a.example:-1"},
    {"endpoint_I2_port_empty", "https://a.example:"},
    {"endpoint_I2_port_twice", "https://a.example:443:443"},
    {"endpoint_I2_space_before", " https://a.example"},
    {"endpoint_I2_space_after", "https://a.example "},
    {"endpoint_I2_space_inside", "https://a .example"},
    {"endpoint_I2_CR_LF", "https://a.example\r\nX-Evil: 1"},
    {"endpoint_I2_NUL", std::string("https://a.example\0.b", 20)},
    {"endpoint_I2_encoded_CR_LF", "https://a%0d%0aX-Evil:1"},
    {"endpoint_I2_encoded_line_break_in_host", "https://a%0d%0ab.example"},
    {"endpoint_I2_encoded_NUL", "https://a%00.example"},
    {"endpoint_I2_NUL_behind_an_address", "https://127.0.0.1%00"},
    {"endpoint_I2_encoded_slash", "https://a%2fb.example"},
    {"endpoint_I2_encoded_at", "https://hunter2%40a.example"},
    {"endpoint_I2_encoded_colon", "https://a.example%3a443"},
    {"endpoint_I2_encoded_percent", "https://a%25.example"},
    {"endpoint_I2_bad_encoding", "https://a%zz.example"},
    {"endpoint_I2_raw_idn", "https://b\xc3\xbc\x63her.example"},
    {"endpoint_I2_encoded_idn", "https://b%C3%BCcher.example"},
    {"endpoint_I2_wildcard", "https://*.example"},
    {"endpoint_I2_empty_label", "https://a..example"},
    {"endpoint_I2_leading_dot", "https://.a.example"},
    {"endpoint_I2_two_trailing_dots", "https://a.example.."},
    {"endpoint_I2_hyphen_first", "https://-x"},
    {"endpoint_I2_hyphen_last", "https://x-.example"},
    {"endpoint_I2_label_of_64_bytes", "https://" + std::string(64, 'a') + ".example"},
    {"endpoint_I2_backslash", "https://a.example\\@b.example"},
    {"endpoint_I2_ipv6_without_brackets", "https://::1"},
    {"endpoint_I2_ipv6_open", "https://[::1"},
    {"endpoint_I2_ipv6_broken", "https://[::g]"},
    {"endpoint_I2_ipv_future", "https://[v1.x]"},
    {"endpoint_I2_longer_than_a_name", "https://" + std::string(254, 'a') + ".example"},
    {"endpoint_I2_254_bytes_without_a_dot", "https://" + std::string(254, 'a')},
    {"endpoint_I2_ipv4_trailing_dot", "https://192.0.2.1."},
    {"endpoint_I2_ipv4_encoded_trailing_dot", "https://%34.0.1.1."},
    {"endpoint_I2_ipv4_short", "https://192.513"},
    {"endpoint_I2_ipv4_too_long", "https://192.0.2.1.1"},
    {"endpoint_I2_ipv4_too_large", "https://192.0.2.256"},
    {"endpoint_I2_ipv4_octal", "https://0300.0.02.01"},
    {"endpoint_I2_ipv4_number", "https://3221225985"},
    {"endpoint_I2_ipv4_hexadecimal", "https://0xC0000201"},
    {"endpoint_I2_name_ends_in_a_number", "https://a.example.7"},
    {"endpoint_I2_name_ends_in_0x", "https://a.0x"},
    {"endpoint_I2_http", "http://a.example"},
    {"endpoint_I2_http_loopback_without_opt_in", "http://127.0.0.1:8080"},
    {"endpoint_I2_http_name_with_opt_in", "http://a.example", true},
    {"endpoint_I2_http_localhost_with_opt_in", "http://localhost", true},
    {"endpoint_I2_http_address_with_opt_in", "http://192.0.2.1", true},
    {"endpoint_I2_http_any_address_with_opt_in", "http://0.0.0.0", true},
    {"endpoint_I2_http_any_ipv6_with_opt_in", "http://[::]", true},
    {"endpoint_I2_http_short_loopback_with_opt_in", "http://127.1", true},
    {"endpoint_I2_http_number_with_opt_in", "http://2130706433", true},
    {"endpoint_I2_http_loopback_in_a_name", "http://127.0.0.1.example", true},
};

void check_refused(const refused& row) {
    try {
        const auto endpoint = parse_endpoint(row.url, row.plaintext_loopback);
        BOOST_ERROR("accepted as " << endpoint.url());
    } catch (const mrs::error& e) {
        const std::string text = e.what();
        BOOST_TEST((e.code() == mrs::errc::invalid_argument));
        BOOST_TEST(text.find("endpoint") != std::string::npos);
        BOOST_TEST(text.find("hunter2") == std::string::npos);
        BOOST_TEST(text.find("admin") == std::string::npos);
        BOOST_TEST(text.find_first_of("\r\n") == std::string::npos);
    }
}

} // namespace
} // namespace endpoint

BOOST_AUTO_TEST_SUITE(endpoint)

MRS_TEST_ROWS(accepted_urls, check_accepted);
MRS_TEST_ROWS(refused_urls, check_refused);

BOOST_AUTO_TEST_CASE(strips_the_trailing_dot_for_tls_only) {
    const auto endpoint = parse_endpoint("https://a.example.", false);
    BOOST_TEST(endpoint.host == "a.example.");
    BOOST_TEST(endpoint.tls_name() == "a.example");
    BOOST_TEST(parse_endpoint("https://a.example", false).tls_name() == "a.example");
    BOOST_TEST(parse_endpoint("https://[::1]", false).tls_name() == "::1");
}

BOOST_AUTO_TEST_CASE(tells_addresses_from_names) {
    BOOST_TEST(!parse_endpoint("https://a.example", false).literal.has_value());
    BOOST_TEST(parse_endpoint("https://192.0.2.1", false).literal.value().is_v4());
    BOOST_TEST(parse_endpoint("https://[::1]", false).literal.value().is_v6());
}

BOOST_AUTO_TEST_CASE(the_opt_in_leaves_https_as_it_is) {
    BOOST_TEST(parse_endpoint("https://a.example", true).tls);
}

BOOST_AUTO_TEST_CASE(a_local_service_is_no_name_that_begins_with_an_address) {
    const auto service = mrs::net::parse_local_service("http://127.0.0.1:8080/token?of=a");
    BOOST_TEST(service.peer.authority() == "127.0.0.1:8080");
    BOOST_TEST(service.target == "/token?of=a");
    for (const std::string url : {"http://127.0.0.1.example/token", "http://169.254.169.254a"})
        BOOST_CHECK_THROW(mrs::net::parse_local_service(url), mrs::error);
}

BOOST_AUTO_TEST_SUITE_END()
