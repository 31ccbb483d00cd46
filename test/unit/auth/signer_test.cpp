// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/canonical_request.hpp"
#include "auth/signing/signer.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <fstream>
#include <iterator>
#include <string>

using mrs::access_key;
using mrs::secret;
using mrs::auth::canonical_path;
using mrs::auth::canonical_query;
using mrs::auth::sdk_date;
using mrs::auth::signed_fields;
using mrs::auth::signer;
using namespace std::chrono_literals;

namespace request_signer {
namespace {

std::string text_at(const boost::json::object& from, const char* name) {
    const auto* const value = from.if_contains(name);
    return value != nullptr ? std::string(value->as_string()) : std::string();
}

/// The request target as it would go on the wire, the query in the order in which it is given.
std::string target_of(const boost::json::object& vector) {
    std::string target = text_at(vector, "path");
    char separator = '?';
    for (const auto& parameter : vector.at("query").as_array()) {
        target += separator;
        const auto& pair = parameter.as_array();
        target += boost::urls::encode(pair[0].as_string(), boost::urls::unreserved_chars);
        target += '=';
        target += boost::urls::encode(pair[1].as_string(), boost::urls::unreserved_chars);
        separator = '&';
    }
    return target;
}

std::chrono::sys_seconds time_of(const std::string& date) {
    const auto number = [&](std::size_t at, std::size_t size) {
        return std::stoi(date.substr(at, size));
    };
    const std::chrono::year_month_day day(std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(6, 2))));
    return std::chrono::sys_days(day) + std::chrono::hours(number(9, 2)) +
           std::chrono::minutes(number(11, 2)) + std::chrono::seconds(number(13, 2));
}

void check_vector(const boost::json::object& vector) {
    const auto& headers = vector.at("headers").as_object();
    access_key key(text_at(vector, "access_key"), secret(text_at(vector, "secret_key")));
    key.security_token(secret(text_at(headers, "X-Security-Token")));
    signed_fields fields;
    fields.host = text_at(vector, "host");
    fields.content_type = text_at(headers, "Content-Type");
    fields.project_id = text_at(headers, "X-Project-Id");
    const std::string date = text_at(headers, "X-Sdk-Date");
    std::string expected;
    if (!fields.project_id.empty())
        expected = "X-Project-Id: " + fields.project_id + "\r\n";
    expected += "X-Sdk-Date: " + date + "\r\n";
    if (!key.security_token().empty())
        expected += "X-Security-Token: " + text_at(headers, "X-Security-Token") + "\r\n";
    expected += "Authorization: " + text_at(vector, "authorization") + "\r\n";

    signer one(key, fields);
    for (int round = 0; round < 3; ++round) { // What it keeps must not show.
        std::string request;
        one.append_headers(request, text_at(vector, "method"), target_of(vector),
                           text_at(vector, "body"), time_of(date));
        BOOST_TEST(request == expected, text_at(vector, "name"));
        std::string other;
        one.append_headers(other, "PUT", "/other?x=1", "else", time_of(date) + 1s);
        BOOST_TEST(other != expected);
    }
}

void check_vectors(const std::string& name, std::size_t count) {
    std::ifstream file(MRS_TEST_VECTORS "/" + name);
    const std::string text((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    const auto vectors = boost::json::parse(text).as_array();
    BOOST_TEST(vectors.size() == count);
    for (const auto& vector : vectors)
        check_vector(vector.as_object());
}

} // namespace
} // namespace request_signer

BOOST_AUTO_TEST_SUITE(request_signer)

BOOST_AUTO_TEST_CASE(signs_as_the_vendor_does) {
    check_vectors("sdk-hmac-sha256.json", 9);
}

BOOST_AUTO_TEST_CASE(signs_every_reserved_character_as_the_vendor_does) {
    check_vectors("sdk-hmac-sha256-reserved.json", 74);
}

BOOST_AUTO_TEST_CASE(the_canonical_path_ends_in_a_slash_and_is_encoded_once) {
    BOOST_TEST(canonical_path("/") == "/");
    BOOST_TEST(canonical_path("/a/b") == "/a/b/");
    BOOST_TEST(canonical_path("/a/b/") == "/a/b/");
    BOOST_TEST(canonical_path("/a%20b%2bc~d") == "/a%20b%2Bc~d/");
    BOOST_TEST(canonical_path("/%41:%C3%A4") == "/A%3A%C3%A4/");
    BOOST_TEST(canonical_path("/100%") == "/100%25/");
    BOOST_TEST(canonical_path("/a%2Fb%2f") == "/a/b/"); // As the vendor does: decoded as a whole.
    BOOST_TEST(canonical_path("/a%252Fb") == "/a%252Fb/");
}

BOOST_AUTO_TEST_CASE(the_canonical_query_is_sorted_by_name_and_value) {
    BOOST_TEST(canonical_query("") == "");
    BOOST_TEST(canonical_query("b=2&a=x%20y&a=1") == "a=1&a=x%20y&b=2");
    BOOST_TEST(canonical_query("a%7B=1&a0=2&a=%7B&a=0") == "a=0&a=%7B&a0=2&a%7B=1");
    BOOST_TEST(canonical_query("flag&empty=&&x=a=b") == "empty=&flag=&x=a%3Db");
}

BOOST_AUTO_TEST_CASE(dates_have_leading_zeros) {
    BOOST_TEST(sdk_date(std::chrono::sys_seconds(0s)) == "19700101T000000Z");
    BOOST_TEST(sdk_date(time_of("20261124T061503Z")) == "20261124T061503Z");
}

BOOST_AUTO_TEST_SUITE_END()
