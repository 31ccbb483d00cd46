// SPDX-License-Identifier: BSL-1.0
#include "running_emulator.hpp"
#include "signature.hpp"
#include "utc_time.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace mrs_emulator;
using namespace mrs_emulator::test;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

const std::string order =
    R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u",)"
    R"("password":"p","domain":{"name":"d"}}}},"scope":{"project":{"name":"cn-north-4"}}}})";

options identities() {
    options chosen = running_emulator::quiet_options();
    chosen.credentials.user = {"d", "u", "p"};
    chosen.credentials.token_size = std::size_t(31) * 1024;
    chosen.credentials.key.id = "AK";
    chosen.credentials.key.secret = "SK";
    chosen.credentials.pod_token = "pod";
    chosen.metadata = boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0);
    return chosen;
}

utc_time now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string text(const json::value& object, const char* name) {
    return object.at(name).as_string().c_str();
}

struct fixture : running_emulator {
    explicit fixture(const options& chosen = identities()) : running_emulator(chosen) {}

    response authenticate(const std::string& body = order) const {
        return call("POST", "/v3/auth/tokens?nocatalog=true", body);
    }

    // Cancels what does not exist, so that 0176 is the answer to a caller who is known.
    std::string cancel(const std::string& headers) const {
        return cancel(headers, base() + "/none/cancel");
    }

    std::string cancel(const std::string& headers, const std::string& path) const {
        connection link = connect();
        link.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
                  "Content-Length: 0\r\n\r\n");
        return text(json::parse(link.receive().body), "error_code");
    }

    std::string cancel_with_token(const std::string& token) const {
        return cancel("X-Auth-Token: " + token + "\r\n");
    }

    // Signs with the key, at a time.
    static std::string signed_headers(const access_key& key, utc_time time,
                                      const std::string& project = {}) {
        http_request request;
        request.method = "POST";
        request.target = base() + "/none/cancel";
        request.headers = {{"Host", "localhost"}, {"X-Sdk-Date", short_time(time)}};
        std::string text = "X-Sdk-Date: " + short_time(time) + "\r\n";
        std::string names = "host";
        if (!project.empty()) {
            request.headers.emplace_back("X-Project-Id", project);
            text += "X-Project-Id: " + project + "\r\n";
            names += ";x-project-id";
        }
        names += ";x-sdk-date";
        if (!key.security_token.empty()) {
            request.headers.emplace_back("X-Security-Token", key.security_token);
            text += "X-Security-Token: " + key.security_token + "\r\n";
            names += ";x-security-token";
        }
        const std::string start =
            "SDK-HMAC-SHA256 Access=" + key.id + ", SignedHeaders=" + names + ", Signature=";
        const auto claimed = parse_authorization(start + std::string(64, '0')).value();
        const std::string canonical = canonical_request(request, claimed.signed_headers).value();
        return text + "Authorization: " + start +
               signature_of(canonical, short_time(time), key.secret) + "\r\n";
    }

    response metadata_call(const std::string& start_line, const std::string& headers) const {
        connection link(service_endpoint());
        link.send(start_line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
        return link.receive();
    }

    boost::asio::ip::tcp::endpoint service_endpoint() const {
        return service().metadata_endpoint().value();
    }

    const access_key permanent = identities().credentials.key;
};

struct late_fixture : fixture {
    late_fixture() : fixture(late()) {}

