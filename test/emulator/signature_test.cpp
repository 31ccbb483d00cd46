// SPDX-License-Identifier: BSL-1.0
#include "signature.hpp"
#include "signature_vectors.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace mrs_emulator;
using namespace mrs_emulator::test;

namespace signatures {
namespace {

const std::string some_signature(64, 'a');

authorization claimed_in(const http_request& request) {
    return parse_authorization(request.header("Authorization")).value();
}

std::string path_line(const std::string& target) {
    http_request request;
    request.method = "GET";
    request.target = target;
    const std::string text = canonical_request(request, {}).value();
    const std::size_t start = text.find('\n') + 1;
    return text.substr(start, text.find('\n', start) - start);
}

std::string query_line(const std::string& target) {
    http_request request;
    request.method = "GET";
    request.target = target;
    const std::string text = canonical_request(request, {}).value();
    const std::size_t start = text.find('\n', text.find('\n') + 1) + 1;
    return text.substr(start, text.find('\n', start) - start);
}

void check_vector(const signature_vector& vector) {
    BOOST_TEST_CONTEXT(vector.name) {
        const authorization claimed = claimed_in(vector.request);
        BOOST_TEST(claimed.access == vector.key.id);
        const auto canonical = canonical_request(vector.request, claimed.signed_headers);
        BOOST_REQUIRE(canonical.has_value());
        BOOST_TEST(signature_of(*canonical, vector.request.header("X-Sdk-Date"),
                                vector.key.secret) == claimed.signature);
    }
}

} // namespace
} // namespace signatures

BOOST_AUTO_TEST_SUITE(signatures)

BOOST_AUTO_TEST_CASE(of_the_official_signer_come_out_the_same) {
    BOOST_TEST(signature_vectors().size() == 9U);
    for (const signature_vector& vector : signature_vectors())
        check_vector(vector);
}

BOOST_AUTO_TEST_CASE(of_every_reserved_character_come_out_the_same) {
    BOOST_TEST(reserved_vectors().size() == 74U);
    for (const signature_vector& vector : reserved_vectors())
        check_vector(vector);
}

BOOST_AUTO_TEST_CASE(are_of_a_text_with_six_parts) {
    http_request request;
    request.method = "POST";
    request.target = "/a%2bb/c?z=1&y";
    request.headers = {{"HOST", "h:1"}, {"X-Sdk-Date", "d"}, {"Other", "o"}};
    const std::string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    BOOST_TEST(canonical_request(request, {"host", "x-sdk-date"}).value() ==
               "POST\n/a%2Bb/c/\ny=&z=1\nhost:h:1\nx-sdk-date:d\n\nhost;x-sdk-date\n" + empty);
}

BOOST_AUTO_TEST_CASE(encode_every_path_anew) {
    BOOST_TEST(path_line("/") == "/");
    BOOST_TEST(path_line("/a") == "/a/");
    BOOST_TEST(path_line("/a/") == "/a/");
    BOOST_TEST(path_line("/a//b") == "/a//b/");
    BOOST_TEST(path_line("/a:b@c!$&'()*+,;=-._~") ==
               "/a%3Ab%40c%21%24%26%27%28%29%2A%2B%2C%3B%3D-._~/");
    BOOST_TEST(path_line("/%7e%C3%a9%2561") == "/~%C3%A9%2561/");
    BOOST_TEST(path_line("/a%2Fb") == "/a/b/");
}

BOOST_AUTO_TEST_CASE(sort_and_encode_every_query) {
    BOOST_TEST(query_line("/a").empty());
    BOOST_TEST(query_line("/a?").empty());
    BOOST_TEST(query_line("/a?b") == "b=");
    BOOST_TEST(query_line("/a?b=") == "b=");
    BOOST_TEST(query_line("/a?b=2&a=x%20y&b=1&B=0") == "B=0&a=x%20y&b=1&b=2");
    BOOST_TEST(query_line("/a?x=a+b/c") == "x=a%2Bb%2Fc");
    BOOST_TEST(query_line("/a?a=%5B&a=Z") == "a=Z&a=%5B");
}

BOOST_AUTO_TEST_CASE(need_each_signed_header_once) {
    http_request request;
    request.target = "/";
    BOOST_TEST(!canonical_request(request, {"host"}).has_value());
    request.headers = {{"Host", "h"}};
    BOOST_TEST(canonical_request(request, {"host"}).has_value());
    request.headers.emplace_back("host", "h");
    BOOST_TEST(!canonical_request(request, {"host"}).has_value());
    request.target = "/%zz";
    BOOST_TEST(!canonical_request(request, {}).has_value());
}

BOOST_AUTO_TEST_CASE(are_claimed_in_one_form_only) {
    const auto authorization = parse_authorization("SDK-HMAC-SHA256 Access=k/+=, "
                                                   "SignedHeaders=a-1;host, Signature=" +
                                                   some_signature);
    BOOST_REQUIRE(authorization.has_value());
    BOOST_TEST(authorization->access == "k/+=");
    BOOST_TEST(authorization->covers("a-1"));
    BOOST_TEST(!authorization->covers("a"));
    const std::string end = ", Signature=" + some_signature;
    for (const std::string& text : std::vector<std::string>{
             "",
             "SDK-HMAC-SHA256",
             "SDK-HMAC-SHA256 ",
             "Bearer x",
             "SDK-HMAC-SHA256 Access=, SignedHeaders=host" + end,
             "SDK-HMAC-SHA256 Access=a b, SignedHeaders=host" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=Host" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=host;" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=host;host" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=x;host" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=ho_st" + end,
             "SDK-HMAC-SHA256 Access=k,SignedHeaders=host" + end,
             "SDK-HMAC-SHA256  Access=k, SignedHeaders=host" + end,
             "sdk-hmac-sha256 Access=k, SignedHeaders=host" + end,
             "SDK-HMAC-SHA256 SignedHeaders=host, Access=k" + end,
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=host" + end + "a",
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=host" + end + ",",
             "SDK-HMAC-SHA256 Access=k, SignedHeaders=host, Signature=" + std::string(64, 'A'),
             "SDK-HMAC-SHA256 Access=" + std::string(129, 'k') + ", SignedHeaders=host" + end}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(!parse_authorization(text).has_value());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
