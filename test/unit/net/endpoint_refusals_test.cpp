// SPDX-License-Identifier: BSL-1.0
#include "net/endpoint.hpp"

#include <mrs/error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

// Why a URL or a name is refused: in words that tell what to change, and with the option's name.

using mrs::net::parse_endpoint;
using mrs::net::parse_local_service;
using mrs::net::parse_proxy;
using mrs::net::parse_server_name;

namespace endpoint_refusals {
namespace {

struct refusal {
    std::string text;
    std::string words;
};

template<typename Parse>
void check(const std::string& field, Parse parse, const std::vector<refusal>& all) {
    for (const auto& [text, words] : all)
        BOOST_TEST_CONTEXT(text) {
            try {
                parse(text);
                BOOST_ERROR("it is accepted");
            } catch (const mrs::error& refused) {
                BOOST_TEST(refused.info().detail == field + ": " + words);
            }
        }
}

/// A name of so many bytes, in labels of 63 at most.
std::string name_of(std::size_t size) {
    std::string name(size, 'a');
    for (std::size_t at = 63; at < size; at += 64)
        name[at] = '.';
    return name;
}

const std::string no_path = "a path is not allowed in the URL";
const std::string no_query = "a query is not allowed in the URL";
const std::string no_fragment = "a fragment is not allowed in the URL";
const std::string bad_port = "the port is not a number from 1 to 65535";
const std::string no_host = "the host is missing";
const std::string too_long = "the host is longer than a DNS name can be";
const std::string no_plaintext =
    "http:// would send the token in clear text; it is allowed to a loopback address with "
    "allow_plaintext_loopback";

} // namespace
} // namespace endpoint_refusals

BOOST_AUTO_TEST_SUITE(endpoint_refusals)

BOOST_AUTO_TEST_CASE(of_an_endpoint) {
    check("endpoint", [](std::string_view url) { return parse_endpoint(url, true); },
          {{"", "not a URL such as https://mrs.cn-north-4.myhuaweicloud.com"},
           {"ftp://127.0.0.1", "the scheme is not https"},
           {"https://user@a.example", "user info is not allowed in the URL"},
           {"https://a.example/v2", no_path},
           {"https://a.example?x", no_query},
           {"https://a.example/?", no_query},
           {"https://a.example#x", no_fragment},
           {"https://a.example:0", bad_port},
           {"https://[v1.x]", "the host is of an unknown kind of address"},
           {"https://", no_host},
           {"https://.", no_host},
           {"https://" + name_of(254), too_long},
           {"https://" + name_of(254) + ".", too_long},
           {"https://a*.example", "the host has a character that no DNS name has"},
           {"https://a..example", "the host has an empty label"},
           {"https://" + std::string(64, 'a'), "the host has a label of more than 63 bytes"},
           {"https://-a.example", "the host has a label with a hyphen at its end"},
           {"https://a-.example", "the host has a label with a hyphen at its end"},
           {"https://a.7", "the host ends in a number but is no IPv4 address"},
           {"https://a.0xf", "the host ends in a number but is no IPv4 address"},
           {"https://256.1.1.1", "the host ends in a number but is no IPv4 address"},
           {"http://a.example", no_plaintext},
           {"http://192.0.2.1", no_plaintext}});
    check("endpoint", [](std::string_view url) { return parse_endpoint(url, false); },
          {{"http://127.0.0.1", no_plaintext}});
    for (const std::string& name : {name_of(253), name_of(253) + "."})
        BOOST_TEST(parse_endpoint("https://" + name, false).host == name);
    for (const std::string name : {"7.a", "a.0xg", "a.x7", "0x.a"})
        BOOST_TEST(parse_endpoint("https://" + name, false).host == name);
}

BOOST_AUTO_TEST_CASE(of_a_proxy) {
    check("proxy", &parse_proxy,
          {{"proxy.example:3128", "the scheme is not http"},
           {"", "not a URL such as http://proxy.example:3128"},
           {"https://proxy.example:3128", "the scheme is not http"},
           {"http://user@proxy.example:3128",
            "user info is not allowed in the URL, which is no secret"},
           {"http://proxy.example", "the port is missing"},
           {"http://proxy.example:3128/x", no_path},
           {"http://proxy.example:3128?x", no_query},
           {"http://proxy.example:3128#x", no_fragment},
           {"http://proxy.example:0", bad_port},
           {"http://:3128", no_host}});
    BOOST_TEST(parse_proxy("http://proxy.example:3128/").host_and_port() == "proxy.example:3128");
    BOOST_TEST(parse_proxy("http://[::1]:80").host_and_port() == "[::1]:80");
}

BOOST_AUTO_TEST_CASE(of_a_server_name) {
    check("tls.server_name", &parse_server_name,
          {{"", no_host},
           {"a b", "the host has a character that no DNS name has"},
           {"https://a.example", "the host has a character that no DNS name has"}});
    BOOST_TEST(parse_server_name("A.example.").tls_name() == "a.example");
    BOOST_TEST(parse_server_name("192.0.2.1").literal.has_value());
}

BOOST_AUTO_TEST_CASE(of_a_local_service) {
    const std::string far = "http:// is allowed to a loopback or link-local address alone";
    check("endpoint", &parse_local_service,
          {{"x", "not a URL such as https://mrs.cn-north-4.myhuaweicloud.com"},
           {"ftp://127.0.0.1/", "the scheme is not https"},
           {"http://user@127.0.0.1/", "user info is not allowed in the URL"},
           {"http://127.0.0.1/#x", no_fragment},
           {"http://a.example/", far},
           {"http://192.0.2.1/", far},
           {"http://169.255.169.254/", far},
           {"http://168.254.169.254/", far},
           {"http://[2001:db8::1]/", far}});
    for (const auto& [url, target] :
         {refusal{"http://127.0.0.1", "/"}, refusal{"http://127.0.0.1?of=a", "/?of=a"},
          refusal{"http://[::1]:80/a/b", "/a/b"}, refusal{"http://169.254.169.254/a?b", "/a?b"},
          refusal{"http://[fe80::1]/a", "/a"}, refusal{"https://a.example/b", "/b"}})
        BOOST_TEST(parse_local_service(url).target == target);
}

BOOST_AUTO_TEST_SUITE_END()
