// SPDX-License-Identifier: BSL-1.0
#include "fault_rules_of.hpp"
#include "service.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace mrs_emulator;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace tokens {
namespace {

const std::string by_id = R"({"id":"p1"})";

// A request for a token, each part as JSON.
std::string order(const std::string& password, const std::string& project = by_id,
                  const std::string& name = R"("u")", const std::string& domain = R"("d")",
                  const std::string& methods = R"(["password"])") {
    return R"({"auth":{"identity":{"methods":)" + methods + R"(,"password":{"user":{"name":)" +
           name + R"(,"password":)" + password + R"(,"domain":{"name":)" + domain +
           R"(}}}},"scope":{"project":)" + project + "}}}";
}

const std::string right_order = order(R"("pass \"word\"")");
const std::string wrong_order = order(R"("guess")");

credential_settings settings() {
    credential_settings chosen;
    chosen.user = {"d", "u", "pass \"word\""};
    chosen.token_size = 20480;
    return chosen;
}

struct fixture {
    fixture() : state(10, settings()), api(tenant{"p1", "n1", {"c1"}, "fixed"}, state) {}

    http_answer ask(const std::string& body, const std::string& query = "?nocatalog=true") {
        http_request request;
        request.id = "r-1";
        request.method = "POST";
        request.target = "/v3/auth/tokens" + query;
        request.headers.emplace_back("Content-Length", "0");
        request.body = body;
        return api.handle(request, now).answer;
    }

    std::string issue() {
        const http_answer answer = ask(right_order);
        BOOST_REQUIRE(answer.status == 201U);
        BOOST_REQUIRE(answer.headers.at(0).first == "X-Subject-Token");
        return answer.headers.at(0).second;
    }

    http_answer call(const std::string& token) {
        http_request request;
        request.method = "GET";
        request.target = "/v2/p1/clusters/c1/sql-execution/none";
        request.headers.emplace_back("X-Auth-Token", token);
        return api.handle(request, now).answer;
    }

    emulator_state state;
    service api;
    moment now{{}, utc_time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 6h)};
};

json::value error_in(const http_answer& answer) {
    return json::parse(answer.body).at("error");
}

std::string message_in(const http_answer& answer) {
    return error_in(answer).at("message").as_string().c_str();
}

std::string gateway_code(const http_answer& answer) {
    return json::parse(answer.body).at("error_code").as_string().c_str();
}

} // namespace
} // namespace tokens

BOOST_FIXTURE_TEST_SUITE(tokens, fixture)

BOOST_AUTO_TEST_CASE(are_given_for_the_right_password) {
    state.known.settings.token_lifetime = 90min;
    const http_answer answer = ask(right_order);
    BOOST_TEST(answer.status == 201U);
    BOOST_TEST(answer.headers.at(0).first == "X-Subject-Token");
    BOOST_TEST(answer.headers.at(0).second.size() == 20480U);
    BOOST_TEST(answer.headers.at(1).first == "X-IAM-Trace-Id");
    const json::value token = json::parse(answer.body).at("token");
    BOOST_TEST(token.at("expires_at").as_string() == "2026-11-24T07:30:00.000000Z");
    BOOST_TEST(token.at("issued_at").as_string() == "2026-11-24T06:00:00.000000Z");
    BOOST_TEST((token.at("methods") == json::array{"password"}));
    BOOST_TEST(token.at("project").at("id").as_string() == "p1");
    BOOST_TEST(token.at("project").at("name").as_string() == "n1");
    BOOST_TEST(token.at("user").at("name").as_string() == "u");
    BOOST_TEST(token.at("roles").at(0).at("name").as_string() == "mrs_adm");
    BOOST_TEST(token.at("user").at("domain").at("name").as_string() == "d");
    BOOST_TEST(!token.as_object().contains("catalog"));
    BOOST_TEST(state.counters.tokens_issued == 1U);
}

