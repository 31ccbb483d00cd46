// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "server_identity.hpp"
#include "support/temporary_file.hpp"
#include "support/test_certificate.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

using mrs::errc;
using namespace mrs_test;
namespace asio = boost::asio;
using namespace std::string_literals;

// What a caller gives: it goes as it is meant, or not at all.

namespace inputs {
namespace {

struct sent_id {
    std::string id;
    std::string segment; ///< As it has to stand in the request's line.
};

const std::vector<sent_id> sent_ids = {
    {"plain-Id_1", "plain-Id_1"},
    {"a/b", "a%2Fb"},
    {"../../clusters", "..%2F..%2Fclusters"},
    {"a/../b", "a%2F..%2Fb"},
    {"...", "..."},
    {"%2f", "%252f"},
    {"%", "%25"},
    {"a b", "a%20b"},
    {" ", "%20"},
    {"a+b&c=d;e,f:g@h!i$j'k(l)m*n", "a%2Bb%26c%3Dd%3Be%2Cf%3Ag%40h%21i%24j%27k%28l%29m%2An"},
    {"?query#fragment", "%3Fquery%23fragment"},
    {"\"<>\\^`{|}[]", "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D"},
    {"\xe4\xbd\xa0\xe5\xa5\xbd", "%E4%BD%A0%E5%A5%BD"},
    {"\xff\xfe", "%FF%FE"},
    {"//host", "%2F%2Fhost"},
    {"http://host/", "http%3A%2F%2Fhost%2F"},
    {"~tilde.dot-", "~tilde.dot-"},
    {std::string(1024, 'x'), std::string(1024, 'x')},
    {std::string(1024, '/'), repeated("%2F", 1024)},
};

const std::vector<std::string> refused_ids = {
    "",
    ".",
    "..",
    "a\r\nHost: evil.test",
    "a\rb",
    "a\nb",
    "a\0b"s,
    "\0"s,
    "a\tb",
    "\x7f",
    "\x1b[m",
    std::string(1025, 'x'),
    std::string(8'192, 'x'),
};

/// The text of the refusal at construction; empty where there is none.
std::string refusal(const mrs::client_options& options) {
    asio::io_context context;
    try {
        const mrs::client client(context, options);
    } catch (const mrs::error& e) {
        BOOST_TEST(e.code() == errc::invalid_argument);
        return e.what();
    }
    return {};
}

void check_refused(const mrs::client_options& options, std::string_view field) {
    const std::string text = refusal(options);
    BOOST_TEST(text.find(field) != std::string::npos, "the text is: " << text);
    BOOST_TEST(text.find("s3cr3t") == std::string::npos, "the text is: " << text);
}

mrs::client_options with_token(const std::string& endpoint, const std::string& token) {
    return mrs::client_options(endpoint, "project1", mrs::credentials::token(mrs::secret(token)));
}

} // namespace
} // namespace inputs

BOOST_AUTO_TEST_SUITE(inputs)

BOOST_AUTO_TEST_CASE(fault_I1_ids_are_one_path_segment) {
    fault_case one({});
    for (const sent_id& row : sent_ids)
        BOOST_TEST(cancel(one.context(), one.client(), "cluster1", row.id).result.succeeded());
    const auto requests = one.server().requests();
    BOOST_TEST_REQUIRE(requests.size() == sent_ids.size());
    const std::string rest =
        "Host: 127.0.0.1:" + std::to_string(one.server().port()) + "\r\nUser-Agent: mrs-client/";
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::string& bytes = requests[i].bytes;
        const std::string begin = "POST /v2/project1/clusters/cluster1/sql-execution/" +
                                  sent_ids[i].segment + "/cancel HTTP/1.1\r\n" + rest;
        BOOST_TEST(bytes.substr(0, begin.size()) == begin);
        BOOST_TEST(bytes.find("\r\nContent-Length: 0\r\n") != std::string::npos);
        BOOST_TEST(bytes.find("\r\nX-Auth-Token: token-of-the-fault-tests\r\n\r\n") ==
                   bytes.size() - "\r\nX-Auth-Token: token-of-the-fault-tests\r\n\r\n"s.size());
    }
}

BOOST_AUTO_TEST_CASE(fault_I1_ids_that_are_refused) {
    fault_case one({});
    for (const std::string& id : refused_ids) {
        const auto [ec, result] = cancel(one.context(), one.client(), "cluster1", id);
        BOOST_TEST(ec == errc::invalid_argument, ec.message());
        BOOST_TEST(result.info()->detail.find("sql_id") != std::string::npos);
    }
    for (const std::string& cluster : {""s, "a/b"s, "a b"s, ".."s, "a\r\nb"s, "a\0b"s, "%41"s,
                                       "\xc3\xa9"s, std::string(65, 'x')}) {
        const auto [ec, result] = cancel(one.context(), one.client(), cluster, "id");
        BOOST_TEST(ec == errc::invalid_argument, ec.message());
        BOOST_TEST(result.info()->detail.find("cluster_id") != std::string::npos);
    }
    BOOST_TEST(one.server().connections() == 0u);
}

