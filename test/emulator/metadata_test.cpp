// SPDX-License-Identifier: BSL-1.0
#include "fault_rules_of.hpp"
#include "metadata.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

using namespace mrs_emulator;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace metadata_calls {
namespace {

const std::string token_path = "/meta-data/latest/api/token";
const std::string key_path = "/openstack/latest/securitykey";
const std::string pod_path = "/pod-identity";

credential_settings settings() {
    credential_settings chosen;
    chosen.pod_token = "pod secret";
    chosen.metadata_lifetime = 1h;
    return chosen;
}

struct fixture {
    fixture() : state(10, settings()), machine(state) {}

    http_reply send(const std::string& method, const std::string& path,
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
        http_request request;
        request.method = method;
        request.target = path;
        request.headers = std::move(headers);
        request.headers.emplace_back("Host", host);
        return machine.handle(request, now);
    }

    http_answer call(const std::string& method, const std::string& path,
                     std::vector<std::pair<std::string, std::string>> headers = {}) {
        return send(method, path, std::move(headers)).answer;
    }

    std::string token(const std::string& seconds = "21600") {
        const http_answer answer =
            call("PUT", token_path, {{"X-Metadata-Token-Ttl-Seconds", seconds}});
        BOOST_TEST(answer.status == 200U);
        return answer.body;
    }

    std::string host = "127.0.0.1:80";
    emulator_state state;
    metadata machine;
    utc_time now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 24)};
};

std::string text(const json::value& object, const char* name) {
    return object.at(name).as_string().c_str();
}

} // namespace
} // namespace metadata_calls

BOOST_FIXTURE_TEST_SUITE(metadata_calls, fixture)

BOOST_AUTO_TEST_CASE(give_a_token_and_for_it_a_key) {
    const http_answer answer = call("GET", key_path, {{"X-Metadata-Token", token()}});
    BOOST_TEST(answer.status == 200U);
    const json::value credential = json::parse(answer.body).at("credential");
    BOOST_TEST(text(credential, "expires_at") == "2026-11-24T01:00:00.000000Z");
    const access_key* const key = state.known.keys.find(text(credential, "access"));
    BOOST_REQUIRE(key != nullptr);
    BOOST_TEST(key->secret == text(credential, "secret"));
    BOOST_TEST(key->security_token == text(credential, "securitytoken"));
    BOOST_TEST((key->expires.value() == now + 1h));
    BOOST_TEST(state.counters.metadata_tokens == 1U);
    BOOST_TEST(state.counters.security_keys == 1U);
}

BOOST_AUTO_TEST_CASE(refuse_a_wrong_or_expired_token_and_want_none) {
    const std::string short_lived = token("1");
    BOOST_TEST(call("GET", key_path, {{"X-Metadata-Token", short_lived}}).status == 200U);
    now += 1s;
    BOOST_TEST(call("GET", key_path, {{"X-Metadata-Token", short_lived}}).status == 401U);
    BOOST_TEST(call("GET", key_path, {{"X-Metadata-Token", ""}}).status == 401U);
    BOOST_TEST(call("GET", key_path).status == 200U);
}

BOOST_AUTO_TEST_CASE(bound_the_tokens_lifetime) {
    for (const char* const seconds : {"", "0", "-1", "21601", "6h", "1 "}) {
        BOOST_TEST_CONTEXT(seconds) {
            BOOST_TEST(
                call("PUT", token_path, {{"X-Metadata-Token-Ttl-Seconds", seconds}}).status ==
                400U);
        }
    }
    BOOST_TEST(call("PUT", token_path).status == 400U);
}

BOOST_AUTO_TEST_CASE(give_a_pod_its_key) {
    const http_answer answer = call("POST", pod_path, {{"Authorization", "pod secret"}});
    BOOST_TEST(answer.status == 200U);
    const json::value credentials = json::parse(answer.body).at("credentials");
    BOOST_TEST(text(credentials, "expiration") == "2026-11-24T01:00:00.000000Z");
    const access_key* const key = state.known.keys.find(text(credentials, "accessKeyId"));
    BOOST_REQUIRE(key != nullptr);
    BOOST_TEST(key->secret == text(credentials, "secretAccessKey"));
    BOOST_TEST(key->security_token == text(credentials, "securityToken"));
    BOOST_TEST(call("POST", pod_path).status == 401U);
    BOOST_TEST(call("POST", pod_path, {{"Authorization", "pod"}}).status == 401U);
    state.known.settings.pod_token.clear();
    BOOST_TEST(call("POST", pod_path, {{"Authorization", ""}}).status == 401U);
    BOOST_TEST(state.counters.pod_identities == 1U);
}

BOOST_AUTO_TEST_CASE(have_one_method_and_one_path) {
    BOOST_TEST(call("GET", token_path).status == 405U);
    BOOST_TEST(call("PUT", key_path).status == 405U);
    BOOST_TEST(call("GET", pod_path).status == 405U);
    BOOST_TEST(call("GET", "/").status == 404U);
    BOOST_TEST(call("GET", key_path + "/").status == 404U);
}

BOOST_AUTO_TEST_CASE(answer_no_web_page) {
    BOOST_TEST(call("GET", key_path, {{"Origin", "http://page.test"}}).status == 403U);
    host = "page.test";
    BOOST_TEST(call("GET", key_path).status == 403U);
    host = "169.254.169.254";
    BOOST_TEST(call("GET", key_path).status == 200U);
}

BOOST_AUTO_TEST_CASE(can_be_struck_by_faults) {
    for (const unsigned status : {404U, 405U, 503U}) {
        state.faults.clear();
        state.faults.add(
            test::fault_rules_of({"status=" + std::to_string(status) + ",on=metadata_token"}));
        BOOST_TEST(call("PUT", token_path, {{"X-Metadata-Token-Ttl-Seconds", "60"}}).status ==
                   status);
        BOOST_TEST(call("GET", key_path).status == 200U);
    }
    state.faults.clear();
    state.faults.add(
        test::fault_rules_of({"status=401,on=metadata,count=1", "drop,on=pod_identity"}));
    BOOST_TEST(call("GET", key_path).status == 401U);
    BOOST_TEST(call("GET", key_path).status == 200U);
    BOOST_TEST((send("POST", pod_path, {{"Authorization", "pod secret"}}).how.manner ==
                delivery_manner::drop));
}

BOOST_AUTO_TEST_SUITE_END()