    static options late() {
        options chosen = identities();
        chosen.clock_offset = 20min;
        return chosen;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(identities_over_http, fixture)

BOOST_AUTO_TEST_CASE(carry_the_longest_token_both_ways) {
    const response answer = authenticate();
    BOOST_TEST(answer.status == 201U);
    const std::string token = answer.field("X-Subject-Token");
    BOOST_TEST(token.size() == 31U * 1024);
    BOOST_TEST(!answer.field("Date").empty());
    BOOST_TEST(cancel_with_token(token) == "0176");
    BOOST_TEST(cancel_with_token(token.substr(1)) == "APIGW.0301");
    BOOST_TEST(cancel("") == "APIG.0301");
}

BOOST_AUTO_TEST_CASE(count_revoke_and_shorten_tokens) {
    const std::string token = authenticate().field("X-Subject-Token");
    BOOST_TEST(authenticate("{}").status == 400U);
    BOOST_TEST(control("GET", "/tokens").body ==
               R"({"issued":1,"refused":1,"live":1,"expired_used":0})");
    BOOST_TEST(control("DELETE", "/tokens").body ==
               R"({"issued":1,"refused":1,"live":0,"expired_used":0})");
    BOOST_TEST(cancel_with_token(token) == "APIGW.0307");
    BOOST_TEST(cancel_with_token(service().token()) == "0176");
    BOOST_TEST(control("POST", "/tokens", R"({"lifetime":"1us"})").status == 200U);
    BOOST_TEST(cancel_with_token(authenticate().field("X-Subject-Token")) == "APIGW.0301");
    BOOST_TEST(control("GET", "/tokens").body ==
               R"({"issued":2,"refused":1,"live":0,"expired_used":2})");
    for (const char* const body : {"", "[]", "{}", R"({"lifetime":1})", R"({"lifetime":"1"})"})
        BOOST_TEST(control("POST", "/tokens", body).status == 400U);
}

BOOST_AUTO_TEST_CASE(verify_signatures) {
    BOOST_TEST(cancel(signed_headers(permanent, now())) == "0176");
    BOOST_TEST(cancel(signed_headers(permanent, now(), options().project)) == "0176");
    BOOST_TEST(cancel(signed_headers(permanent, now(), "p2")) == "12000107");
    BOOST_TEST(cancel(signed_headers(permanent, now()), base() + "/other/cancel") == "APIGW.0301");
    BOOST_TEST(cancel(signed_headers(permanent, now() - 20min)) == "APIGW.0301");
    BOOST_TEST(cancel("Authorization: Basic YTpi\r\nX-Auth-Token: " + service().token() + "\r\n") ==
               "APIGW.0301");
    const json::value counts = json::parse(control("GET", "/stats").body).at("signatures");
    BOOST_TEST(counts.at("verified").to_number<int>() == 3);
    BOOST_TEST(counts.at("refused").at("mismatch").to_number<int>() == 1);
    BOOST_TEST(counts.at("refused").at("skewed").to_number<int>() == 1);
    BOOST_TEST(counts.at("refused").at("malformed").to_number<int>() == 1);
    BOOST_TEST(counts.at("refused").at("locked").to_number<int>() == 0);
}

BOOST_AUTO_TEST_CASE(tell_the_project_of_a_region) {
    const std::string usual = options().project;
    const response found = call("GET", "/v3/projects?name=cn-north-4");
    BOOST_TEST(found.status == 200U);
    const json::value projects = json::parse(found.body).at("projects");
    BOOST_REQUIRE(projects.as_array().size() == 1U);
    BOOST_TEST(text(projects.at(0), "id") == usual);
    BOOST_TEST(text(projects.at(0), "name") == "cn-north-4");
    BOOST_TEST(!text(projects.at(0), "domain_id").empty());
    BOOST_TEST(projects.at(0).at("enabled").as_bool());
    BOOST_TEST(call("GET", "/v3/projects?name=elsewhere").body == R"({"projects":[]})");
    BOOST_TEST(json::parse(call("GET", "/v3/projects").body).at("projects").as_array().size() ==
               1U);
    connection link = connect();
    link.send("GET /v3/projects?name=cn-north-4 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    BOOST_TEST(link.receive().status == 401U);
}

BOOST_AUTO_TEST_CASE(give_out_keys_that_sign) {
    const response token =
        metadata_call("PUT /meta-data/latest/api/token", "X-Metadata-Token-Ttl-Seconds: 60\r\n");
    BOOST_TEST(token.status == 200U);
    BOOST_TEST(token.field("Content-Type") == "text/plain; charset=utf-8");
    const response answer = metadata_call("GET /openstack/latest/securitykey",
                                          "X-Metadata-Token: " + token.body + "\r\n");
    const json::value made = json::parse(answer.body).at("credential");
    access_key key{text(made, "access"), text(made, "secret"), text(made, "securitytoken"), {}};
    BOOST_TEST(cancel(signed_headers(key, now())) == "0176");
    key.security_token.clear();
    BOOST_TEST(cancel(signed_headers(key, now())) == "APIGW.0301");

    const response pod =
        metadata_call("POST /pod-identity", "Authorization: pod\r\nContent-Length: 0\r\n");
    const json::value given = json::parse(pod.body).at("credentials");
    key = {text(given, "accessKeyId"),
           text(given, "secretAccessKey"),
           text(given, "securityToken"),
           {}};
    BOOST_TEST(cancel(signed_headers(key, now())) == "0176");
    BOOST_TEST(statistic("security_keys") == 1);
    BOOST_TEST(statistic("pod_identities") == 1);
}

BOOST_AUTO_TEST_CASE(announce_where_they_are) {
    const json::value line = json::parse(service().announcement());
    BOOST_TEST(text(line, "iam") == text(line, "endpoint"));
    BOOST_TEST(text(line, "obs") == text(line, "endpoint") + "/obs");
    BOOST_TEST(text(line, "metadata") ==
               "http://127.0.0.1:" + std::to_string(service_endpoint().port()));
    running_emulator plain;
    BOOST_TEST(!json::parse(plain.service().announcement()).as_object().contains("metadata"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(identities_of_a_fast_clock, late_fixture)

BOOST_AUTO_TEST_CASE(refuse_the_right_date_and_tell_theirs) {
    connection link = connect();
    link.send("POST " + base() + "/none/cancel HTTP/1.1\r\nHost: localhost\r\n" +
              signed_headers(permanent, now()) + "Content-Length: 0\r\n\r\n");
    const response answer = link.receive();
    BOOST_TEST(answer.body.find("calc ak sk signature fail:signature expired,") !=
               std::string::npos);
    BOOST_TEST(answer.body.find(",server time:") != std::string::npos);
    BOOST_TEST(cancel(signed_headers(permanent, now() + 20min)) == "0176");
    BOOST_TEST(text(json::parse(authenticate().body).at("token"), "expires_at") >
               long_time(now() + 24h + 19min));
}

BOOST_AUTO_TEST_SUITE_END()