BOOST_AUTO_TEST_CASE(fault_I2_line_breaks_and_strange_endpoints) {
    const std::string good = "https://mrs.example.test";
    for (const std::string& bad : {"s3cr3t\r\nX: y"s, "s3cr3t\n"s, "s3cr3t\r"s, "s3cr3t\0"s,
                                   "\0s3cr3t"s, "s3cr3t token"s, "s3cr3t\xc3\xa9"s, ""s})
        check_refused(with_token(good, bad), "token");
    for (const std::string& bad : {"agent\r\nX: y"s, "agent\n"s, "agent\0"s, "\x7f"s})
        check_refused(with_token(good, "token").user_agent(bad), "user_agent");
    for (const std::string& bad : {"https://user:s3cr3t@mrs.example.test"s,
                                   "https://s3cr3t@mrs.example.test"s,
                                   good + "/path"s,
                                   good + "/?q"s,
                                   good + "?q=s3cr3t"s,
                                   good + "#f"s,
                                   good + ":0"s,
                                   good + ":65536"s,
                                   good + ":-1"s,
                                   good + ":x"s,
                                   "https://a\r\nb"s,
                                   "https://a\0b"s,
                                   "https://a\nHost: x"s,
                                   "https://"s,
                                   "https:///"s,
                                   "mrs.example.test"s,
                                   ""s,
                                   "ftp://mrs.example.test"s,
                                   "https://a..b"s,
                                   "https://a%00b"s,
                                   "https://a%0d%0ab"s,
                                   "http://127.0.0.1"s,
                                   "http://mrs.example.test"s})
        BOOST_TEST_CONTEXT(bad)
    check_refused(with_token(bad, "token"), "endpoint");
    check_refused(with_token("http://mrs.example.test", "token").allow_plaintext_loopback(true),
                  "endpoint");
    BOOST_TEST(refusal(with_token(good, "token")) == "");
    BOOST_TEST(refusal(with_token("http://127.0.0.1:1", "token").allow_plaintext_loopback(true)) ==
               "");
}

BOOST_AUTO_TEST_CASE(fault_I3_large_tokens) {
    constexpr std::size_t largest = 32'000;
    for (const std::size_t size : {std::size_t(20'480), largest}) {
        fault_case one({});
        one.options() = with_token(one.server().url(), std::string(size, 't'));
        one.options().tls(trusted_tls());
        // With the longest id, so that no other header is smaller than it can be.
        BOOST_TEST(cancel(one.context(), one.client(), "cluster1", std::string(1024, '/'))
                       .result.succeeded());
        BOOST_TEST(one.server().requests().front().bytes.find(
                       "X-Auth-Token: " + std::string(size, 't') + "\r\n") != std::string::npos);
    }
    check_refused(with_token("https://mrs.example.test", std::string(largest + 1, 't')), "token");
}

/// A header above 32 KiB, which the gateway would answer with 494, is refused before it is sent.
BOOST_AUTO_TEST_CASE(fault_I3_too_large_a_token_from_a_provider) {
    fault_case one({});
    one.options() =
        mrs::client_options(one.server().url(), "project1",
                            mrs::credentials::provider([]() -> asio::awaitable<mrs::auth_token> {
                                co_return mrs::auth_token(mrs::secret(std::string(32'769, 't')));
                            }));
    one.options().tls(trusted_tls());
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == errc::credentials_failed, ec.message());
    BOOST_TEST(result.info()->detail.find("longer than") != std::string::npos);
    BOOST_TEST(one.server().connections() == 0u);
    one.without_good_call();
}

BOOST_AUTO_TEST_CASE(fault_I4_files_that_cannot_be_used) {
    const test_certificate one("one");
    const test_certificate other("other");
    const temporary_file missing;
    const temporary_file empty;
    const temporary_file not_pem;
    const temporary_file chain;
    const temporary_file key;
    empty.write("");
    not_pem.write("no certificate\n");
    chain.write(one.certificate);
    key.write(other.key);
    const auto refused = [](const mrs::tls_options& tls, const std::string& path) {
        auto options = with_token("https://mrs.example.test", "s3cr3t");
        check_refused(options.tls(tls), path);
    };
    for (const temporary_file* file : {&missing, &empty, &not_pem}) {
        const std::string path = file->path();
        refused(mrs::tls_options().ca_file(path), path);
        refused(mrs::tls_options().client_certificate_files(path, path), path);
    }
    refused(mrs::tls_options().client_certificate_files(chain.path(), key.path()), key.path());
}

BOOST_AUTO_TEST_SUITE_END()