BOOST_AUTO_TEST_CASE(come_with_a_catalog_unless_it_is_unwanted) {
    const http_answer answer = ask(right_order, "");
    BOOST_TEST(answer.status == 201U);
    BOOST_TEST(answer.body.size() > 25'000U);
    BOOST_TEST(answer.body.size() < 40'000U);
    BOOST_TEST(json::parse(answer.body).at("token").at("catalog").as_array().size() > 10U);
    BOOST_TEST(ask(right_order, "?nocatalog").body.size() < 2'000U);
}

BOOST_AUTO_TEST_CASE(take_the_projects_name_too) {
    BOOST_TEST(ask(order(R"("pass \"word\"")", R"({"name":"n1"})")).status == 201U);
    for (const char* const project : {R"({"name":"p1"})", R"({"id":"n1"})", R"({"id":"p2"})"}) {
        const http_answer answer = ask(order(R"("pass \"word\"")", project));
        BOOST_TEST(answer.status == 404U);
        BOOST_TEST(error_in(answer).at("title").as_string() == "Not Found");
    }
}

BOOST_AUTO_TEST_CASE(are_refused_to_others) {
    for (const std::string& body : {wrong_order, order(R"("pass \"word\"")", by_id, R"("v")"),
                                    order(R"("pass \"word\"")", by_id, R"("u")", R"("e")")}) {
        const http_answer answer = ask(body);
        BOOST_TEST(answer.status == 401U);
        BOOST_TEST(answer.body == R"({"error":{"code":401,"message":)"
                                  R"("The username or password is wrong.",)"
                                  R"("title":"Unauthorized"}})");
        BOOST_TEST(answer.body.find("pass") == answer.body.find("password is wrong"));
    }
    BOOST_TEST(state.counters.tokens_refused == 3U);
    BOOST_TEST(state.counters.tokens_issued == 0U);
}

BOOST_AUTO_TEST_CASE(are_refused_to_what_is_malformed) {
    const std::string password = R"("pass \"word\"")";
    for (const std::string& body :
         {std::string(), std::string("[]"), std::string("{}"), std::string(R"({"auth":7})"),
          std::string(1000, '['), right_order + "x", order("7"), order(R"("")"), order("null"),
          order(password, "{}"), order(password, "null"), order(password, R"({"id":7})"),
          order(password, R"({"id":"p1","name":"n1"})"), order(password, by_id, "[]"),
          order(password, by_id, R"("u")", "7"),
          order(password, by_id, R"("u")", R"("d")", R"(["totp"])"),
          order(password, by_id, R"("u")", R"("d")", R"(["password","totp"])"),
          order(password, by_id, R"("u")", R"("d")", R"("password")")}) {
        BOOST_TEST_CONTEXT(body) {
            const http_answer answer = ask(body);
            BOOST_TEST(answer.status == 400U);
            BOOST_TEST(error_in(answer).at("code").to_number<int>() == 400);
            BOOST_TEST(error_in(answer).at("title").as_string() == "Bad Request");
        }
    }
    BOOST_TEST(message_in(ask(order(password, "{}"))) ==
               "Request body is invalid: 'project' has not one of 'id' and 'name'");
    BOOST_TEST(ask(right_order).status == 201U);
}

BOOST_AUTO_TEST_CASE(lock_the_account_after_five_wrong_passwords) {
    for (int count = 0; count < 5; ++count)
        BOOST_TEST(message_in(ask(wrong_order)) == "The username or password is wrong.");
    BOOST_TEST(ask(right_order).status == 401U);
    BOOST_TEST(message_in(ask(right_order)) == "The account is locked, try again later.");
    now.utc += 5min;
    BOOST_TEST(ask(right_order).status == 201U);
}

BOOST_AUTO_TEST_CASE(are_good_until_they_expire) {
    state.known.settings.token_lifetime = 200ms;
    const std::string token = issue();
    BOOST_TEST(gateway_code(call(token)) == "0176");
    now.utc += 200ms - 1us;
    BOOST_TEST(gateway_code(call(token)) == "0176");
    now.utc += 1us;
    BOOST_TEST(call(token).status == 401U);
    BOOST_TEST(gateway_code(call(token)) == "APIGW.0301");
    BOOST_TEST(call(token).body.find("token expires, expires_at:") != std::string::npos);
    BOOST_TEST(state.counters.tokens_expired_used == 3U);
    BOOST_TEST(gateway_code(call(token + "x")) == "APIGW.0301");
    BOOST_TEST(gateway_code(call("fixed")) == "0176");
    BOOST_TEST(gateway_code(call(issue())) == "0176");
}

BOOST_AUTO_TEST_CASE(do_not_replace_each_other) {
    const std::string first = issue();
    BOOST_TEST(issue() != first);
    BOOST_TEST(gateway_code(call(first)) == "0176");
}

BOOST_AUTO_TEST_CASE(can_be_struck_by_faults) {
    state.faults.add(test::fault_rules_of(
        {"status=503,on=tokens,count=1,retry_after=2", "reset,on=tokens,count=1", "status=500"}));
    const http_answer answer = ask(right_order);
    BOOST_TEST(answer.status == 503U);
    BOOST_TEST(error_in(answer).at("title").as_string() == "Service Unavailable");
    BOOST_TEST(answer.headers.at(0).second == "2");
    BOOST_TEST(state.counters.tokens_issued == 0U);
    ask(right_order);
    BOOST_TEST(state.counters.tokens_issued == 1U);
    BOOST_TEST(ask(right_order).status == 201U);
}

BOOST_AUTO_TEST_SUITE_END()
